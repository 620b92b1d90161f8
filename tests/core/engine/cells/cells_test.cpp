#include "engine/cells/cells.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
#include <string>

#include "engine/dense/dense_line.hpp"
#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "run/make_engine.hpp"
#include "tests/core/chance.hpp"
#include "tests/core/portion.hpp"
#include "tests/core/reference.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

double size(double w, double b, double a) { return std::max({std::abs(w), std::abs(b), std::abs(a)}); }

// -- Random experiments ----------------------------------------------------------------------------------------------

/// Points of which some are equal, neighbouring floats, or nearly so.
Data someData(Chance& chance) {
  Data data;
  const std::size_t points = 1 + chance.below(chance.oneIn(2) ? 6 : 60);
  const double scale = chance.oneIn(3) ? chance.decades(1e-2, 30) : 1.0;
  const double middle = chance.oneIn(6) ? chance.between(-10, 10) : 0.0;
  while (data.x.size() < points) {
    auto x = static_cast<float>(scale * (middle + chance.between(-2, 2)));
    if (!data.x.empty() && chance.oneIn(6)) {
      const auto other = static_cast<float>(data.x[chance.below(data.x.size())]);
      const std::size_t kind = chance.below(3);
      if (kind == 0) {
        x = other;
      } else if (kind == 1) {
        x = std::nextafter(other, std::numeric_limits<float>::max());
      } else {
        x = other + static_cast<float>(scale * chance.decades(1e-7, 1e-2));
      }
    } else if (chance.oneIn(20)) {
      x = 0;
    }
    data.x.push_back(static_cast<double>(x));
    data.y.push_back(chance.between(-1, 1));
  }
  return data;
}

/// Neurons on the lines themselves, horizontal, dead and of zeros, among those drawn.
Weights withSpecialNeurons(Weights weights, const Network& network, const Data& data, double scale, Chance& chance) {
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    double& w = weights.w[j];
    double& b = weights.b[j];
    const std::size_t kind = chance.below(12);
    if (kind < 4 && network.hiddenBias) {
      w = static_cast<double>(static_cast<float>(w));
      b = -w * data.x[chance.below(data.x.size())];  // Exact: both have 24 bits.
    } else if (kind == 4) {
      w = 0;
    } else if (kind == 5 && network.hiddenBias) {
      w *= 0.1;
      b = -scale;
    } else if (kind == 6) {
      w = b = weights.a[j] = 0;
    } else if (kind == 7) {
      weights.a[j] = 0;
    } else if (kind == 8) {
      w *= 1e-150;  // With squares beneath notice.
      b *= 1e-150;
      weights.a[j] *= 1e-150;
    }
  }
  return weights;
}

Experiment someExperiment(std::uint32_t seed) {
  Chance chance(seed);
  Experiment experiment{.preset = "orthogonal", .data = someData(chance), .network = {}, .training = {}};
  Network& network = experiment.network;
  network.width = static_cast<std::int64_t>(std::lround(chance.decades(1, 500)));
  network.initScale = chance.decades(1e-12, 10);
  network.initialisation = static_cast<Initialisation>(chance.below(3));
  network.seed = seed;
  network.hiddenBias = !chance.oneIn(4);
  network.outputBias = chance.oneIn(3);

  double farthest = 0;
  for (const double x : experiment.data.x) {
    farthest = std::max(farthest, std::abs(x));
  }
  // Gradient descent turns unstable at about 1 / (curvature), and that grows with the weights and the points.
  const double steepest = (1 + farthest * farthest) * std::max(1.0, network.initScale * network.initScale);
  experiment.training = {
      .learningRate = chance.oneIn(2) ? chance.decades(1e-3, 1) / steepest : chance.decades(0.2, 5) / steepest,
      .iterations = 1,
      .frameGrowth = 1.1,
      .precision = Precision::float64,
      .engine = EngineChoice::cells};
  if (chance.oneIn(3)) {
    const double scale = network.initScale / std::sqrt(static_cast<double>(network.width));
    network.initial = withSpecialNeurons(initialWeights(network), network, experiment.data, scale, chance);
  }
  return experiment;
}

