#include "network/direction.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace reluscope {
namespace {

TEST(Direction, ofKnownTriangles) {
  const Directions of = directions(Weights{.w = {3, 0, -5}, .b = {4, -2, 12}, .a = {1, 1, 1}});
  EXPECT_EQ(of.norms, (std::vector<double>{5, 2, 13}));
  EXPECT_EQ(of.cosines, (std::vector<double>{3.0 / 5, 0, -5.0 / 13}));
  EXPECT_EQ(of.sines, (std::vector<double>{4.0 / 5, -1, 12.0 / 13}));
}

TEST(Direction, neitherOverflowsNorUnderflows) {
  for (const double scale : {1e-300, 1e-200, 1e200, 1e300}) {
    EXPECT_DOUBLE_EQ(norm(3 * scale, -4 * scale), 5 * scale);
    EXPECT_DOUBLE_EQ(directions(Weights{.w = {3 * scale}, .b = {4 * scale}, .a = {0}}).sines[0], 0.8);
  }
}

TEST(Direction, theZeroVectorHasNone) {
  const Directions of = directions(Weights{.w = {0.0, -0.0}, .b = {0.0, 0.0}, .a = {0, 1}});
  for (const std::size_t j : {0U, 1U}) {
    EXPECT_EQ(of.norms[j], 0);
    EXPECT_TRUE(std::isnan(of.cosines[j]));
    EXPECT_TRUE(std::isnan(of.sines[j]));
  }
}

TEST(Direction, ofDataIsThatOfTheirInputWithTheBias) {
  const Data data{.x = {0.75, -1}, .y = {0, 0}};
  const Directions with = directions(data, true);
  EXPECT_EQ(with.norms[0], 1.25);
  EXPECT_EQ(with.cosines[0], 0.6);
  EXPECT_EQ(with.sines[0], 0.8);
  const Directions without = directions(data, false);
  EXPECT_EQ(without.norms, (std::vector<double>{0.75, 1}));
  EXPECT_EQ(without.cosines, (std::vector<double>{1, -1}));
}

}  // namespace
}  // namespace reluscope
