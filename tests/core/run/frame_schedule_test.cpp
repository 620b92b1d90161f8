#include "run/frame_schedule.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace reluscope {
namespace {

/// The notebook's own lines, over every iteration.
std::vector<std::int64_t> notebookFrames(double k, std::int64_t iterations) {
  std::vector<std::int64_t> frames;
  std::int64_t last = 0;
  for (std::int64_t it = 0; it < iterations; ++it) {
    if (it < 2 || it == static_cast<std::int64_t>(static_cast<double>(last) * k) + 1) {
      frames.push_back(it);
      last = it;
    }
  }
  return frames;
}

class Growth : public testing::TestWithParam<double> {};

TEST_P(Growth, followsTheNotebook) {
  constexpr std::int64_t iterations = 50'000;
  std::vector<std::int64_t> frames;
  for (FrameSchedule schedule(GetParam()); schedule.next() < iterations; schedule.advance()) {
    frames.push_back(schedule.next());
  }
  EXPECT_EQ(frames, notebookFrames(GetParam(), iterations));
  EXPECT_EQ(frameCount(GetParam(), iterations), static_cast<std::int64_t>(frames.size()));
}

INSTANTIATE_TEST_SUITE_P(Schedule, Growth, testing::Values(1.0, 1.001, 1.05, 1.1, 1.5, 2.0, 10.0));

TEST(FrameSchedule, hasTheFramesOfThePaper) {
  EXPECT_EQ(frameCount(1.05, 20'000), 153);
  EXPECT_EQ(notebookFrames(1.05, 20'000)[60], 211);
  EXPECT_EQ(frameCount(1.05, 300'000), 208);
  EXPECT_EQ(frameCount(1.05, 1), 1);
}

}  // namespace
}  // namespace reluscope
