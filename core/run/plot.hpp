#pragma once

#include <array>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The ends of an axis, the smaller one first.
using Range = std::array<double, 2>;

/// The axes of the twin-axis picture, as the notebook draws it; the same for all frames of a run.
///
/// The paddings are the notebook's, 1 at the sides, 2.6 below and 1 above, times a unit u for each axis: the number
/// nearest to 1 between span/10 and 2·span. So u = 1 for spans from 1/2 to 10, which include the notebook's own, and u
/// is continuous in the span. If all values are equal, their magnitude counts as the span. u is at least a millionth of
/// the largest magnitude, which float32 can resolve.
struct Plot {
  Range xRange;              ///< [min x − u, max x + u], of the first input.
  Range yRange;              ///< [min y − 2.6 u, max y + u], over all outputs.
  std::vector<double> grid;  ///< 100 points from end to end of xRange, as float32 numbers.
  Range secondRange;         ///< As xRange, of the second input; [0, 0] if there is none.
  Range targetRange;         ///< [min y − u, max y + u], over all outputs.
};

Plot plot(const Data& data);

/// The points at which h is drawn on an x-axis that the reader has chosen: 200 intervals from end to end, and half as
/// many beyond either end, for as long as the reader goes on moving the axis.
std::vector<double> gridAround(const Range& xRange);

}  // namespace reluscope
