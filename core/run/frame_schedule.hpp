#pragma once

#include <cstdint>

namespace reluscope {

/// Which iterations are frames. The notebook's rule: 0 and 1, then each `int(last · k) + 1`, `last` the iteration of
/// the frame before.
class FrameSchedule {
 public:
  /// `growth` is k ≥ 1.
  explicit FrameSchedule(double growth) : growth_(growth) {}

  /// The iteration of the next frame.
  [[nodiscard]] std::int64_t next() const { return next_; }

  /// Moves on to the frame after that.
  void advance();

 private:
  double growth_;
  std::int64_t next_ = 0;
};

/// How many frames a run of that many iterations has.
std::int64_t frameCount(double growth, std::int64_t iterations);

}  // namespace reluscope
