#pragma once

#include <cstddef>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The distinct inputs x_1 < … < x_n.
std::vector<double> distinctInputs(const Data& data);

/// The indices of the data by ascending input; those of the same input in the order in which they are given.
std::vector<std::size_t> byInput(const Data& data);

}  // namespace reluscope
