#include "theory/critical_directions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "experiment/presets.hpp"
#include "run/run.hpp"
#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

constexpr double kTurn = 6.283185307179586;

Direction unit(double w, double b) { return {w / std::hypot(w, b), b / std::hypot(w, b)}; }

double cosine(Direction u, Direction v) { return u.cosine * v.cosine + u.sine * v.sine; }

/// The critical direction at `direction`, or null.
const CriticalDirection* find(const CriticalDirections& critical, Direction direction) {
  for (const CriticalDirection& found : critical.directions) {
    if (std::hypot(found.direction.cosine - direction.cosine, found.direction.sine - direction.sine) < 1e-6) {
      return &found;
    }
  }
  return nullptr;
}

void expectCritical(const CriticalDirections& critical, Direction direction, Stability positive) {
  const CriticalDirection* found = find(critical, direction);
  ASSERT_NE(found, nullptr) << direction.cosine << ", " << direction.sine;
  EXPECT_EQ(found->positive, positive) << direction.cosine << ", " << direction.sine;
  EXPECT_NEAR(std::hypot(found->direction.cosine, found->direction.sine), 1, 1e-15);
}

void expectArc(const Arc& arc, Direction from, Direction to) {
  EXPECT_NEAR(cosine(arc.from, from), 1, 1e-12);
  EXPECT_NEAR(cosine(arc.to, to), 1, 1e-12);
}

TEST(CriticalDirections, ofOnePoint) {
  const Direction towards = unit(2, 1);
  const Direction dead = unit(1, -2);  // Beside the dead half of the circle, which it is the counterclockwise end of.
  for (const double y : {3.0, -3.0}) {
    const CriticalDirections critical = criticalDirections({.x = {2}, .y = {y}});
    ASSERT_EQ(critical.directions.size(), 3U);
    expectCritical(critical, towards, y > 0 ? Stability::attracting : Stability::repelling);
    expectCritical(critical, dead, y > 0 ? Stability::repelling : Stability::attracting);
    expectCritical(critical, {-dead.cosine, -dead.sine}, y > 0 ? Stability::repelling : Stability::attracting);
    ASSERT_EQ(critical.stationary.size(), 1U);
    expectArc(critical.stationary[0], {-dead.cosine, -dead.sine}, dead);
  }
}

TEST(CriticalDirections, ofTheNotebooksOrthogonalPoints) {
  // x̃_1 ⊥ x̃_2, so that the sector lines are these four directions. D = −x̃_1/2 or x̃_2/2 where one point is active.
  const Direction first = unit(-0.5, 1);
  const Direction second = unit(2, 1);
  const CriticalDirections critical = criticalDirections({.x = {-0.5, 2}, .y = {-1, 1}});
  ASSERT_EQ(critical.directions.size(), 4U);
  expectCritical(critical, second, Stability::attracting);
  expectCritical(critical, {-first.cosine, -first.sine}, Stability::repelling);
  expectCritical(critical, first, Stability::repelling);
  expectCritical(critical, {-second.cosine, -second.sine}, Stability::attracting);
  ASSERT_EQ(critical.stationary.size(), 1U);
  expectArc(critical.stationary[0], {-second.cosine, -second.sine}, {-first.cosine, -first.sine});
}

TEST(CriticalDirections, ofOrthogonalPointsThatPullAlike) {
  // Neurons active on one point alone turn to it, where the other point's line is, and beyond the line away from it.
  const CriticalDirections critical = criticalDirections({.x = {-0.5, 2}, .y = {1, 1}});
  ASSERT_EQ(critical.directions.size(), 5U);
  expectCritical(critical, unit(1.5, 2), Stability::attracting);
  expectCritical(critical, unit(-0.5, 1), Stability::halfStable);
  expectCritical(critical, unit(2, 1), Stability::halfStable);
  expectCritical(critical, unit(0.5, -1), Stability::repelling);
  expectCritical(critical, unit(-2, -1), Stability::repelling);
}

TEST(CriticalDirections, seesOrthogonalityThroughTheRoundingOfData) {
  const Data data = rounded({.x = {-0.7, 1 / 0.7}, .y = {-1, 1}});
  ASSERT_NE(data.x[0] * data.x[1], -1);
  const CriticalDirections critical = criticalDirections(data);
  EXPECT_EQ(critical.directions.size(), 4U);
  expectCritical(critical, unit(data.x[1], 1), Stability::attracting);
  expectCritical(critical, unit(data.x[0], 1), Stability::repelling);
}

TEST(CriticalDirections, areStationaryWhereThePullsCancel) {
  // Σ y = Σ y x = 0: nothing turns the neurons that are active everywhere, or nowhere.
  const CriticalDirections critical = criticalDirections({.x = {0, 1, 2}, .y = {1, -2, 1}});
  ASSERT_EQ(critical.stationary.size(), 2U);
  expectArc(critical.stationary[0], unit(1, 0), unit(-1, 2));
  expectArc(critical.stationary[1], unit(-1, 0), unit(1, -2));
  expectCritical(critical, unit(1, 0), Stability::repelling);  // Beside it x = 1, 2 pull with (0, −1)/3.
  expectCritical(critical, unit(-1, 2), Stability::repelling);
}

