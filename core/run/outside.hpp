#pragma once

#include <cstdint>

#include "experiment/experiment.hpp"
#include "run/plot.hpp"

namespace reluscope {

/// The neurons beyond one end of an axis.
struct Side {
  std::int64_t count = 0;
  /// Where the axis has to end to show them: all, or at least nine tenths where the farthest are so far away that the
  /// others would be seen as one. The kinks of an initialisation are quotients of two normal variables, so some always
  /// are.
  double end = 0;
};

/// The neurons that a twin-axis picture does not show. Those above and below have their kink on the x-axis; neurons
/// without a kink belong to no side.
struct Outside {
  Side left;
  Side right;
  Side below;
  Side above;
};

Outside outside(const Weights& weights, const Range& kinkRange, const Range& weightRange);

}  // namespace reluscope
