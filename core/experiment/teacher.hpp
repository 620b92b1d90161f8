#pragma once

#include "experiment/experiment.hpp"

namespace reluscope {

/// The points that a teacher draws, as the companion notebook draws them: after `torch.manual_seed(seed)` a network
/// without biases whose w_j ~ N(0, 1/(width·inputs)) and a_j ~ N(0, 1/width), then x of `torch.randn(points, inputs)`
/// and y = Σ_j a_j ReLU(⟨w_j, x⟩). x has PyTorch's bits; y has float32's nearest to the exact value, where PyTorch's
/// depends on the machine in the last bits.
Data drawnData(const Teacher& teacher);

}  // namespace reluscope
