#include "network/activation_pattern.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

/// Distinct points, sorted: of all magnitudes, some of them neighbouring floats, as the trainer sees them.
std::vector<double> somePoints(Chance& chance) {
  std::vector<double> x;
  for (std::size_t left = 1 + chance.below(12); left > 0; --left) {
    const double scale = chance.oneIn(4) ? chance.decades(1e-30, 1e6) : 1.0;
    const auto point = static_cast<float>(scale * chance.between(-1, 1));
    x.push_back(static_cast<double>(point));
    if (chance.oneIn(3)) {
      x.push_back(static_cast<double>(std::nextafter(point, std::numeric_limits<float>::max())));
    }
    if (chance.oneIn(8)) {
      x.push_back(0);
    }
  }
  std::sort(x.begin(), x.end());
  x.erase(std::unique(x.begin(), x.end()), x.end());
  return x;
}

std::vector<bool> activity(const std::vector<double>& x, double w, double b) {
  std::vector<bool> active;
  for (const double point : x) {
    active.push_back(w * point + b > 0);
  }
  return active;
}

std::vector<bool> activity(const ActivationPatterns& patterns, std::size_t pattern) {
  const auto [first, last] = patterns.active(pattern);
  std::vector<bool> active(patterns.points(), false);
  for (std::size_t point = first; point < last; ++point) {
    active[point] = true;
  }
  return active;
}

TEST(ActivationPattern, isWhatEvaluatingEveryPointFinds) {
  Chance chance(1);
  constexpr std::array specials{0.0, -0.0, 1.0, -1.0, 5e-324, -5e-324, 1e-310, 1e300, -1e300, 1e-160};
  for (int round = 0; round < 500; ++round) {
    const ActivationPatterns patterns(somePoints(chance));
    const auto check = [&](double w, double b) {
      EXPECT_EQ(activity(patterns, patterns.find(w, b)), activity(patterns.x(), w, b)) << w << " " << b;
    };
    for (int k = 0; k < 50; ++k) {
      check(chance.between(-1, 1), chance.between(-1, 1));
      check(chance.between(-1, 1) * chance.decades(1e-320, 1e300),
            chance.between(-1, 1) * chance.decades(1e-320, 1e300));
    }
    for (const double w : specials) {
      for (const double b : specials) {
        check(w, b);
      }
    }
    for (const double x : patterns.x()) {  // Kinks on the points: exactly where w has few bits, and within rounding.
      for (const double w : {1.0, -1.0, 0.75, 1e-12, chance.between(-1, 1), chance.between(-1e-6, 1e-6)}) {
        const double b = -w * x;
        check(w, b);
        check(w, std::nextafter(b, 1.0));
        check(w, std::nextafter(b, -1.0));
      }
    }
  }
}

TEST(ActivationPattern, edgesSwitchOnePointEach) {
  Chance chance(2);
  for (int round = 0; round < 200; ++round) {
    const ActivationPatterns patterns(somePoints(chance));
    ASSERT_EQ(patterns.count(), 2 * patterns.points());
    for (std::size_t edge = 0; edge < patterns.count(); ++edge) {
      const std::size_t next = patterns.next(edge);
      EXPECT_EQ(next, (edge + 1) % patterns.count());
      EXPECT_EQ(patterns.previous(next), edge);
      std::vector<bool> active = activity(patterns, edge);
      EXPECT_EQ(active[patterns.point(edge)], !patterns.switchesOn(edge));
      active[patterns.point(edge)] = patterns.switchesOn(edge);
      EXPECT_EQ(activity(patterns, next), active) << edge << " of " << patterns.count();
    }
  }
}

TEST(ActivationPattern, aTurningNeuronMeetsThemInOrder) {
  constexpr double turn = 6.283185307179586;
  const ActivationPatterns patterns({-0.75, -0.5, 0.125, 2});
  const double start = std::atan2(-1.0, 0.0);  // Down: nothing is active.
  std::vector<std::size_t> met;
  for (int k = 0; k < 1'000; ++k) {
    const double angle = start + turn * k / 1'000;
    const std::size_t pattern = patterns.find(std::cos(angle), std::sin(angle));
    if (met.empty() || met.back() != pattern) {
      met.push_back(pattern);
    }
  }
  EXPECT_EQ(met, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 0}));
}

}  // namespace
}  // namespace reluscope
