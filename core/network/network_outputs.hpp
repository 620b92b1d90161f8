#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// h at n points of any number of inputs, given point after point: n × o. O(points · neurons · (inputs + outputs)).
std::vector<double> networkOutputs(const Weights& weights, Activation activation, std::span<const double> points);

/// The number of neurons that are active on some data point, ⟨w_j, x_i⟩ + b_j > 0.
std::int64_t activeNeurons(const Weights& weights, const Data& data);

}  // namespace reluscope
