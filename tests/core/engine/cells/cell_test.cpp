#include "engine/cells/cell.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/cells/margin.hpp"
#include "engine/neuron.hpp"
#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

Neuron stepped(const Neuron& u, const HiddenVector& pull) {
  return {u.w - u.a * pull.w, u.b - u.a * pull.b, u.a - (u.w * pull.w + u.b * pull.b)};
}

double size(const Neuron& u) { return std::max({std::abs(u.w), std::abs(u.b), std::abs(u.a)}); }

double difference(const Neuron& u, const Neuron& v) { return size({u.w - v.w, u.b - v.b, u.a - v.a}); }

Neuron someNeuron(Chance& chance, double scale) {
  return {scale * chance.between(-1, 1), scale * chance.between(-1, 1), scale * chance.between(-1, 1)};
}

HiddenVector somePull(Chance& chance, double scale) {
  return {scale * chance.between(-1, 1), chance.oneIn(4) ? 0.0 : scale * chance.between(-1, 1)};
}

/// A cell beside the plain list of its members, stepped one by one.
struct Pair {
  Cell cell;
  std::vector<Neuron> plain;

  void add(const Neuron& u) {
    cell.add(static_cast<std::uint32_t>(plain.size()), u);
    plain.push_back(u);
    EXPECT_EQ(cell.size(), plain.size());
  }

  void remove(std::size_t slot) {
    cell.remove(slot, cell.at(slot));
    plain[slot] = plain.back();
    plain.pop_back();
    EXPECT_EQ(cell.size(), plain.size());
  }

  void move(const HiddenVector& pull) {
    cell.move(pull);
    for (Neuron& u : plain) {
      u = stepped(u, pull);
    }
  }

  /// Every member, relative to its own size, and the sums, relative to what was ever summed.
  void expectEqual(double tolerance) {
    double total = 0;
    HiddenVector sums;
    for (std::size_t slot = 0; slot < plain.size(); ++slot) {
      const Neuron& u = plain[slot];
      EXPECT_LE(difference(cell.at(slot), u), tolerance * size(u)) << slot;
      sums.w += u.a * u.w;
      sums.b += u.a * u.b;
      total += u.w * u.w + u.b * u.b + u.a * u.a;
    }
    largest = std::max(largest, total);
    EXPECT_NEAR(cell.outputSums().w, sums.w, tolerance * largest);
    EXPECT_NEAR(cell.outputSums().b, sums.b, tolerance * largest);
  }

  double largest = 0;
};

TEST(Cell, movesItsMembersAsSteppingOneByOneDoes) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    Chance chance(seed);
    const double scale = chance.decades(1e-12, 10);
    const double pull = chance.decades(1e-6, 0.3);
    Pair pair;
    for (int step = 0; step < 300; ++step) {
      for (std::size_t left = chance.below(3); left > 0; --left) {
        pair.add(someNeuron(chance, scale));
      }
      if (!pair.plain.empty() && chance.oneIn(3)) {
        pair.remove(chance.below(pair.plain.size()));
      }
      if (step == 200) {
        while (!pair.plain.empty()) {
          pair.remove(0);
        }
        pair.largest = 0;
        EXPECT_EQ(pair.cell.outputSums().w, 0);
        EXPECT_EQ(pair.cell.outputSums().b, 0);
      }
      pair.move(somePull(chance, pull));
      if (pair.cell.isFar()) {
        pair.cell.rebase();
        EXPECT_FALSE(pair.cell.isFar());
      }
      pair.expectEqual(1e-12);
    }
  }
}

/// ‖G‖ = 1 makes a step's map singular, and neurons enter the cell between the step and the re-basing that follows.
TEST(Cell, takesNeuronsInAfterALongStep) {
  for (const double length : {0.8, 1.0, 1.0 + 1e-9, 3.0, 1e6}) {
    for (const HiddenVector& pull :
         {HiddenVector{length, 0}, HiddenVector{0, -length}, HiddenVector{0.6 * length, 0.8 * length}}) {
      Chance chance(1);
      Pair pair;
      pair.add(someNeuron(chance, 1));
      pair.add(someNeuron(chance, 1));
      pair.move({1e-3, 2e-3});
      pair.cell.move(pull);
      pair.plain = {pair.cell.at(0), pair.cell.at(1)};  // Cancellation is the step's own affair.
      pair.add(someNeuron(chance, 1));
      pair.add(someNeuron(chance, 1e-9));
      EXPECT_TRUE(pair.cell.isFar());
      pair.expectEqual(1e-13);
      pair.remove(1);
      pair.cell.rebase();
      pair.expectEqual(1e-13);
    }
  }
}

