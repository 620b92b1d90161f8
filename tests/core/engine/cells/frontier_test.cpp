#include "engine/cells/frontier.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

std::vector<std::uint32_t> looked(Frontier& frontier) {
  std::vector<std::uint32_t> ids;
  MarginQueue::Entry entry{};
  while (frontier.next(entry)) {
    ids.push_back(entry.neuron);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

using Ids = std::vector<std::uint32_t>;

TEST(Frontier, looksAtThoseWhomTheDriftMayHaveBroughtAcross) {
  Frontier frontier;
  frontier.watch(true, 0.1, {0, 0.1, 1}, 1, 0);     // Falls where the drift rises, and so does
  frontier.watch(false, -0.1, {0, -0.1, 1}, 2, 0);  // this one, away from the line;
  frontier.watch(false, -0.1, {0, -0.1, -1}, 3, 0);
  frontier.watch(true, 0.1, {0, 0.1, 0}, 4, 0);  // The sign of its a is not certain.
  EXPECT_EQ(looked(frontier), Ids{});
  frontier.move(0.01);
  EXPECT_EQ(looked(frontier), Ids{});
  frontier.move(3);
  EXPECT_EQ(looked(frontier), (Ids{1, 3, 4}));
  EXPECT_EQ(looked(frontier), Ids{});
  frontier.move(-3);
  EXPECT_EQ(looked(frontier), (Ids{2}));
}

TEST(Frontier, forgetsAll) {
  Frontier frontier;
  frontier.watch(true, 0.1, {0, 0.1, 1}, 1, 0);
  frontier.move(0.01);
  frontier.clear();
  frontier.move(5);
  EXPECT_EQ(looked(frontier), Ids{});
  frontier.watch(true, 0.1, {0, 0.1, 1}, 2, 0);
  EXPECT_EQ(looked(frontier), Ids{});
  frontier.move(1);
  EXPECT_EQ(looked(frontier), Ids{2});
}

/// Drifts beneath the last place of a path add up all the same.
TEST(Frontier, losesNoDriftToRounding) {
  constexpr double drift = 0x1p-55;
  Frontier frontier;
  frontier.move(0.4);
  ASSERT_EQ(0.4 + drift, 0.4);
  constexpr int steps = 60'000;
  frontier.watch(true, 0.5 * steps * drift, {0, 0.5 * steps * drift, 1}, 1, 0);
  for (int step = 0; step < steps; ++step) {
    frontier.move(drift);
  }
  EXPECT_EQ(looked(frontier), Ids{1});
}

/// A NaN margin would hide the neurons queued behind it.
TEST(Frontier, aNeuronOfZerosOrOfInfinitiesHidesNobody) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Frontier frontier;
  for (std::uint32_t id = 0; id < 100; ++id) {
    frontier.watch(false, 0, {}, 1'000 + id, 0);
    frontier.watch(true, infinity, {infinity, 0, infinity}, 2'000 + id, 0);
    frontier.watch(true, 0.001 * (1 + id), {0, 0.001 * (1 + id), 1}, id, 0);
  }
  frontier.move(0.001);
  frontier.move(1);
  Ids expected(100);
  for (std::uint32_t id = 0; id < 100; ++id) {
    expected[id] = id;
  }
  EXPECT_EQ(looked(frontier), expected);
}

}  // namespace
}  // namespace reluscope
