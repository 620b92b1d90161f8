#include "run/plot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

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

TEST(Plot, padsDataOfEveryScaleInProportion) {
  const auto ranges = [](std::vector<double> x, std::vector<double> y) {
    const Plot picture = plot({.x = std::move(x), .y = std::move(y)});
    return std::array{picture.xRange[0], picture.xRange[1], picture.yRange[0], picture.yRange[1]};
  };
  EXPECT_EQ(ranges({1000, 2000, 3000}, {0, 10, 5}), (std::array<double, 4>{800, 3200, -2.6, 11}));
  EXPECT_EQ(ranges({2000, 2020}, {0, 1000}), (std::array<double, 4>{1998, 2022, -260, 1100}));
  EXPECT_EQ(ranges({0.25, 0.5}, {0, 0.5}), (std::array<double, 4>{-0.25, 1, -2.6, 1.5}));
  // One point, and points of one value: as far around them as they are from 0, and the notebook's padding at 0.
  EXPECT_EQ(ranges({0}, {0}), (std::array<double, 4>{-1, 1, -2.6, 1}));
  EXPECT_EQ(ranges({2}, {-0.5}), (std::array<double, 4>{1, 3, -3.1, 0.5}));
  EXPECT_EQ(ranges({1e6, 1e6}, {1000, 1000}), (std::array<double, 4>{9e5, 1.1e6, 740, 1100}));
  const auto small = ranges({-1e-4, 1e-4}, {1e-4, 3e-4});
  EXPECT_NEAR(small[0], -5e-4, 1e-9);
  EXPECT_NEAR(small[1], 5e-4, 1e-9);
  EXPECT_NEAR(small[2], 1e-4 - 2.6 * 4e-4, 1e-9);
  EXPECT_NEAR(small[3], 7e-4, 1e-9);
}

TEST(Plot, keepsDataApartAndInside) {
  for (const double offset : {0.0, 1.0, -1.0, 2010.0, -1e6, 1e6}) {
    for (double span = 1e-40; span <= 1e6; span *= 3) {
      const Data data = rounded({.x = {offset, offset + span}, .y = {span, 0}});
      if (std::abs(data.x[1]) > 1e6) {
        continue;
      }
      const Plot picture = plot(data);
      const double length = picture.xRange[1] - picture.xRange[0];
      for (const double x : data.x) {
        EXPECT_GT(x - picture.xRange[0], 0.05 * length) << offset << " and " << span;
        EXPECT_GT(picture.xRange[1] - x, 0.05 * length) << offset << " and " << span;
      }
      const bool isFine = span < 1e-30 || span < 1e-6 * std::abs(offset);
      if (!isFine) {
        EXPECT_GT(data.x[1] - data.x[0], 0.19 * length) << offset << " and " << span;
      }
      EXPECT_TRUE(std::is_sorted(picture.grid.begin(), picture.grid.end()));
      EXPECT_LT(picture.grid.front(), picture.grid.back());
      EXPECT_GT(picture.yRange[1] - picture.yRange[0], 0);
    }
  }
}

TEST(Plot, passesFromOnePaddingToTheOtherWithoutAJump) {
  const auto length = [](double span) {
    const Plot picture = plot({.x = {0, span}, .y = {0, 1}});
    return picture.xRange[1] - picture.xRange[0];
  };
  for (const double span : {0.5, 10.0}) {
    EXPECT_NEAR(length(span * (1 - 1e-6)), length(span), 1e-4);
    EXPECT_NEAR(length(span * (1 + 1e-6)), length(span), 1e-4);
  }
}

}  // namespace
}  // namespace reluscope
