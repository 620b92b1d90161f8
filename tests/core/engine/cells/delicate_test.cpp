#include "engine/cells/delicate.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

double norm(const Neuron& u) { return std::sqrt(u.w * u.w + u.b * u.b + u.a * u.a); }

/// By what part of itself a neuron shrinks in between, under a pull that stays as it is.
double smallestPart(Neuron u, const HiddenVector& pull) {
  const double whole = norm(u);
  double smallest = whole;
  for (int step = 0; step < 5'000; ++step) {
    u = {u.w - u.a * pull.w, u.b - u.a * pull.b, u.a - (u.w * pull.w + u.b * pull.b)};
    smallest = std::min(smallest, norm(u));
  }
  return smallest / whole;
}

TEST(Delicate, isWhatIsAboutToDecay) {
  Chance chance(1);
  int delicate = 0;
  for (int trial = 0; trial < 4'000; ++trial) {
    const HiddenVector pull{chance.between(-1e-2, 1e-2), chance.between(-1e-2, 1e-2)};
    if (l1Norm(pull) < 5e-3) {
      continue;
    }
    const double steepness = std::sqrt(pull.w * pull.w + pull.b * pull.b);
    const double sign = chance.oneIn(2) ? 1 : -1;
    const double size = chance.decades(1e-9, 1);
    const double along = sign * size / steepness;  // Decays, but for what is added:
    const double rest = size * chance.decades(1e-5, 1);
    const Neuron u{along * pull.w + rest * chance.between(-1, 1), along * pull.b + rest * chance.between(-1, 1),
                   sign * size};
    const double part = smallestPart(u, pull);
    if (isDelicate(u, pull)) {
      ++delicate;
      EXPECT_LT(part, 0.2);
    } else {
      EXPECT_GT(part, 0.005);
    }
    EXPECT_FALSE(isDelicate({-u.w, -u.b, u.a}, pull));  // This one grows.
    EXPECT_FALSE(isDelicate(u, {1e-9 * pull.w, 1e-9 * pull.b}));
  }
  EXPECT_GT(delicate, 200);
  EXPECT_FALSE(isDelicate({}, {0.01, 0.01}));
  EXPECT_FALSE(isDelicate({1, 1, 1}, {}));
}

}  // namespace
}  // namespace reluscope
