#include "engine/motion_history.hpp"

#include <gtest/gtest.h>

namespace reluscope {
namespace {

using Place = MotionHistory::Place;

constexpr NeuronMap kDouble{.w = {2, 0, 0}, .b = {0, 2, 0}, .a = {0, 0, 2}};

void expectWays(const MotionHistory& history, std::size_t neuron, const std::vector<double>& w) {
  EXPECT_EQ(history.trail(neuron).w, w) << neuron;
  for (std::size_t mark = 0; mark < w.size(); ++mark) {
    EXPECT_EQ(history.weights(mark, 100).w[neuron], w[mark]) << neuron << mark;
  }
}

TEST(MotionHistory, rebuildsWhatMovesWithItsModeFromModeToMode) {
  MotionHistory history(2);
  EXPECT_TRUE(history.needsCheckpoint());
  history.check({{.v = {1, 0, 0}, .mode = 0}, {.v = {3, 0, 0}, .mode = 1}});
  history.mark({}, {}, 0.5);
  EXPECT_FALSE(history.needsCheckpoint());
  history.rebase(0, kDouble, 1);
  history.mark({{.mode = 0, .map = kDouble}}, {}, 0);
  history.move(0, {.v = {5, 0, 0}, .mode = 1});
  history.mark({{.mode = 0, .map = kDouble}, {.mode = 1, .map = kDouble}}, {}, 0);
  history.rebase(1, kDouble, 2);
  history.mark({}, {{.id = 1, .u = {7, 0, 0}}}, 0);
  expectWays(history, 0, {1, 4, 10, 10});
  expectWays(history, 1, {3, 3, 6, 7});
  EXPECT_EQ(history.weights(0, 1).w.size(), 1);
  EXPECT_EQ(history.weights(0, 1).c, std::vector{0.5});
}

/// More moves than are kept, or moves that were not told: the next mark is another checkpoint.
TEST(MotionHistory, beginsAgainAfterMoreThanItKeeps) {
  MotionHistory history(1);
  history.check({{.v = {1, 0, 0}}, {.v = {2, 0, 0}}});
  history.mark({}, {}, 0);
  for (int move = 0; move < 1000; ++move) {
    history.move(0, {.v = {8, 0, 0}});
  }
  EXPECT_TRUE(history.needsCheckpoint());
  history.check({{.v = {3, 0, 0}}, {.v = {4, 0, 0}}});
  history.mark({}, {}, 0);
  history.interrupt();
  history.move(1, {.v = {9, 0, 0}});
  EXPECT_TRUE(history.needsCheckpoint());
  history.check({{.v = {5, 0, 0}}, {.v = {6, 0, 0}}});
  history.mark({}, {}, 0);
  expectWays(history, 0, {1, 3, 5});
  expectWays(history, 1, {2, 4, 6});
  EXPECT_EQ(history.extent.meanNorm, 1.5);
  EXPECT_LT(history.bytes(), 10'000);
}

}  // namespace
}  // namespace reluscope