// -- Exactness -------------------------------------------------------------------------------------------------------

Weights reversed(Weights weights) {
  for (auto* values : {&weights.w, &weights.b, &weights.a}) {
    std::reverse(values->begin(), values->end());
  }
  return weights;
}

/// The same data in another order, which only means sums in another order.
Experiment reversed(Experiment experiment) {
  for (auto* values : {&experiment.data.x, &experiment.data.y}) {
    std::reverse(values->begin(), values->end());
  }
  return experiment;
}

/// The weights with every a one float64 on, which moves no neuron over a line. A few neurons on a few points add up to
/// the same in any order, and only this shows how the run amplifies rounding.
Weights nudged(Weights weights) {
  for (double& a : weights.a) {
    a = std::nextafter(a, std::numeric_limits<double>::max());
  }
  return weights;
}

/// Whether neuron j is far enough from every sector line for float64 to decide its side.
bool isDecidable(const Data& data, const Weights& weights, std::size_t j) {
  constexpr double rounding = 8 * std::numeric_limits<double>::epsilon();
  return std::none_of(data.x.begin(), data.x.end(), [&](double x) {
    const double product = weights.w[j] * x;
    const double size = std::abs(product) + std::abs(weights.b[j]);
    return size > 0 && std::abs(product + weights.b[j]) <= rounding * size;
  });
}

/// Largest difference of any neuron, relative to the largest of all, and to ten times the largest that this very neuron
/// was, so that small ones count as well; and of c.
double farthest(const Weights& actual, const Weights& expected, const std::vector<double>& largest) {
  const double overall = *std::max_element(largest.begin(), largest.end());
  double result = std::abs(actual.c[0] - expected.c[0]) / std::max(1.0, std::abs(expected.c[0]));
  for (std::size_t j = 0; j < largest.size(); ++j) {
    if (largest[j] > 1e-290) {  // Below that float64 has fewer bits.
      const double difference =
          size(actual.w[j] - expected.w[j], actual.b[j] - expected.b[j], actual.a[j] - expected.a[j]) /
          std::min(overall, 10 * largest[j]);
      result = difference <= result ? result : difference;  // A NaN comes through.
    }
  }
  return result;
}

struct Tally {
  int comparisons = 0;
  int calibrated = 0;         // Rounding was amplified beyond 1e-12 by the dense engine too.
  int undecidable = 0;        // Comparisons in which some neuron stood within rounding of a line,
  int cellsElsewhere = 0;     // where the cells engine then differs from the dense one,
  int reversedElsewhere = 0;  // and where the dense one in another order does.
  int rising = 0;             // Comparisons in which the loss rose.
  int diverged = 0;
  int layered = 0;
  std::int64_t crossings = 0;
};

constexpr double kTolerance = 1e-12;

