#include "run/frame_schedule.hpp"

namespace reluscope {

void FrameSchedule::advance() {
  next_ = next_ == 0 ? 1 : static_cast<std::int64_t>(static_cast<double>(next_) * growth_) + 1;
}

std::int64_t frameCount(double growth, std::int64_t iterations) {
  std::int64_t count = 0;
  for (FrameSchedule schedule(growth); schedule.next() < iterations; schedule.advance()) {
    ++count;
  }
  return count;
}

}  // namespace reluscope
