#include "run/outside.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

/// Neurons with these kinks and output weights.
Weights neurons(const std::vector<double>& kinks, const std::vector<double>& a) {
  Weights weights{.w = std::vector<double>(kinks.size(), 1), .b = {}, .a = a};
  for (const double kink : kinks) {
    weights.b.push_back(-kink);
  }
  return weights;
}

TEST(Outside, countsEachNeuronAtOneEdge) {
  const Outside found = outside(neurons({-3, 0, 0.5, 1, 1.5, 2, 4}, {9, 1, -7, 3, 0, 0, 0}), {-1, 1}, {-2, 2});
  EXPECT_EQ(found.left.count, 1);
  EXPECT_EQ(found.left.end, -3);
  EXPECT_EQ(found.right.count, 3);
  EXPECT_EQ(found.right.end, 4);
  EXPECT_EQ(found.below.count, 1);
  EXPECT_EQ(found.below.end, -7);
  EXPECT_EQ(found.above.count, 1);
  EXPECT_EQ(found.above.end, 3);
}

TEST(Outside, leavesOutNeuronsWithoutAKink) {
  const Weights weights{.w = {0, 0}, .b = {1, 0}, .a = {5, 5}};
  const Outside found = outside(weights, {-1, 1}, {-2, 2});
  EXPECT_EQ(found.left.count + found.right.count + found.below.count + found.above.count, 0);
}

TEST(Outside, knowsNoEdgeOfWeightsWhereAllAreShown) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Outside found = outside(neurons({0, 0, 9}, {-1e300, 1e300, 0}), {-1, 1}, {-infinity, infinity});
  EXPECT_EQ(found.below.count + found.above.count, 0);
  EXPECT_EQ(found.right.end, 9);
}

TEST(Outside, showsNineTenthsWhereSomeAreVeryFar) {
  Chance chance(4);
  std::vector<double> kinks;
  for (int j = 0; j < 1000; ++j) {
    kinks.push_back(-1 / chance.between(0, 0.5));
  }
  const std::vector<double> a(kinks.size());
  const Outside found = outside(neurons(kinks, a), {-1, 1}, {-1, 1});
  EXPECT_EQ(found.left.count, 1000);
  EXPECT_GE(found.left.end, -40);
  const std::int64_t left = outside(neurons(kinks, a), {found.left.end, 1}, {-1, 1}).left.count;
  EXPECT_LE(left, 100);
  EXPECT_GT(left, 0);
}

}  // namespace
}  // namespace reluscope
