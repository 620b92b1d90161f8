#pragma once

#include "core/experiment.hpp"

namespace reluscope {

/// The weights that a run starts from: the given ones, or those that the notebook draws after
/// `torch.manual_seed(seed)`, equal to PyTorch's in every bit of their float32 values.
Weights initialWeights(const Network& network);

}  // namespace reluscope
