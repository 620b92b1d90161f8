#include "run/plot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace reluscope {
namespace {

/// The sum as it is written, in long double: exact to far more digits than the tests look at.
std::vector<double> directSum(const Weights& weights, const std::vector<double>& grid) {
  std::vector<double> h;
  for (const double x : grid) {
    long double sum = weights.c;
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      const double z = weights.w[j] * x + weights.b[j];  // As any engine rounds it: this decides who is active.
      sum += z > 0 ? static_cast<long double>(weights.a[j]) * z : 0.0L;
    }
    h.push_back(static_cast<double>(sum));
  }
  return h;
}

/// Expects agreement to 1e-13 of the largest value, or to the smallest normal number.
void expectDirectSum(const Weights& weights, const std::vector<double>& grid) {
  const std::vector<double> h = learnedFunction(weights, Activation::relu, grid);
  const std::vector<double> expected = directSum(weights, grid);
  double largest = 0;
  for (const double value : expected) {
    largest = std::max(largest, std::abs(value));
  }
  ASSERT_EQ(h.size(), expected.size());
  for (std::size_t k = 0; k < grid.size(); ++k) {
    EXPECT_NEAR(h[k], expected[k], 1e-13 * largest + std::numeric_limits<double>::min())
        << "at " << grid[k] << ", " << weights.w.size() << " neurons";
  }
}

/// A fixed stream of numbers from −1 to 1, the same on every platform (the standard's distributions are not).
class Uniform {
 public:
  explicit Uniform(std::uint32_t seed) : engine_(seed) {}
  double operator()() { return static_cast<double>(engine_()) * 0x1p-31 - 1; }

 private:
  std::mt19937 engine_;
};

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

TEST(Plot, functionOfTwoNeurons) {
  const Weights weights{.w = {1, -2}, .b = {0, 1}, .a = {3, 0.5}, .c = 0.25};
  const std::vector<double> h = learnedFunction(weights, Activation::relu, {-1, 0, 0.5, 2});
  EXPECT_EQ(h, (std::vector<double>{0.25 + 1.5, 0.25 + 0.5, 0.25 + 1.5, 0.25 + 6}));
  const std::vector<double> smooth = learnedFunction(weights, Activation::tanh, {0.5});
  EXPECT_DOUBLE_EQ(smooth[0], 0.25 + 3 * std::tanh(0.5));
}

TEST(Plot, functionOfRandomNetworks) {
  const std::vector<double> grid = plot({.x = {-0.75, -0.5, 0.125}, .y = {1.1, 0.1, 0.8}}).grid;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    Uniform uniform(seed);
    Weights weights;
    weights.c = uniform();
    const std::size_t width = seed < 198 ? seed + 1 : 100000;
    for (std::size_t j = 0; j < width; ++j) {
      weights.w.push_back(uniform());
      weights.b.push_back(uniform());
      const double norm = std::hypot(weights.w[j], weights.b[j]);
      weights.a.push_back(seed % 2 == 0 || uniform() > 0 ? norm : -norm);
    }
    expectDirectSum(weights, grid);
  }
}

TEST(Plot, functionOfNeuronsWithKinksBesideOrOnTheGrid) {
  const std::vector<double> grid = plot({.x = {-0.7, 0.4}, .y = {0, 0}}).grid;
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  for (const double w : {1.0, -1.0, 0.3, -0.3, 1e-12, -1e-12, 1e12, -1e12, 1e-300, kTiny, -kTiny, 0.0, -0.0}) {
    expectDirectSum({.w = {w}, .b = {1}, .a = {0.7}}, grid);
    expectDirectSum({.w = {w}, .b = {-1}, .a = {0.7}}, grid);
    expectDirectSum({.w = {w}, .b = {0}, .a = {-0.7}}, grid);
    for (const double x : grid) {
      for (const double b : {-w * x, std::nextafter(-w * x, 1e13), std::nextafter(-w * x, -1e13), -w * (x + 1e-4)}) {
        expectDirectSum({.w = {w}, .b = {b}, .a = {2}}, grid);
      }
    }
  }
}

TEST(Plot, functionThatAlmostCancels) {
  // What two steep neurons leave beside what a flat one adds, and neurons that are active at the last point alone.
  const std::vector<double> grid = plot({.x = {0, 3}, .y = {0, 0}}).grid;
  const double end = grid.back();
  expectDirectSum({.w = {1, 1, 0}, .b = {0.3, 0.3, 1}, .a = {4, -4, 1e-3}}, grid);
  expectDirectSum({.w = {1, 2, 5}, .b = {1e-9 - end, 1e-9 - 2 * end, 1e-9 - 5 * end}, .a = {1, 2, -0.5}}, grid);
  expectDirectSum({.w = {-1, -2}, .b = {grid[0] + 1e-9, 2 * grid[0] + 1e-9}, .a = {1, 2}}, grid);
}

TEST(Plot, functionOnAGridOfOnePoint) {
  const Weights weights{.w = {1, -2, 0}, .b = {0, 1, 1}, .a = {3, 0.5, 0.125}};
  EXPECT_EQ(learnedFunction(weights, Activation::relu, {0.25}), (std::vector<double>{0.75 + 0.25 + 0.125}));
}

TEST(Plot, functionOfWeightsThatAreNotFiniteIsNot) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> grid = plot({.x = {0.1, 1}, .y = {0, 0}}).grid;
  for (const double bad : {infinity, -infinity, nan}) {
    EXPECT_FALSE(std::isfinite(learnedFunction({.w = {1}, .b = {5}, .a = {bad}}, Activation::relu, grid).back()));
    learnedFunction({.w = {bad, 1}, .b = {1, bad}, .a = {1, 1}}, Activation::relu, grid);
  }
}

TEST(Plot, kinksAreWhereNeuronsSwitch) {
  const std::vector<double> at = kinks({.w = {2, -1, 0}, .b = {1, 3, 1}, .a = {0, 0, 0}});
  EXPECT_EQ(at[0], -0.5);
  EXPECT_EQ(at[1], 3.0);
  EXPECT_FALSE(std::isfinite(at[2]));
}

}  // namespace
}  // namespace reluscope
