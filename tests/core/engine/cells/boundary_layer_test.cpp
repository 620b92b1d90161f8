#include "engine/cells/boundary_layer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/neuron.hpp"
#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

constexpr double kCrossing = 0.25;

double at(double x, const Neuron& u) { return u.w * x + u.b; }

Neuron stepped(const Neuron& u, const HiddenVector& pull) {
  return {u.w - u.a * pull.w, u.b - u.a * pull.b, u.a - (u.w * pull.w + u.b * pull.b)};
}

double size(const Neuron& u) { return std::max({std::abs(u.w), std::abs(u.b), std::abs(u.a)}); }

double difference(const Neuron& u, const Neuron& v) { return size({u.w - v.w, u.b - v.b, u.a - v.a}); }

/// A layer beside the plain list of its members, stepped one by one.
struct Pair {
  Pair(const BoundaryLayer::Guard& before, const BoundaryLayer::Guard& after)
      : guards{before, after}, layer(kCrossing, before, after) {}

  [[nodiscard]] bool isGone(const Neuron& u) const {
    return std::any_of(guards.begin(), guards.end(),
                       [&u](const BoundaryLayer::Guard& guard) { return (at(guard.x, u) > 0) != guard.active; });
  }

  /// A neuron whose kink is close to the crossing, on the layer's side of both guards; or none within many trials.
  void addSome(Chance& chance) {
    for (int trial = 0; trial < 100; ++trial) {
      const double w = chance.between(-1, 1) * scale;
      const double distance = chance.oneIn(2) ? chance.between(-0.01, 0.01) : chance.between(-1, 1);
      const Neuron u{w, -w * (kCrossing + distance), chance.between(-1, 1) * scale};
      if (!isGone(u)) {
        layer.add(nextId, u);
        plain.push_back(u);
        ids.push_back(nextId++);
        return;
      }
    }
  }

  void remove(std::size_t slot) {
    layer.remove(slot);
    plain[slot] = plain.back();
    plain.pop_back();
    ids[slot] = ids.back();
    ids.pop_back();
  }

  void step(const HiddenVector& active, const HiddenVector& inactive) {
    layer.step(active, inactive);
    for (Neuron& u : plain) {
      u = stepped(u, at(kCrossing, u) > 0 ? active : inactive);
    }
  }

  [[nodiscard]] std::vector<std::size_t> strays() const {
    std::vector<std::size_t> slots;
    for (std::size_t slot = 0; slot < plain.size(); ++slot) {
      if (isGone(plain[slot])) {
        slots.push_back(slot);
      }
    }
    return slots;
  }

  void expectEqual() {
    ASSERT_EQ(layer.size(), plain.size());
    HiddenVector active;
    HiddenVector inactive;
    double total = 0;
    for (std::size_t slot = 0; slot < plain.size(); ++slot) {
      const Neuron& u = plain[slot];
      EXPECT_EQ(layer.id(slot), ids[slot]);
      EXPECT_LE(difference(layer.at(slot), u), 1e-13 * size(u));
      total += u.w * u.w + u.b * u.b + u.a * u.a;
      if (!isGone(u)) {
        HiddenVector& sums = at(kCrossing, u) > 0 ? active : inactive;
        sums.w += u.a * u.w;
        sums.b += u.a * u.b;
      }
    }
    const double tolerance = 1e-13 * total;
    EXPECT_NEAR(layer.activeSums().w, active.w, tolerance);
    EXPECT_NEAR(layer.activeSums().b, active.b, tolerance);
    EXPECT_NEAR(layer.inactiveSums().w, inactive.w, tolerance);
    EXPECT_NEAR(layer.inactiveSums().b, inactive.b, tolerance);
  }

  std::array<BoundaryLayer::Guard, 2> guards;
  BoundaryLayer layer;
  double scale = 1;
  std::vector<Neuron> plain;
  std::vector<std::uint32_t> ids;
  std::uint32_t nextId = 100;
};

TEST(BoundaryLayer, movesItsMembersAsSteppingOneByOneDoes) {
  std::size_t strays = 0;
  std::size_t crossings = 0;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    Chance chance(seed);
    // Neurons with w > 0 stand between the guards of one kind of edge, those with w < 0 between the other's; where the
    // two guards are one point, both.
    const double gap = chance.oneIn(2) ? 0.5 : chance.decades(1e-7, 0.1);
    const bool rising = chance.oneIn(2);
    Pair pair({kCrossing + gap, rising}, {kCrossing - gap, !rising});
    if (chance.oneIn(4)) {
      pair = Pair({1, true}, {1, true});
    }
    pair.scale = chance.decades(1e-12, 10);
    const double pull = chance.decades(1e-4, 0.3);
    const auto some = [&]() -> HiddenVector { return {pull * chance.between(-1, 1), pull * chance.between(-1, 1)}; };
    HiddenVector active = some();
    HiddenVector inactive = some();
    const std::size_t steady = chance.oneIn(2) ? 1 : 50;  // A long steady pull lets a grow far beyond what it was.
    for (int step = 0; step < 200; ++step) {
      for (std::size_t left = chance.below(step < 100 ? 4 : 2); left > 0; --left) {
        pair.addSome(chance);
      }
      if (!pair.plain.empty() && chance.oneIn(4)) {
        pair.remove(chance.below(pair.plain.size()));
      }
      if (step == 150) {
        while (!pair.plain.empty()) {
          pair.remove(pair.plain.size() - 1);
        }
      }
      const auto isActive = [](const Neuron& u) { return at(kCrossing, u) > 0; };
      const auto before = std::count_if(pair.plain.begin(), pair.plain.end(), isActive);
      if (chance.oneIn(steady)) {
        active = some();
        inactive = some();
      }
      pair.step(active, inactive);
      crossings += std::count_if(pair.plain.begin(), pair.plain.end(), isActive) != before ? 1U : 0U;

      const std::vector<std::size_t> gone = pair.strays();
      ASSERT_EQ(pair.layer.strays(), gone) << "seed " << seed << " step " << step;
      pair.expectEqual();
      strays += gone.size();
      for (auto slot = gone.rbegin(); slot != gone.rend(); ++slot) {
        pair.remove(*slot);
      }
    }
  }
  EXPECT_GT(strays, 100U);
  EXPECT_GT(crossings, 100U);
}

