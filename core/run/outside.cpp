#include "run/outside.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace reluscope {
namespace {

constexpr double kMostlyShown = 0.9;

/// The neurons whose value is beyond `end`; `other` is the axis's other end, and neurons without a value are NaN.
Side beyond(const std::vector<double>& values, double end, double other) {
  const double direction = end > other ? 1 : -1;
  const auto countPast = [&](double reach) {
    std::int64_t count = 0;
    for (const double value : values) {
      count += direction * (value - end) > reach ? 1 : 0;
    }
    return count;
  };
  Side side{.count = countPast(0), .end = end};
  if (side.count == 0) {
    return side;
  }
  double farthest = 0;
  for (const double value : values) {
    farthest = std::max(farthest, direction * (value - end));
  }
  // The axis doubles until it shows most.
  double length = std::abs(end - other);
  double reach = length;
  while (reach<farthest&& static_cast<double>(countPast(reach))>(1 - kMostlyShown) * static_cast<double>(side.count)) {
    length *= 2;
    reach += length;
  }
  side.end += direction * std::min(reach, farthest);
  return side;
}

}  // namespace

Outside outside(const Weights& weights, const Range& kinkRange, const Range& weightRange) {
  const double nowhere = std::nan("");
  std::vector<double> kinks(weights.w.size());
  std::vector<double> inside(weights.w.size());
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    const double kink = -weights.b[j] / weights.w[j];
    kinks[j] = std::isfinite(kink) ? kink : nowhere;
    inside[j] = kink >= kinkRange[0] && kink <= kinkRange[1] ? weights.a[j] : nowhere;
  }
  return {.left = beyond(kinks, kinkRange[0], kinkRange[1]),
          .right = beyond(kinks, kinkRange[1], kinkRange[0]),
          .below = beyond(inside, weightRange[0], weightRange[1]),
          .above = beyond(inside, weightRange[1], weightRange[0])};
}

}  // namespace reluscope
