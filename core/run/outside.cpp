#include "run/outside.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace reluscope {
namespace {

constexpr double kMostlyShown = 0.9;

/// What is beyond one end of an axis, whose other end is given.
class Beyond {
 public:
  Beyond(double end, double other) : end_(end), length_(std::abs(end - other)), direction_(end > other ? 1 : -1) {}

  void add(double value) {
    const double reach = direction_ * (value - end_);
    if (reach > 0) {
      reaches_.push_back(reach);
    }
  }

  [[nodiscard]] Side side() const {
    const auto count = static_cast<std::int64_t>(reaches_.size());
    if (count == 0) {
      return {.count = 0, .end = end_};
    }
    const double farthest = *std::max_element(reaches_.begin(), reaches_.end());
    const auto isPast = [&](double reach) {
      const auto past = std::count_if(reaches_.begin(), reaches_.end(), [=](double each) { return each > reach; });
      return static_cast<double>(past) > (1 - kMostlyShown) * static_cast<double>(count);
    };
    // The axis doubles until it shows most.
    double length = length_;
    double reach = length;
    while (reach < farthest && isPast(reach)) {
      length *= 2;
      reach += length;
    }
    return {.count = count, .end = end_ + direction_ * std::min(reach, farthest)};
  }

 private:
  double end_;
  double length_;
  double direction_;
  std::vector<double> reaches_;  // How far the values beyond the end are from it.
};

}  // namespace

Outside outside(const Weights& weights, const Range& kinkRange, const Range& weightRange) {
  Beyond left(kinkRange[0], kinkRange[1]);
  Beyond right(kinkRange[1], kinkRange[0]);
  Beyond below(weightRange[0], weightRange[1]);
  Beyond above(weightRange[1], weightRange[0]);
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    const double kink = -weights.b[j] / weights.w[j];
    if (kink >= kinkRange[0] && kink <= kinkRange[1]) {
      below.add(weights.a[j]);
      above.add(weights.a[j]);
    } else if (std::isfinite(kink)) {
      left.add(kink);
      right.add(kink);
    }
  }
  return {.left = left.side(), .right = right.side(), .below = below.side(), .above = above.side()};
}

}  // namespace reluscope
