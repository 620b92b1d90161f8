#include "core/plot.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace reluscope {
namespace {

TEST(Plot, spansTheDataAsTheNotebookDoes) {
  const Plot picture = plot({.x = {-0.5, 2}, .y = {-1, 1}});
  EXPECT_EQ(picture.xRange, (std::array{-1.5, 3.0}));
  EXPECT_EQ(picture.yRange, (std::array{-3.6, 2.0}));
  ASSERT_EQ(picture.grid.size(), 100U);
  EXPECT_EQ(picture.grid.front(), -1.5);
  EXPECT_EQ(picture.grid.back(), 3.0);
}

TEST(Plot, functionOfTwoNeurons) {
  const Weights weights{.w = {1, -2}, .b = {0, 1}, .a = {3, 0.5}, .c = 0.25};
  const std::vector<double> h = learnedFunction(weights, Activation::relu, {-1, 0, 0.5, 2});
  EXPECT_EQ(h, (std::vector<double>{0.25 + 1.5, 0.25 + 0.5, 0.25 + 1.5, 0.25 + 6}));
  const std::vector<double> smooth = learnedFunction(weights, Activation::tanh, {0.5});
  EXPECT_DOUBLE_EQ(smooth[0], 0.25 + 3 * std::tanh(0.5));
}

TEST(Plot, kinksAreWhereNeuronsSwitch) {
  const std::vector<double> at = kinks({.w = {2, -1, 0}, .b = {1, 3, 1}, .a = {0, 0, 0}});
  EXPECT_EQ(at[0], -0.5);
  EXPECT_EQ(at[1], 3.0);
  EXPECT_FALSE(std::isfinite(at[2]));
}

}  // namespace
}  // namespace reluscope
