#pragma once

#include <optional>
#include <string>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The weights that a run starts from: the given ones, or those that the notebook draws after
/// `torch.manual_seed(seed)`, equal to PyTorch's in every bit of their float32 values.
Weights initialWeights(const Network& network);

/// One line, with the key before it, for whoever set an initial scale so small that a balanced a = ±√(w² + b²) is 0,
/// the squares being nothing in float32, here as in PyTorch; nothing where every neuron has an output weight.
std::optional<std::string> underflowNote(const Network& network);

}  // namespace reluscope
