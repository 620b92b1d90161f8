#pragma once

#include "experiment/experiment.hpp"

namespace reluscope {

/// The line slope·x + intercept.
struct Line {
  double slope = 0;
  double intercept = 0;
};

/// The line with the least sum of squared residuals; the horizontal one if all x are equal and there are many.
Line leastSquaresLine(const Data& data);

}  // namespace reluscope