/// A member whose a grows comes to a guard long before the path is as long as its margin was.
TEST(BoundaryLayer, aMemberThatGrowsIsNotLostFromSight) {
  constexpr double guard = 1;
  constexpr double drift = 1e-3;
  const HiddenVector pull{0.3, drift - 0.3 * guard};
  const double steepness = std::hypot(pull.w, pull.b);
  Neuron u{-pull.w / steepness, -pull.b / steepness, 1};  // Grows, all but its part across the pull.
  u.w += 2 * -pull.b;
  u.b += 2 * pull.w;
  ASSERT_GT(at(guard, u), 0.5);
  BoundaryLayer layer(kCrossing, {guard, true}, {guard, true});
  layer.add(0, u);
  int step = 0;
  while (at(guard, u) > 0) {
    ASSERT_TRUE(layer.strays().empty()) << step;
    layer.step(pull, pull);
    u = stepped(u, pull);
    ASSERT_LT(++step, 100);
  }
  EXPECT_GT(step, 10);
  EXPECT_EQ(layer.strays(), (std::vector<std::size_t>{0}));
}

/// Drifts beneath the last place of a path add up all the same, and no layer goes without a survey for ever.
TEST(BoundaryLayer, aMemberThatHardlyMovesIsNotLostFromSight) {
  constexpr double guard = 1;
  constexpr double crawl = 0x1p-54;
  Neuron u{1, -guard + 0x1p-20, 0x1p20};
  BoundaryLayer layer(kCrossing, {guard, true}, {-40, false});
  layer.add(0, {1, 1, 1});
  layer.step({0, 0.4}, {0, 0.4});
  layer.add(1, u);
  const HiddenVector pull{0, crawl};
  int step = 0;
  while (at(guard, u) > 0) {
    ASSERT_TRUE(layer.strays().empty()) << step;
    layer.step(pull, pull);
    u = stepped(u, pull);
    ASSERT_LT(++step, 200'000);
  }
  EXPECT_GT(step, 10'000);
  EXPECT_EQ(layer.strays(), (std::vector<std::size_t>{1}));
}

/// A guard may be the very next float.
TEST(BoundaryLayer, aMemberThatPassesBothLinesInOneStepIsAStray) {
  const double guard = std::nextafter(kCrossing, 1.0);
  BoundaryLayer layer(kCrossing, {guard, true}, {-2, false});
  layer.add(5, {1, -kCrossing, 1});  // On the line itself, hence inactive there.
  layer.add(6, {1, 1, 1});
  EXPECT_EQ(layer.inactiveSums().w, 1);
  EXPECT_EQ(layer.activeSums().w, 1);
  layer.step({0, 1e-9}, {0, 1e-9});
  EXPECT_EQ(layer.strays(), (std::vector<std::size_t>{0}));
  layer.remove(0);
  EXPECT_EQ(layer.size(), 1U);
  EXPECT_EQ(layer.id(0), 6U);
}

TEST(BoundaryLayer, aMemberThatStandsStillIsSettledTheSecondTimeItIsAsked) {
  BoundaryLayer layer(kCrossing, {1, true}, {-2, false});
  for (std::uint32_t id = 0; id < 3; ++id) {
    layer.add(id, {1, 0.5, 0});
  }
  for (int step = 0; step < 128; ++step) {
    layer.step({}, {});
  }
  EXPECT_TRUE(layer.settled().empty());  // It came because it crossed.
  for (int step = 0; step < 128; ++step) {
    layer.step({}, {});
  }
  EXPECT_EQ(layer.settled(), (std::vector<std::size_t>{0, 1, 2}));
  layer.remove(1);
  EXPECT_EQ(layer.id(1), 2U);
  layer.add(3, {1, 0.5, 0});
  EXPECT_EQ(layer.settled(), (std::vector<std::size_t>{0, 1}));
}

TEST(BoundaryLayer, aMemberThatGoesBackAndForthIsNotSettled) {
  for (const int half : {1, 2, 5, 15}) {
    BoundaryLayer layer(kCrossing, {1, true}, {-2, false});
    layer.add(0, {1, -kCrossing + 1e-3, 0.1});
    double push = 0.02 / half;  // w x + b goes from 1e-3 to about −1e-3, a hardly changes.
    for (int step = 1; step <= 1'024; ++step) {
      const HiddenVector pull{kCrossing * push, push};
      layer.step(pull, pull);
      if (step % half == 0) {
        push = -push;
      }
      if (step % 128 == 0) {
        EXPECT_TRUE(layer.settled().empty()) << half << " steps to and fro, step " << step;
      }
    }
  }
}

}  // namespace
}  // namespace reluscope
