#include "theory/least_squares.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace reluscope {

Line leastSquaresLine(const Data& data) {
  const auto n = static_cast<double>(data.x.size());
  const double meanX = std::accumulate(data.x.begin(), data.x.end(), 0.0) / n;
  const double meanY = std::accumulate(data.y.begin(), data.y.end(), 0.0) / n;
  const auto [smallest, largest] = std::minmax_element(data.x.begin(), data.x.end());
  if (*smallest == *largest) {
    return {.slope = 0, .intercept = meanY};
  }
  double xx = 0;
  double xy = 0;
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    xx += (data.x[i] - meanX) * (data.x[i] - meanX);
    xy += (data.x[i] - meanX) * (data.y[i] - meanY);
  }
  const double slope = xy / xx;
  return {.slope = slope, .intercept = meanY - slope * meanX};
}

}  // namespace reluscope