TEST(Cell, rebasingChangesNothingButRounding) {
  Chance chance(3);
  Cell cell;
  for (std::uint32_t id = 0; id < 50; ++id) {
    cell.add(id, someNeuron(chance, 1e-3));
  }
  for (int step = 0; step < 20; ++step) {
    cell.move(somePull(chance, 0.02));
  }
  std::vector<Neuron> before;
  for (std::size_t slot = 0; slot < cell.size(); ++slot) {
    before.push_back(cell.at(slot));
  }
  const HiddenVector sums = cell.outputSums();
  cell.rebase();
  for (std::size_t slot = 0; slot < cell.size(); ++slot) {
    EXPECT_EQ(cell.ids()[slot], slot);
    EXPECT_EQ(difference(cell.at(slot), before[slot]), 0);
  }
  EXPECT_NEAR(cell.outputSums().w, sums.w, 1e-19);
  EXPECT_NEAR(cell.outputSums().b, sums.b, 1e-19);
}

/// Neurons of which |a| is about as large as w̃, much smaller and much larger.
Neuron someWatched(Chance& chance) {
  Neuron u = someNeuron(chance, chance.decades(1e-9, 1));
  if (chance.oneIn(2)) {
    (chance.oneIn(2) ? u.a : u.w) *= chance.decades(1e-6, 1e6);
  }
  if (chance.oneIn(4)) {
    u.b = 0;
  }
  return u;
}

/// Pulls as one cell may see them between two re-basings, each step beginning within kRebaseBound, the last of any
/// length.
std::vector<HiddenVector> somePulls(Chance& chance) {
  std::vector<HiddenVector> pulls;
  const double scale = chance.oneIn(4) ? kRebaseBound : chance.decades(1e-3, 3);
  HiddenVector pull = chance.oneIn(2) ? somePull(chance, scale) : HiddenVector{chance.oneIn(2) ? scale : -scale, 0};
  const bool steady = chance.oneIn(2);
  for (double sum = 0; sum <= kRebaseBound; sum += l1Norm(pulls.back())) {
    pulls.push_back(pull);
    if (!steady) {
      pull = somePull(chance, scale);
    }
  }
  return pulls;
}

TEST(Cell, noNeuronOutrunsItsMargin) {
  double closest = 0;
  for (std::uint32_t seed = 0; seed < 5'000; ++seed) {
    Chance chance(seed);
    const double x = chance.between(-1, 1) * chance.decades(0.01, 100);
    Neuron u = someWatched(chance);
    const double start = u.w * x + u.b;
    const double pathToOne = margin(1, u);
    double path = 0;
    for (const HiddenVector& pull : somePulls(chance)) {
      path += std::abs(x * pull.w + pull.b);
      u = stepped(u, pull);
      const double share = std::abs(u.w * x + u.b - start) * pathToOne / path;
      EXPECT_LE(share, 1) << seed;
      closest = std::max(closest, share);
    }
  }
  EXPECT_GT(closest, 0.9);  // The bound is not an idle one.
}

/// a counts at the beginning of each step, hence not after the last.
TEST(Cell, anOutputWeightThatIsSaidToKeepItsSignDoes) {
  double closest = 1;
  for (std::uint32_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed);
    Neuron u = someWatched(chance);
    if (!keepsSign(u)) {
      continue;
    }
    const double start = u.a;
    for (const HiddenVector& pull : somePulls(chance)) {
      EXPECT_GT(u.a / start, 0) << seed;
      closest = std::min(closest, u.a / start);
      u = stepped(u, pull);
    }
  }
  EXPECT_LT(closest, 0.05);
}

/// One step of length kRebaseBound turns a neuron further than many short ones.
TEST(Cell, anOutputWeightThatOneStepWithinReachTurnsKeepsNoSign) {
  const Neuron u{1, 0, 0.48};
  ASSERT_LT(stepped(u, {kRebaseBound, 0}).a, 0);
  EXPECT_FALSE(keepsSign(u));
  EXPECT_TRUE(keepsSign({1, 0, 0.51}));
}

TEST(Cell, marginDoesNotDependOnTheSide) {
  const Neuron u{1, -2, 0.5};
  EXPECT_EQ(margin(0.25, u), margin(-0.25, u));
  EXPECT_EQ(margin(0, u), 0);
}

}  // namespace
}  // namespace reluscope
