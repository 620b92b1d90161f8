#include "engine/cells/margin_queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

std::vector<double> drained(MarginQueue& queue) {
  std::vector<double> order;
  while (queue.isDue(1e300)) {
    order.push_back(queue.pop().due);
  }
  return order;
}

TEST(MarginQueue, yieldsWhatIsDueFirst) {
  Chance chance(1);
  MarginQueue queue;
  std::vector<double> expected;
  for (std::uint32_t k = 0; k < 1'000; ++k) {
    expected.push_back(chance.oneIn(5) ? 0.25 : chance.between(0, 1));
    queue.push({expected.back(), k, 0});
  }
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(drained(queue), expected);
}

TEST(MarginQueue, isDueOnceThePathIsBeyondTheMargin) {
  MarginQueue queue;
  EXPECT_FALSE(queue.isDue(1));
  queue.push({0.5, 7, 3});
  EXPECT_FALSE(queue.isDue(0));
  EXPECT_FALSE(queue.isDue(0.5));
  ASSERT_TRUE(queue.isDue(0.75));
  const MarginQueue::Entry entry = queue.pop();
  EXPECT_EQ(entry.neuron, 7U);
  EXPECT_EQ(entry.visit, 3U);
  EXPECT_FALSE(queue.isDue(0.75));
}

/// Pushes in between, before and behind the horizon, and many that are due at once.
TEST(MarginQueue, missesNobodyWhileThePathGrows) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    Chance chance(seed);
    MarginQueue queue;
    std::multiset<double> waiting;
    double path = 0;
    for (std::uint32_t k = 0; k < 2'000; ++k) {
      double margin = chance.oneIn(3) ? chance.decades(1e-12, 10) : chance.between(0, 1);
      if (chance.oneIn(5)) {
        margin = 0;
      } else if (chance.oneIn(5)) {
        margin = std::ceil(path + margin) - path;
      }
      waiting.insert(path + margin);
      queue.push({path + margin, k, 0});
      if (chance.oneIn(3)) {
        path += chance.oneIn(20) ? 0.5 : chance.decades(1e-9, 1e-2);
      }
      while (queue.isDue(path)) {
        const double due = queue.pop().due;
        ASSERT_EQ(due, *waiting.begin()) << seed;
        waiting.erase(waiting.begin());
      }
      ASSERT_TRUE(waiting.empty() || *waiting.begin() >= path) << seed;
      if (chance.oneIn(500)) {
        queue.clear();
        waiting.clear();
        path = 0;
        EXPECT_FALSE(queue.isDue(1e300));
      }
    }
  }
}

}  // namespace
}  // namespace reluscope
