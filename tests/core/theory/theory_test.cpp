#include "theory/theory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <variant>

#include "experiment/presets.hpp"
#include "network/imbalance.hpp"
#include "network/kink_counts.hpp"
#include "network/learned_function.hpp"
#include "run/plot.hpp"
#include "run/run.hpp"
#include "tests/core/chance.hpp"
#include "theory/minimum_norm.hpp"

namespace reluscope {
namespace {

TEST(LeastSquares, throughTwoPointsGoesThroughBoth) {
  const Line line = leastSquaresLine({.x = {-0.5, 2}, .y = {-1, 1}});
  EXPECT_DOUBLE_EQ(line.slope, 0.8);
  EXPECT_DOUBLE_EQ(line.intercept, -0.6);
}

TEST(LeastSquares, isLevelWhereAllPointsShareTheirX) {
  const double x = 0.1;
  EXPECT_EQ(leastSquaresLine({.x = {x, x, x}, .y = {1, 2, 6}}).slope, 0);
  EXPECT_EQ(leastSquaresLine({.x = {x, x, x}, .y = {1, 2, 6}}).intercept, 3);
  EXPECT_EQ(leastSquaresLine({.x = {x}, .y = {-2}}).slope, 0);
  EXPECT_EQ(leastSquaresLine({.x = {x}, .y = {-2}}).intercept, -2);
}

TEST(LeastSquares, leavesResidualsOrthogonalToTheData) {
  Chance chance(5);
  for (int round = 0; round < 100; ++round) {
    Data data;
    const double far = chance.oneIn(2) ? 1e5 : 0;
    for (std::size_t left = 2 + chance.below(40); left > 0; --left) {
      data.x.push_back(far + chance.between(-2, 2));
      data.y.push_back(chance.between(-1, 1));
    }
    const Line line = leastSquaresLine(data);
    double sum = 0;
    double moment = 0;
    for (std::size_t i = 0; i < data.x.size(); ++i) {
      const double residual = data.y[i] - line.slope * data.x[i] - line.intercept;
      sum += residual;
      moment += residual * (data.x[i] - far);
    }
    EXPECT_NEAR(sum, 0, 1e-8);
    EXPECT_NEAR(moment, 0, 1e-8);
  }
}

TEST(MinimumNorm, ofTheNotebooksPoints) {
  // w₊ = x̃_2/‖x̃_2‖² and w₋ = x̃_1/‖x̃_1‖².
  const std::optional<Weights> network = minimumNormInterpolator({.x = {-0.5, 2}, .y = {-1, 1}});
  ASSERT_TRUE(network);
  EXPECT_EQ(*network, (Weights{.w = {0.4, -0.4}, .b = {0.2, 0.8}, .a = {1, -1}}));
}

TEST(MinimumNorm, interpolates) {
  Chance chance(6);
  for (int round = 0; round < 100; ++round) {
    const double x = chance.between(0.1, 4);
    const Data data = rounded({.x = {x, -1 / x}, .y = {chance.between(-1, 1), chance.between(-1, 1)}});
    const std::optional<Weights> network = minimumNormInterpolator(data);
    ASSERT_TRUE(network) << x;
    const std::vector<double> h = learnedFunction(*network, Activation::relu, {data.x[1], data.x[0]});
    EXPECT_NEAR(h[0], data.y[1], 1e-6);
    EXPECT_NEAR(h[1], data.y[0], 1e-6);
  }
}

TEST(MinimumNorm, ofOnePointOrOfNothing) {
  EXPECT_EQ(minimumNormInterpolator({.x = {2}, .y = {-10}}), (Weights{.w = {4}, .b = {2}, .a = {-1}}));
  EXPECT_EQ(minimumNormInterpolator({.x = {2}, .y = {0}}), Weights{});
}

TEST(MinimumNorm, isForOrthogonalPointsAlone) {
  EXPECT_FALSE(minimumNormInterpolator({.x = {-0.5, 2.001}, .y = {-1, 1}}));
  EXPECT_FALSE(minimumNormInterpolator({.x = {1, 1}, .y = {1, 1}}));
  EXPECT_FALSE(minimumNormInterpolator({.x = {-0.5, 2, 2}, .y = {-1, 1, 1}}));
}

TEST(Theory, tellsTheLimitOfTheNotebooksRun) {
  Experiment experiment = findPreset("orthogonal")->experiment;
  const Weights limit = std::get<Weights>(theory(experiment).limit);
  reluscope::Run run(experiment);
  run.advance(experiment.training.iterations);
  const std::vector<double> grid = plot(experiment.data).grid;
  const std::vector<double> expected = learnedFunction(limit, Activation::relu, grid);
  const std::vector<double> learned = learnedFunction(run.present().weights, Activation::relu, grid);
  for (std::size_t k = 0; k < grid.size(); ++k) {
    EXPECT_NEAR(learned[k], expected[k], 0.01) << "at " << grid[k];
  }
}

TEST(Theory, isAboutTheDataAsTheTrainerSeesThem) {
  Experiment experiment = findPreset("orthogonal")->experiment;
  experiment.data = {.x = {-0.7, 0.1}, .y = {0.3, 0.2}};
  const Data data = rounded(experiment.data);
  EXPECT_EQ(theory(experiment).leastSquares.slope, (data.y[1] - data.y[0]) / (data.x[1] - data.x[0]));
}

TEST(Theory, tellsWhyItIsSilent) {
  const Experiment spoken = findPreset("three-points")->experiment;
  EXPECT_FALSE(theory(spoken).directions);
  EXPECT_EQ(std::get<Silence>(theory(spoken).limit), Silence::orthogonality);
  const auto silent = [&](auto change) {
    Experiment experiment = findPreset("orthogonal")->experiment;
    change(experiment.network);
    const Theory said = theory(experiment);
    EXPECT_EQ(said.directions.value_or(Silence::outputBias), std::get<Silence>(said.limit));
    EXPECT_DOUBLE_EQ(said.leastSquares.slope, 0.8);
    return std::get<Silence>(said.limit);
  };
  EXPECT_EQ(silent([](Network& network) { network.activation = Activation::tanh; }), Silence::activation);
  EXPECT_EQ(silent([](Network& network) { network.hiddenBias = false; }), Silence::hiddenBias);
  EXPECT_EQ(silent([](Network& network) { network.outputBias = true; }), Silence::outputBias);
}

TEST(Theory, findsWhereNeuronsTurnByThePresentResiduals) {
  const Experiment experiment = findPreset("non-orthogonal")->experiment;
  const Data data = rounded(experiment.data);
  reluscope::Run run(experiment);
  run.advance(1);
  const auto kinksOf = [](const CriticalDirections& critical) {
    std::vector<double> found;
    for (const CriticalDirection& each : critical.directions) {
      found.push_back(-each.direction.sine / each.direction.cosine);
    }
    return found;
  };
  // While all weights are small the residuals are −y.
  const std::vector<double> first = kinksOf(criticalDirections(data));
  const std::vector<double> early = kinksOf(criticalDirections(experiment, run.present().weights));
  ASSERT_EQ(early.size(), first.size());
  for (std::size_t k = 0; k < first.size(); ++k) {
    EXPECT_NEAR(early[k], first[k], 1e-6);
  }
  // Later they are y − h(x), whatever has been learned.
  run.advance(150000);
  const Weights& weights = run.present().weights;
  Data residuals = data;
  double largest = 0;
  for (const double y : data.y) {
    largest = std::max(largest, std::abs(y));
  }
  const std::vector<double> h = learnedFunction(weights, Activation::relu, data.x);
  for (std::size_t i = 0; i < h.size(); ++i) {
    residuals.y[i] -= h[i];
    if (std::abs(residuals.y[i]) < 1e-6 * largest) {
      residuals.y[i] = 0;
    }
  }
  EXPECT_EQ(kinksOf(criticalDirections(experiment, weights)), kinksOf(criticalDirections(residuals)));
  EXPECT_NE(kinksOf(criticalDirections(experiment, weights)), first);
}

TEST(Theory, findsNoDirectionWhereAllIsLearned) {
  const Experiment experiment = findPreset("orthogonal")->experiment;
  const Weights limit = std::get<Weights>(theory(experiment).limit);
  const CriticalDirections critical = criticalDirections(experiment, limit);
  EXPECT_TRUE(critical.directions.empty());
  EXPECT_EQ(critical.stationary.size(), 1U);
}

TEST(Theory, knowsWhichActivationsKeepTheBalance) {
  Experiment experiment = findPreset("orthogonal")->experiment;
  EXPECT_TRUE(theory(experiment).keepsBalance);
  experiment.network.activation = Activation::leakyRelu;
  EXPECT_TRUE(theory(experiment).keepsBalance);
  experiment.network.activation = Activation::softplus;
  EXPECT_FALSE(theory(experiment).keepsBalance);
}

TEST(Imbalance, isTheLargestOfAllNeurons) {
  const Weights start{.w = {3, 0}, .b = {4, 1}, .a = {5, 2}};
  EXPECT_EQ(imbalance(start, start).largest, 3);
  EXPECT_EQ(imbalance(start, start).drift, 0);
  const Weights later{.w = {3, 0}, .b = {4, 1}, .a = {4, 2.5}};
  EXPECT_EQ(imbalance(later, start).largest, 9);
  EXPECT_EQ(imbalance(later, start).drift, 9);
  const Weights other{.w = {3, 0}, .b = {4, 1}, .a = {5, 1}};
  EXPECT_EQ(imbalance(other, start).largest, 0);
  EXPECT_EQ(imbalance(other, start).drift, 3);
}

TEST(Imbalance, driftsInProportionToTheLearningRate) {
  const auto drift = [](double learningRate) {
    Experiment experiment = findPreset("orthogonal")->experiment;
    experiment.network.initScale = 0.1;
    experiment.training.learningRate = learningRate;
    experiment.training.iterations = static_cast<std::int64_t>(10 / learningRate);
    reluscope::Run run(experiment);
    run.advance(experiment.training.iterations);
    return imbalance(run.present().weights, run.recording().frame(0).weights).drift;
  };
  EXPECT_NEAR(drift(1e-3) / drift(1e-4), 10, 0.5);
}

TEST(KinkCounts, partTheLineAtTheData) {
  const Weights weights{.w = {1, 1, -2, 1, 0, 0, 1}, .b = {3, 1, 0, -2, 1, 0, 0.5}, .a = {1, 1, 1, 1, 1, 1, 1}};
  const KinkCounts counts = kinkCounts(weights, {.x = {2, -0.5, 2}, .y = {1, 1, 1}});
  EXPECT_EQ(counts.between, (std::vector<std::int64_t>{2, 2, 1}));  // −3 and −1; 0 and −0.5; 2.
  EXPECT_EQ(counts.none, 2);
}

TEST(EscapeTime, IsTheLogarithmOfOneOverAScaleBelowOne) {
  Network network;
  for (const double scale : {0.5, 1e-6, 1e-150}) {
    network.initScale = scale;
    EXPECT_NEAR(escapeTime(network), std::log(1 / scale), 1e-12 * std::log(1 / scale));
  }
  network.initScale = 1;
  EXPECT_EQ(escapeTime(network), 0);
  network.initScale = 0.1;
  network.initial.emplace();
  EXPECT_EQ(escapeTime(network), 0);
}

}  // namespace
}  // namespace reluscope