/// Starts the dense engine from the state of the cells engine, in two orders, and compares after up to 50 steps.
void compare(Cells& cells, const Experiment& experiment, std::int64_t steps, std::int64_t& iteration, Tally& tally) {
  const Data data = rounded(experiment.data);
  const Weights start = cells.weights(kAll);
  DenseLine<double> dense(experiment, start);
  DenseLine<double> other(reversed(experiment), reversed(start));
  ASSERT_LE(std::abs(cells.loss() - dense.loss()), 1e-12 * std::max(1.0, dense.loss()))
      << "iteration " << iteration << " of\n"
      << experimentText(experiment);

  const double startLoss = dense.loss();
  std::vector<double> largest(start.w.size(), 0.0);
  bool decidable = true;
  const std::int64_t from = iteration;
  for (std::int64_t step = 0;; ++step) {
    const Weights now = dense.weights(kAll);
    for (std::size_t j = 0; j < largest.size(); ++j) {
      largest[j] = std::max(largest[j], size(now.w[j], now.b[j], now.a[j]));
      decidable = decidable && isDecidable(data, now, j);
    }
    if (step == steps || !(dense.loss() < 1e12)) {
      break;
    }
    dense.advance(1);
    other.advance(1);
    cells.advance(1);
    ++iteration;
  }
  if (!(dense.loss() < 1e12)) {
    ++tally.diverged;
    return;
  }
  tally.rising += dense.loss() > startLoss ? 1 : 0;
  const Weights expected = dense.weights(kAll);
  const double fromCells = farthest(cells.weights(kAll), expected, largest);
  const double fromOther = farthest(reversed(other.weights(kAll)), expected, largest);
  ++tally.comparisons;
  tally.layered += cells.placement().layered() > 0 ? 1 : 0;
  tally.undecidable += decidable ? 0 : 1;
  tally.reversedElsewhere += !decidable && fromOther > kTolerance ? 1 : 0;
  if (fromCells <= kTolerance) {
    return;
  }
  DenseLine<double> beside(experiment, nudged(start));
  beside.advance(iteration - from);
  const double fromBeside = farthest(beside.weights(kAll), expected, largest);
  if (fromCells <= 100 * std::max(fromOther, fromBeside)) {
    ++tally.calibrated;
  } else if (!decidable) {
    ++tally.cellsElsewhere;
  } else {
    ADD_FAILURE() << fromCells << " apart, two orders of the dense engine " << fromOther << ", neighbouring starts "
                  << fromBeside << ", from iteration " << from << " to " << iteration << " of\n"
                  << experimentText(experiment);
  }
}

void compareAtRandomIterations(std::uint32_t seed, Tally& tally) {
  const Experiment experiment = someExperiment(seed);
  Chance chance(seed + 1'000'000);
  Cells cells(experiment, initialWeights(experiment.network));
  std::int64_t iteration = 0;
  for (int comparison = 0; comparison < 10 && cells.loss() < 1e12; ++comparison) {
    compare(cells, experiment, 1 + static_cast<std::int64_t>(chance.below(50)), iteration, tally);
    if (testing::Test::HasFailure()) {
      return;
    }
    iteration += cells.advance(static_cast<std::int64_t>(chance.decades(1, 1'000)));
  }
  tally.crossings += cells.placement().crossings();
}

TEST(Cells, areExactInRandomExperiments) {
  const std::uint32_t experiments = isFull() ? 2'000 : 200;
  Tally tally;
  for (std::uint32_t seed = 0; seed < experiments && !HasFailure(); ++seed) {
    compareAtRandomIterations(seed, tally);
  }
  std::cout << tally.comparisons << " comparisons, " << tally.layered << " with boundary layers, " << tally.rising
            << " with a rising loss, " << tally.crossings << " crossings; " << tally.calibrated
            << " where the dense engine too amplifies rounding; " << tally.undecidable
            << " with a neuron within rounding of a line, of which the cells engine differs in " << tally.cellsElsewhere
            << ", another order of summation in " << tally.reversedElsewhere << "; " << tally.diverged << " diverged\n";
  EXPECT_LE(tally.cellsElsewhere, tally.reversedElsewhere + tally.comparisons / 1'000);
  EXPECT_LE(tally.calibrated, tally.comparisons / 50);
  EXPECT_GE(tally.layered, tally.comparisons / 10);
  EXPECT_GE(tally.rising, tally.comparisons / 50);
}

// -- Runs ------------------------------------------------------------------------------------------------------------

Experiment chattering() {
  return parseExperiment(R"({"preset":"forty-points","network":{"width":300,"initialisation":"unbalanced",
    "initScale":1},"training":{"learningRate":0.05,"engine":"cells"}})");
}

TEST(Cells, areExactWhileNeuronsChatter) {
  const Experiment experiment = chattering();
  Cells cells(experiment, initialWeights(experiment.network));
  Tally tally;
  for (std::int64_t iteration = 0; iteration < 4'000;) {
    compare(cells, experiment, 50, iteration, tally);
    ASSERT_FALSE(HasFailure());
    iteration += cells.advance(50);
  }
  EXPECT_EQ(tally.comparisons, 40);
  EXPECT_GT(tally.layered, 30);
  EXPECT_EQ(tally.cellsElsewhere, 0);
  EXPECT_GT(cells.placement().crossings(), 500);
}

TEST(Cells, whoHasStoppedCrossingGoesBackToItsCell) {
  const Experiment experiment = parseExperiment(
      R"({"preset":"forty-points","network":{"initScale":1,"width":500},"training":{"learningRate":0.1}})");
  Cells cells(experiment, initialWeights(experiment.network));
  std::int64_t mostLayered = 0;
  std::int64_t mostLoose = 0;
  for (int round = 0; round < 400; ++round) {
    cells.advance(50);
    mostLayered = std::max(mostLayered, cells.placement().layered());
    mostLoose = std::max(mostLoose, cells.placement().looseCount());
  }
  EXPECT_GT(mostLayered, 50);
  EXPECT_LT(cells.placement().layered(), mostLayered / 5);
  EXPECT_GT(mostLoose, 50);
  EXPECT_LT(cells.placement().looseCount(), mostLoose / 5);
}

/// Two nearly equal points, both crossed at every step, and a neuron without bias that turns about at every step.
TEST(Cells, whoCrossesSeveralEdgesAtOnceIsLoose) {
  for (const char* text :
       {R"({"data":{"x":[-1,0.25,0.25000003,1],"y":[-1,1,0.5,-1]},
            "network":{"width":300,"initialisation":"unbalanced","initScale":1}})",
        R"({"data":{"x":[-1,1,0.5],"y":[-1,-1,-1]},"network":{"width":300,"initialisation":"unbalanced","initScale":1,
            "hiddenBias":false}})"}) {
    const Experiment experiment = parseExperiment(text);
    Cells cells(experiment, initialWeights(experiment.network));
    Tally tally;
    std::int64_t most = 0;
    for (std::int64_t iteration = 0; iteration < 4'000;) {
      compare(cells, experiment, 50, iteration, tally);
      ASSERT_FALSE(HasFailure());
      iteration += cells.advance(150);
      most = std::max(most, cells.placement().looseCount());
    }
    EXPECT_EQ(tally.cellsElsewhere, 0);
    EXPECT_GT(most, 30) << text;
    EXPECT_LT(cells.placement().crossings(), 10'000) << text;
  }
}

