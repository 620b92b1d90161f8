#pragma once

#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// `learnedFunction` without c, of a network whose activation has no kink. Apart, since only runs of late engines need
/// it.
std::vector<double> smoothFunction(const Weights& weights, Activation activation, const std::vector<double>& grid);

}  // namespace reluscope
