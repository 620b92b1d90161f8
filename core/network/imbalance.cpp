#include "network/imbalance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace reluscope {

Imbalance imbalance(const Weights& weights, const Weights& start) {
  const auto squares = [](const std::vector<double>& values, std::size_t j, std::size_t count) {
    double sum = 0;
    for (std::size_t k = j * count; k < (j + 1) * count; ++k) {
      sum += values[k] * values[k];
    }
    return sum;
  };
  const auto of = [&](const Weights& u, std::size_t j) {
    return squares(u.a, j, u.outputs()) - (squares(u.w, j, u.inputs()) + u.b[j] * u.b[j]);
  };
  Imbalance result;
  for (std::size_t j = 0; j < weights.b.size(); ++j) {
    const double now = of(weights, j);
    result.largest = std::max(result.largest, std::abs(now));
    result.drift = std::max(result.drift, std::abs(now - of(start, j)));
  }
  return result;
}

}  // namespace reluscope
