#pragma once

#include <cstdint>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The number of neurons that are active on some data point, ⟨w_j, x_i⟩ + b_j > 0.
std::int64_t activeNeurons(const Weights& weights, const Data& data);

}  // namespace reluscope
