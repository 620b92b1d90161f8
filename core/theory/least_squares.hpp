#pragma once

#include "experiment/experiment.hpp"

namespace reluscope {

/// The line slope·x + intercept.
struct Line {
  double slope = 0;
  double intercept = 0;
};

/// The line with the least sum of squared residuals; where all x are equal, and many lines have it, the level one.
Line leastSquaresLine(const Data& data);

}  // namespace reluscope
