#pragma once

#include <span>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// h at n points of any number of inputs, given point after point: n × o. O(points · neurons · (inputs + outputs)).
std::vector<double> networkOutputs(const Weights& weights, Activation activation, std::span<const double> points);

}  // namespace reluscope
