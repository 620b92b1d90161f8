#include "network/activation_pattern.hpp"

#include <algorithm>

namespace reluscope {

std::size_t ActivationPatterns::find(double w, double b) const {
  const std::size_t n = x_.size();
  const auto isActive = [w, b](double x) { return w * x + b > 0; };
  if (w > 0) {
    const auto first = std::partition_point(x_.begin(), x_.end(), [&](double x) { return !isActive(x); });
    return static_cast<std::size_t>(x_.end() - first);
  }
  const auto last = std::partition_point(x_.begin(), x_.end(), isActive);
  const auto active = static_cast<std::size_t>(last - x_.begin());
  return active == 0 ? 0 : 2 * n - active;
}

}  // namespace reluscope
