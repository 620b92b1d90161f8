#include "network/kink_counts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "network/inputs.hpp"
#include "network/learned_function.hpp"

namespace reluscope {

KinkCounts kinkCounts(const Weights& weights, const Data& data) {
  const std::vector<double> x = distinctInputs(data);
  KinkCounts counts{.between = std::vector<std::int64_t>(x.size() + 1)};
  for (const double kink : kinks(weights)) {
    if (!std::isfinite(kink)) {
      ++counts.none;
    } else {
      ++counts.between[static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), kink) - x.begin())];
    }
  }
  return counts;
}

}  // namespace reluscope
