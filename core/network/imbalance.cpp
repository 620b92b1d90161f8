#include "network/imbalance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace reluscope {

Imbalance imbalance(const Weights& weights, const Weights& start) {
  const auto of = [](const Weights& u, std::size_t j) { return u.a[j] * u.a[j] - (u.w[j] * u.w[j] + u.b[j] * u.b[j]); };
  Imbalance result;
  for (std::size_t j = 0; j < weights.a.size(); ++j) {
    const double now = of(weights, j);
    result.largest = std::max(result.largest, std::abs(now));
    result.drift = std::max(result.drift, std::abs(now - of(start, j)));
  }
  return result;
}

}  // namespace reluscope