TEST(CriticalDirections, areNoneWhereNothingPulls) {
  for (const Data& data : {Data{.x = {-1, 2}, .y = {0, 0}}, Data{.x = {1, 1}, .y = {0.5, -0.5}}}) {
    const CriticalDirections critical = criticalDirections(data);
    EXPECT_TRUE(critical.directions.empty());
    ASSERT_EQ(critical.stationary.size(), 1U);
    expectArc(critical.stationary[0], critical.stationary[0].to, critical.stationary[0].from);
  }
}

TEST(CriticalDirections, countEqualPointsAsOne) {
  const CriticalDirections several = criticalDirections({.x = {2, -1, 2, 0.5, 2}, .y = {1, 0.25, -3, 1, 0.5}});
  const CriticalDirections one = criticalDirections({.x = {-1, 0.5, 2}, .y = {0.25, 1, -1.5}});
  ASSERT_EQ(several.directions.size(), one.directions.size());
  for (const CriticalDirection& critical : one.directions) {
    expectCritical(several, critical.direction, critical.positive);
  }
}

TEST(CriticalDirections, ignoreAPointThatDoesNotPull) {
  const CriticalDirections critical = criticalDirections({.x = {-0.5, 0.25, 2}, .y = {-1, 0, 1}});
  const CriticalDirections without = criticalDirections({.x = {-0.5, 2}, .y = {-1, 1}});
  ASSERT_EQ(critical.directions.size(), without.directions.size());
  for (const CriticalDirection& expected : without.directions) {
    expectCritical(critical, expected.direction, expected.positive);
  }
  EXPECT_EQ(critical.stationary.size(), 1U);
}

/// (1/n) Σ_i y_i ReLU⟨w̄, x̃_i⟩ at an angle, which neurons with a > 0 climb.
double height(const Data& data, double angle) {
  double sum = 0;
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    sum += data.y[i] * std::max(0.0, std::cos(angle) * data.x[i] + std::sin(angle));
  }
  return sum;
}

TEST(CriticalDirections, areThePeaksAndValleysOfWhatNeuronsClimb) {
  Chance chance(4);
  constexpr int kSteps = 20'000;
  for (int round = 0; round < 200; ++round) {
    Data data;
    for (std::size_t left = 2 + chance.below(6); left > 0; --left) {
      data.x.push_back(chance.between(-2, 2));
      data.y.push_back(chance.between(-1, 1));
    }
    const CriticalDirections critical = criticalDirections(data);
    const auto at = [&](int step) { return height(data, kTurn * step / kSteps); };
    std::size_t peaks = 0;
    for (int step = 0; step < kSteps; ++step) {
      const double before = at(step) - at(step - 1);
      const double after = at(step + 1) - at(step);
      if (before * after >= 0) {  // Not an extremum, or on the plateau of D = 0, whose ends are looked at below.
        continue;
      }
      ++peaks;
      const double angle = kTurn * step / kSteps;
      const CriticalDirection* nearest = nullptr;
      for (const CriticalDirection& found : critical.directions) {
        if (cosine(found.direction, {std::cos(angle), std::sin(angle)}) > std::cos(2 * kTurn / kSteps) &&
            found.positive == (before > 0 ? Stability::attracting : Stability::repelling)) {
          nearest = &found;
        }
      }
      EXPECT_NE(nearest, nullptr) << "at angle " << angle << " of round " << round;
    }
    // Of one pattern's sector both ends are critical: that of dead neurons.
    EXPECT_EQ(critical.directions.size(), peaks + 2) << "round " << round;
    ASSERT_EQ(critical.stationary.size(), 1U);
    EXPECT_NE(find(critical, critical.stationary[0].from), nullptr);
    EXPECT_NE(find(critical, critical.stationary[0].to), nullptr);
  }
}

TEST(CriticalDirections, areWhereTrainingTurnsNeurons) {
  const auto runs = {std::pair{"orthogonal", 30'000}, std::pair{"three-points", 20'000},
                     std::pair{"non-orthogonal", 80'000}};
  for (const auto& [name, iterations] : runs) {
    Experiment experiment = findPreset(name)->experiment;
    experiment.network.width = 40;
    experiment.network.initScale = 1e-24;  // Small for as long as neurons turn.
    experiment.training.iterations = iterations;
    reluscope::Run run(experiment);
    run.advance(experiment.training.iterations);
    const CriticalDirections critical = criticalDirections(rounded(experiment.data));
    const Weights weights = run.present().weights;
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      const Direction direction = unit(weights.w[j], weights.b[j]);
      const Arc& dead = critical.stationary.at(0);
      bool settled = dead.from.cosine * direction.sine - dead.from.sine * direction.cosine > -1e-2 &&
                     direction.cosine * dead.to.sine - direction.sine * dead.to.cosine > -1e-2;
      for (const CriticalDirection& found : critical.directions) {
        const Stability leaving = weights.a[j] > 0 ? Stability::repelling : Stability::attracting;
        settled = settled || (found.positive != leaving && cosine(direction, found.direction) > 1 - 1e-4);
      }
      EXPECT_TRUE(settled) << name << ", neuron " << j << ": " << direction.cosine << ", " << direction.sine;
    }
  }
}

}  // namespace
}  // namespace reluscope
