#include "network/polyline.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "network/activation.hpp"
#include "network/learned_function.hpp"
#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

Weights randomWeights(std::size_t width, std::uint32_t seed) {
  Chance chance(seed);
  Weights weights;
  for (std::size_t j = 0; j < width; ++j) {
    weights.w.push_back(j % 7 == 3 ? 0 : chance.between(-2, 2));
    weights.b.push_back(chance.between(-2, 2));
    weights.a.push_back(chance.between(-2, 2));
  }
  weights.c = {0.25};
  return weights;
}

TEST(Polyline, IsTheLearnedFunction) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const Weights weights = randomWeights(30, seed);
    for (const Activation activation : {Activation::relu, Activation::leakyRelu}) {
      const Polyline line = learnedPolyline(weights, activation, -1.5, 2);
      EXPECT_EQ(line.x.front(), -1.5);
      EXPECT_EQ(line.x.back(), 2);
      EXPECT_TRUE(std::is_sorted(line.x.begin(), line.x.end()));
      for (std::size_t k = 0; k < line.x.size(); ++k) {
        double h = weights.c[0];
        for (std::size_t j = 0; j < weights.w.size(); ++j) {
          h += weights.a[j] * activate(activation, weights.w[j] * line.x[k] + weights.b[j]);
        }
        EXPECT_NEAR(line.y[k], h, 1e-12);
      }
      for (const double kink : kinks(weights)) {
        EXPECT_EQ(-1.5 < kink && kink < 2, std::find(line.x.begin(), line.x.end(), kink) != line.x.end());
      }
    }
  }
}

TEST(Polyline, CountsThePiecesThatAreTold) {
  const Polyline hat{.x = {0, 1, 2, 3, 4}, .y = {0, 1, 2, 1, 0}};
  EXPECT_EQ(straightPieces(hat, 0), 2U);
  EXPECT_EQ(straightPieces(hat, 0.5), 2U);
  EXPECT_EQ(straightPieces(hat, 3), 1U);

  // Kinks that lie together count as one, and those that hardly bend not at all.
  const Polyline bent{.x = {0, 1, 1.001, 1.002, 2, 3}, .y = {0, 1, 1.0005, 1.0006, 1.0006, 1.0007}};
  EXPECT_EQ(straightPieces(bent, 0.001), 2U);
  EXPECT_EQ(straightPieces(bent, 1e-7), 5U);
  EXPECT_EQ(straightPieces({.x = {0, 1}, .y = {3, 5}}, 0), 1U);
}

TEST(Polyline, IsAsFarFromAnotherAsTheirFarthestCorners) {
  const Polyline hat{.x = {0, 1, 2}, .y = {0, 1, 0}};
  const Polyline flat{.x = {0, 2}, .y = {0, 0}};
  const Polyline step{.x = {0, 0.5, 2}, .y = {0, -1, 0}};
  EXPECT_EQ(largestDistance(hat, hat), 0);
  EXPECT_EQ(largestDistance(hat, flat), 1);
  EXPECT_EQ(largestDistance(flat, hat), 1);
  EXPECT_NEAR(largestDistance(hat, step), 1 + 2.0 / 3, 1e-15);
}

}  // namespace
}  // namespace reluscope
