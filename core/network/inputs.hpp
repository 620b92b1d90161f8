#pragma once

#include <cstddef>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The distinct inputs x_1 < … < x_n.
std::vector<double> distinctInputs(const Data& data);

/// The indices of the data, sorted by x; equal x keep their order.
std::vector<std::size_t> byInput(const Data& data);

}  // namespace reluscope