TEST(Cells, doNotDependOnHowAdvanceIsSliced) {
  const Experiment experiment = chattering();
  const Weights start = initialWeights(experiment.network);
  Cells whole(experiment, start);
  Cells sliced(experiment, start);
  constexpr std::int64_t steps = 3'000;
  EXPECT_EQ(whole.advance(steps), steps);
  Chance chance(4);
  for (std::int64_t left = steps; left > 0;) {
    const std::int64_t slice = std::min(left, static_cast<std::int64_t>(chance.below(40)));
    EXPECT_EQ(sliced.advance(slice), slice);
    EXPECT_EQ(sliced.weights(10).w.size(), 10U);
    left -= slice;
  }
  EXPECT_EQ(sliced.weights(kAll), whole.weights(kAll));
  EXPECT_EQ(sliced.loss(), whole.loss());
  EXPECT_EQ(sliced.placement().crossings(), whole.placement().crossings());
}

/// Every second neuron of this network is tiny, stays on a sector line, or is dead.
TEST(Cells, neuronsThatNeverMoveHideNobody) {
  Experiment experiment = chattering();
  Weights start = initialWeights(experiment.network);
  for (std::size_t j = 0; j < start.w.size(); j += 2) {
    const std::size_t kind = j / 2 % 4;
    start.w[j] = kind == 0 ? 0 : 1e-150;
    start.b[j] = kind == 0 ? 0 : (kind == 1 ? -1e-150 : 1e-150);
    start.a[j] = kind == 3 ? 0 : 1e-150;
  }
  experiment.network.initial = start;
  Cells cells(experiment, start);
  Tally tally;
  for (std::int64_t iteration = 0; iteration < 600;) {
    compare(cells, experiment, 50, iteration, tally);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_EQ(tally.comparisons, 12);
}

TEST(Cells, stopWhereTheLossIsNotFinite) {
  for (const double learningRate : {1.5, 30.0, 1'000.0}) {
    Experiment experiment = chattering();
    experiment.training.learningRate = learningRate;
    experiment.network.outputBias = true;  // A bias overshoots whatever the neurons do.
    Cells cells(experiment, initialWeights(experiment.network));
    EXPECT_LT(cells.advance(20'000), 20'000) << learningRate;
    EXPECT_FALSE(std::isfinite(cells.loss()));
    EXPECT_EQ(cells.advance(1), 0);
  }
}

// -- Loss and weights ------------------------------------------------------------------------------------------------

/// By how much rounding may change an output of these weights, of which each is known to a last place of its neuron.
double roundingOfOutputs(const Data& data, const Weights& weights) {
  double largest = 0;
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    double sum = std::abs(weights.c[0]) + std::abs(data.y[i]);
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      const double each = std::abs(weights.w[j]) + std::abs(weights.b[j]) + std::abs(weights.a[j]);
      sum += each * (std::abs(weights.w[j] * data.x[i]) + std::abs(weights.b[j]));
    }
    largest = std::max(largest, sum);
  }
  return 4e-14 * largest;
}

/// Expects the engine's loss to be that of its weights, up to rounding, now or earlier.
void expectOwnLoss(const Engine& engine, const Experiment& experiment, const std::string& where, double earlier = 0) {
  const Weights weights = engine.weights(kAll);
  const double expected = DenseLine<double>(experiment, weights).loss();
  const double rounding = std::max(earlier, roundingOfOutputs(rounded(experiment.data), weights));
  ASSERT_LE(std::abs(engine.loss() - expected), rounding * (2 * std::sqrt(expected) + rounding)) << where;
}

TEST(Cells, tellTheLossOfTheirOwnWeights) {
  for (std::uint32_t seed = 0; seed < portion(200U); ++seed) {
    const Experiment experiment = someExperiment(seed);
    Cells cells(experiment, initialWeights(experiment.network));
    for (std::int64_t frame = 1; frame < 20'000 && cells.loss() < 1e12; frame += 1 + frame / 4) {
      expectOwnLoss(cells, experiment, "iteration " + std::to_string(frame) + " of\n" + experimentText(experiment));
      ASSERT_FALSE(HasFailure());
      cells.advance(1 + frame / 4);
    }
  }
}

/// Residuals of a last place move the weights for as long as a cell is not re-based.
TEST(Cells, tellTheLossOfTheirOwnWeightsAfterConvergence) {
  for (const char* text : {R"({"data":{"x":[1],"y":[1]},"network":{"initial":{"w":[0.1],"b":[0.2],"a":[0.5]}},
            "training":{"learningRate":0.05}})",
                           R"({"preset":"non-orthogonal-large-init","training":{"learningRate":0.05}})",
                           R"({"training":{"learningRate":0.05}})"}) {
    const Experiment experiment = parseExperiment(text);
    Cells cells(experiment, initialWeights(experiment.network));
    for (int round = 0; round < 65; ++round) {
      cells.advance(1'000);
      expectOwnLoss(cells, experiment, text);
    }
  }
}

