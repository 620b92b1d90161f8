#pragma once

#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// y_i − h(x_i) at every data point, in the order of the data, which are rounded as for training.
std::vector<double> residuals(const Experiment& experiment, const Weights& weights);

}  // namespace reluscope
