#pragma once

#include <cstdint>

namespace reluscope {

/// The iterations that are frames, by the notebook's rule: 0, 1, and then `int(last · k) + 1`, where `last` is the
/// iteration of the frame before.
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

/// The number of frames of a run.
std::int64_t frameCount(double growth, std::int64_t iterations);

}  // namespace reluscope