// -- Extreme weights -------------------------------------------------------------------------------------------------

/// Zeros of either sign, subnormal numbers and all sizes that cells hold.
double someExtreme(Chance& chance) {
  const double sign = chance.oneIn(2) ? 1 : -1;
  switch (chance.below(8)) {
    case 0:
      return sign * 0.0;
    case 1:
      return sign * 0x1p-1074 * static_cast<double>(1 + chance.below(1'000'000));
    case 2:
      return sign * chance.decades(1e-307, 1e-3);
    case 3:
      return sign * chance.decades(1e-170, 1e-130);
    case 4:
      return sign * chance.decades(1e-3, chance.oneIn(4) ? 1e74 : 1e3);
    default:
      return sign * chance.between(0, 1);
  }
}

Experiment someExtremeExperiment(std::uint32_t seed) {
  Chance chance(seed);
  Experiment experiment{.preset = "orthogonal", .data = someData(chance), .network = {}, .training = {}};
  if (chance.oneIn(2)) {
    experiment.data.x.front() = 0;
  }
  Network& network = experiment.network;
  network.hiddenBias = !chance.oneIn(4);
  network.width = static_cast<std::int64_t>(1 + chance.below(5));
  Weights weights;
  for (std::int64_t j = 0; j < network.width; ++j) {
    weights.w.push_back(someExtreme(chance));
    weights.b.push_back(network.hiddenBias ? someExtreme(chance) : 0.0);
    weights.a.push_back(someExtreme(chance));
    if (network.hiddenBias && chance.oneIn(3)) {  // On a data point, as near as float64 comes.
      weights.b.back() = -weights.w.back() * experiment.data.x[chance.below(experiment.data.x.size())];
    }
  }
  network.initial = weights;
  experiment.training.learningRate = chance.decades(1e-6, 1e-1);
  experiment.training.precision = Precision::float64;
  return experiment;
}

