#pragma once

#include <optional>
#include <string>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The initial weights of a run: the given ones, or those that the notebook draws after `torch.manual_seed(seed)`, the
/// same float32 bits as PyTorch's.
Weights initialWeights(const Network& network, std::size_t inputs = 1, std::size_t outputs = 1);
Weights initialWeights(const Experiment& experiment);

/// One line, after the key, if an init scale is so small that balanced output weights a = ±√(w² + b²) are 0 because
/// the squares underflow in float32, as they do in PyTorch; nothing if no output weight is 0.
std::optional<std::string> underflowNote(const Experiment& experiment);

}  // namespace reluscope
