#include "network/learned_function.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "run/plot.hpp"

namespace reluscope {
namespace {

/// The sum as it is written, in long double: exact to far more digits than the tests look at.
std::vector<double> directSum(const Weights& weights, const std::vector<double>& grid) {
  std::vector<double> h;
  for (const double x : grid) {
    long double sum = weights.c[0];
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      const double z = weights.w[j] * x + weights.b[j];  // Rounded as by the engines: decides which neurons are active.
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

TEST(LearnedFunction, functionOfTwoNeurons) {
  const Weights weights{.w = {1, -2}, .b = {0, 1}, .a = {3, 0.5}, .c = {0.25}};
  const std::vector<double> h = learnedFunction(weights, Activation::relu, {-1, 0, 0.5, 2});
  EXPECT_EQ(h, (std::vector<double>{0.25 + 1.5, 0.25 + 0.5, 0.25 + 1.5, 0.25 + 6}));
  const std::vector<double> smooth = learnedFunction(weights, Activation::tanh, {0.5});
  EXPECT_DOUBLE_EQ(smooth[0], 0.25 + 3 * std::tanh(0.5));
}

TEST(LearnedFunction, functionOfRandomNetworks) {
  const std::vector<double> grid = plot({.x = {-0.75, -0.5, 0.125}, .y = {1.1, 0.1, 0.8}}).grid;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    Uniform uniform(seed);
    Weights weights;
    weights.c = {uniform()};
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

TEST(LearnedFunction, functionOfNeuronsWithKinksBesideOrOnTheGrid) {
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

TEST(LearnedFunction, functionThatAlmostCancels) {
  // Two steep neurons that nearly cancel beside a flat one, and neurons that are active only at the last point.
  const std::vector<double> grid = plot({.x = {0, 3}, .y = {0, 0}}).grid;
  const double end = grid.back();
  expectDirectSum({.w = {1, 1, 0}, .b = {0.3, 0.3, 1}, .a = {4, -4, 1e-3}}, grid);
  expectDirectSum({.w = {1, 2, 5}, .b = {1e-9 - end, 1e-9 - 2 * end, 1e-9 - 5 * end}, .a = {1, 2, -0.5}}, grid);
  expectDirectSum({.w = {-1, -2}, .b = {grid[0] + 1e-9, 2 * grid[0] + 1e-9}, .a = {1, 2}}, grid);
}

TEST(LearnedFunction, functionOnAGridOfOnePoint) {
  const Weights weights{.w = {1, -2, 0}, .b = {0, 1, 1}, .a = {3, 0.5, 0.125}};
  EXPECT_EQ(learnedFunction(weights, Activation::relu, {0.25}), (std::vector<double>{0.75 + 0.25 + 0.125}));
}

TEST(LearnedFunction, functionOfWeightsThatAreNotFiniteIsNot) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> grid = plot({.x = {0.1, 1}, .y = {0, 0}}).grid;
  for (const double bad : {infinity, -infinity, nan}) {
    EXPECT_FALSE(std::isfinite(learnedFunction({.w = {1}, .b = {5}, .a = {bad}}, Activation::relu, grid).back()));
    learnedFunction({.w = {bad, 1}, .b = {1, bad}, .a = {1, 1}}, Activation::relu, grid);
  }
}

TEST(LearnedFunction, kinksAreWhereNeuronsSwitch) {
  const std::vector<double> at = kinks({.w = {2, -1, 0}, .b = {1, 3, 1}, .a = {0, 0, 0}});
  EXPECT_EQ(at[0], -0.5);
  EXPECT_EQ(at[1], 3.0);
  EXPECT_FALSE(std::isfinite(at[2]));
}

}  // namespace
}  // namespace reluscope
