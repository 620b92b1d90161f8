#pragma once

#include <array>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The frame of the twin-axis picture, as the notebook draws it: the same for a whole run.
///
/// The notebook's paddings, 1 beside the data, 2.6 below and 1 above, are kept as they are where the data span from a
/// half to ten, which its own do. Elsewhere they are in proportion, u times as much: u is the number nearest to 1
/// between a tenth of the span and twice the span, for each axis by itself, and so goes over into 1 without a jump.
/// Values that are all equal have the span of their magnitude, and u is at least a millionth of the largest magnitude,
/// which float32 can still tell apart.
struct Plot {
  std::array<double, 2> xRange;  ///< [min x − u, max x + u]
  std::array<double, 2> yRange;  ///< [min y − 2.6 u, max y + u]
  std::vector<double> grid;      ///< 100 points from end to end of xRange, as float32 numbers.
};

Plot plot(const Data& data);

}  // namespace reluscope