/// Starts the dense engine at the first weights and wherever the cells engine comes to, and compares after a step.
TEST(Cells, areExactFromExtremeWeights) {
  std::int64_t compared = 0;
  std::int64_t diverged = 0;
  for (std::uint32_t seed = 0; seed < portion(4'000U); ++seed) {
    const Experiment experiment = someExtremeExperiment(seed);
    const Data data = rounded(experiment.data);
    ASSERT_TRUE(Cells::canHold(*experiment.network.initial));
    Cells cells(experiment, *experiment.network.initial);
    EXPECT_EQ(cells.weights(kAll), *experiment.network.initial) << experimentText(experiment);
    const double steepness =
        2 * experiment.training.learningRate *
        (1 + std::abs(*std::max_element(data.x.begin(), data.x.end(),
                                        [](double left, double right) { return std::abs(left) < std::abs(right); })));
    double rounding = 0;
    for (int step = 0; step < 40; ++step) {
      const std::string where = "step " + std::to_string(step) + " of\n" + experimentText(experiment);
      const Weights start = cells.weights(kAll);
      rounding = std::max(rounding, roundingOfOutputs(data, start));  // Errors are relative to the largest sum so far.
      DenseLine<double> dense(experiment, start);
      if (!(rounding < 1e120) || !std::isfinite(dense.loss()) || cells.hasOutgrown()) {
        ++diverged;
        break;
      }
      expectOwnLoss(cells, experiment, where, rounding);
      bool decidable = true;
      for (std::size_t j = 0; step > 0 && j < start.w.size(); ++j) {
        // In a cell that has moved, all of a neuron is known to the last place of its largest part.
        const double known = 1e-14 * size(start.w[j], start.b[j], start.a[j]);
        decidable = decidable && std::all_of(data.x.begin(), data.x.end(), [&](double x) {
                      return std::abs(start.w[j] * x + start.b[j]) >= known * (1 + std::abs(x));
                    });
      }
      cells.advance(1);
      dense.advance(1);
      const Weights actual = cells.weights(kAll);
      const Weights expected = dense.weights(kAll);
      for (std::size_t j = 0; decidable && j < start.w.size(); ++j) {
        const double largest =
            std::max(size(start.w[j], start.b[j], start.a[j]), size(expected.w[j], expected.b[j], expected.a[j]));
        const double apart =
            size(actual.w[j] - expected.w[j], actual.b[j] - expected.b[j], actual.a[j] - expected.a[j]);
        ASSERT_LE(apart, (1e-13 + steepness * rounding) * largest + 1e-300) << "neuron " << j << ", " << where;
        ++compared;
      }
      if (HasFailure()) {
        return;
      }
      cells.advance(static_cast<std::int64_t>(Chance(seed + static_cast<std::uint32_t>(step)).below(30)));
    }
  }
  EXPECT_GT(compared, portion(100'000));
  std::cout << compared << " compared, " << diverged << " diverged\n";
}

TEST(Cells, countANeuronOnTheSideOfItsWeightsHoweverSmallTheyAre) {
  for (const double w : {1e-3, 1e-139, 1e-141, 1e-150, 1e-300, 1e-310, 5e-324}) {
    for (const double a : {-1.0, 1.0, 1e-150, -1e-310, 0.0, -0.0}) {
      for (const double x : {1.0, -1.0}) {
        Experiment experiment = parseExperiment(R"({"data":{"x":[1],"y":[1]},"training":{"learningRate":0.1}})");
        experiment.data.x = {x};
        const Weights start{.w = {w * x}, .b = {0}, .a = {a}};
        Cells cells(experiment, start);
        DenseLine<double> dense(experiment, start);
        for (int step = 0; step < 1'000; ++step) {
          ASSERT_NEAR(cells.loss(), dense.loss(), 1e-12) << w << ' ' << a << ", iteration " << step;
          cells.advance(1);
          dense.advance(1);
        }
        EXPECT_EQ(cells.weights(1).w[0] == w * x, dense.weights(1).w[0] == w * x);
      }
    }
  }
}

// -- PyTorch ---------------------------------------------------------------------------------------------------------

class CellsReference : public testing::TestWithParam<Reference> {};

TEST_P(CellsReference, followsPyTorch) {
  const Experiment& experiment = GetParam().experiment;
  const auto& recorded = GetParam().json;
  constexpr double tolerance = 1e-9;
  Cells cells(experiment, initialWeights(experiment.network));
  std::int64_t iteration = 0;
  std::size_t compared = 0;
  std::vector<double> losses;
  for (const std::int64_t frame : recorded.at("frame_iterations")) {
    iteration += cells.advance(frame - iteration);
    losses.push_back(cells.loss());
    for (const auto& snapshot : recorded.at("snapshots")) {
      if (snapshot.at("iteration") == frame) {
        EXPECT_LE(relativeDistance(cells.weights(kAll), weightsOf(snapshot.at("parameters"))), tolerance) << frame;
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, recorded.at("snapshots").size());
  EXPECT_LE(distance(losses, recorded.at("frame_loss")) / losses.front(), tolerance);
  cells.advance(experiment.training.iterations - iteration);
  EXPECT_LE(relativeDistance(cells.weights(kAll), weightsOf(recorded.at("final").at("parameters"))), tolerance);
}

TEST(Cells, areTheEngineWhereverTheyApply) {
  EXPECT_EQ(makeEngine(parseExperiment("{}"))->name(), "cells");
  EXPECT_EQ(makeEngine(chattering())->name(), "cells");
  EXPECT_EQ(makeEngine(parseExperiment(R"({"training":{"engine":"dense"}})"))->name(), "dense");
  EXPECT_EQ(makeEngine(parseExperiment(R"({"training":{"precision":"float32"}})"))->name(), "dense");
  EXPECT_EQ(makeEngine(parseExperiment(R"({"network":{"activation":"leaky-relu"}})"))->name(), "dense");
}

std::vector<Reference> float64References() {
  std::vector<Reference> all = trainedReferences();
  all.erase(
      std::remove_if(all.begin(), all.end(),
                     [](const Reference& each) { return each.experiment.training.precision != Precision::float64; }),
      all.end());
  return all;
}

INSTANTIATE_TEST_SUITE_P(PyTorch, CellsReference, testing::ValuesIn(float64References()),
                         [](const testing::TestParamInfo<Reference>& tested) { return tested.param.name; });

TEST(Cells, queuesStaySmall) {
  const Experiment experiment = parseExperiment(
      R"({"data":{"x":[-1,0.25,0.25000003,1],"y":[-1,1,0.5,-1]},
          "network":{"width":2000,"initialisation":"unbalanced","initScale":1}})");
  Cells cells(experiment, initialWeights(experiment.network));
  std::int64_t most = 0;
  while (cells.placement().crossings() < 30'000) {
    ASSERT_EQ(cells.advance(100), 100);
    most = std::max(most, cells.placement().entries());
  }
  EXPECT_LT(most, 5 * 2000);
}

}  // namespace
}  // namespace reluscope
