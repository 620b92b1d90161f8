#include "network/one_step.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "experiment/experiment_reader.hpp"
#include "run/run.hpp"

namespace reluscope {
namespace {

/// The engine's next weights of every neuron are those that one step says.
void expectEnginesStep(const char* text) {
  const Experiment experiment = parseExperiment(text);
  reluscope::Run run(experiment);
  run.advance(5);
  const Weights before = run.weights();
  run.advance(1);
  const Weights after = run.weights();
  for (std::size_t j = 0; j < before.b.size(); ++j) {
    const OneStep step = oneStep(experiment, before, j);
    EXPECT_NEAR(step.nextW, after.w[j], 1e-15);
    EXPECT_NEAR(step.nextB, after.b[j], 1e-15);
    EXPECT_NEAR(step.nextA, after.a[j], 1e-15);
  }
}

TEST(OneStep, isTheStepOfTheEngine) {
  expectEnginesStep(R"({"preset": "three-neurons"})");
  expectEnginesStep(R"({"preset": "three-neurons", "network": {"activation": "tanh"}})");
  expectEnginesStep(R"({"preset": "three-neurons", "network": {"activation": "leaky-relu", "outputBias": true}})");
  expectEnginesStep(R"({"network": {"width": 7, "initScale": 0.5, "hiddenBias": false}})");
}

TEST(OneStep, sumsThePullsOfThePoints) {
  const Experiment experiment = parseExperiment(R"({"preset": "three-neurons"})");
  const OneStep step = oneStep(experiment, *experiment.network.initial, 2);
  ASSERT_EQ(step.residuals.size(), 2U);
  // It is active on the right point alone.
  EXPECT_EQ(step.slopes, (std::vector<double>{0, 1}));
  EXPECT_EQ(step.pullW[0], 0);
  EXPECT_EQ(step.sumW, step.pullW[1]);
  EXPECT_DOUBLE_EQ(step.pullW[1], 2 * step.pullB[1]);
  EXPECT_DOUBLE_EQ(step.nextA, step.a + experiment.training.learningRate * step.pullA[1]);
  // As the kink of the weights that follow moves.
  const double rate = 1e-7;
  const double moved = -(step.b + rate * step.pullB[1]) / (step.w + rate * step.pullW[1]) + step.b / step.w;
  EXPECT_NEAR(step.kinkVelocities[1], moved / rate, 1e-5);
}

}  // namespace
}  // namespace reluscope
