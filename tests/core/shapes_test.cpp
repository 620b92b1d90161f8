// Several inputs and outputs: PyTorch's runs of tests/reference/multi, and the forms of the general engine against each
// other.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/dense/dense_general.hpp"
#include "engine/dense/dense_smooth.hpp"
#include "engine/dense/direct_neurons.hpp"
#include "engine/dense/gram_neurons.hpp"
#include "engine/dense/pattern_neurons.hpp"
#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "network/activation.hpp"
#include "network/network_outputs.hpp"
#include "run/make_engine.hpp"
#include "run/run.hpp"
#include "tests/core/reference.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

using Json = nlohmann::json;

/// The iterations of a reference that are compared: all, but for the largest, whose whole run takes minutes here, and
/// whose weights in float32 are in the end decided by rounding: PyTorch's differ by 2.1e-4 of the largest value from
/// those in float64, and ours by 2.2e-4.
constexpr std::int64_t kMostIterations = 20'000;
constexpr std::int64_t kMostOfLarge = 1'100;

class OtherShape : public testing::TestWithParam<Reference> {};

std::string nameOf(const testing::TestParamInfo<Reference>& tested) { return tested.param.name; }

/// The first neurons alone, if the reference keeps no more.
Weights kept(Weights weights, const Reference& reference) {
  const Json& recorded = reference.json.at("case");
  if (recorded.contains("keep_neurons")) {
    const std::size_t count = recorded.at("keep_neurons");
    weights.w.resize(count * weights.inputs());
    weights.a.resize(count * weights.outputs());
    weights.b.resize(count);
  }
  return weights;
}

TEST_P(OtherShape, hasPyTorchsInitialWeights) {
  const Reference& reference = GetParam();
  EXPECT_EQ(kept(initialWeights(reference.experiment), reference), weightsOf(reference.json.at("initial")));
}

TEST_P(OtherShape, followsPyTorch) {
  const Reference& reference = GetParam();
  Experiment experiment = reference.experiment;
  const bool isSingle = experiment.training.precision == Precision::float32;
  const double tolerance = isSingle ? 1e-4 : 1e-9;
  const bool isLarge = experiment.training.iterations > kMostIterations;
  reluscope::Run run(experiment);
  run.advance(isLarge ? kMostOfLarge : experiment.training.iterations);
  const Recording& recording = run.recording();
  const std::vector<std::int64_t> iterations = reference.json.at("frame_iterations");
  const std::vector<double> losses = reference.json.at("frame_loss");
  ASSERT_TRUE(isLarge || recording.frames() == losses.size());
  for (std::size_t index = 0; index < recording.frames(); ++index) {
    EXPECT_EQ(recording.frameIteration(index), iterations[index]);
    EXPECT_LE(std::abs(recording.frameLoss(index) - losses[index]), tolerance * losses[0]) << iterations[index];
  }
  const std::vector<double> points = rounded(experiment.data).x;
  std::size_t compared = 0;
  const auto compare = [&](const Weights& weights, const Json& expected) {
    const std::vector<double> h = networkOutputs(weights, experiment.network.activation, points);
    const std::vector<double> known = flat(expected.at("h_on_data"));
    double scale = 0;
    for (const double value : known) {
      scale = std::max(scale, std::abs(value));
    }
    EXPECT_LE(distance(h, known), tolerance * scale);
    ++compared;
  };
  for (const Json& snapshot : reference.json.at("snapshots")) {
    const auto found = std::find(iterations.begin(), iterations.end(), snapshot.at("iteration").get<std::int64_t>());
    const auto index = static_cast<std::size_t>(found - iterations.begin());
    if (index >= recording.frames()) {
      continue;
    }
    const Weights weights = recording.frame(index).weights;
    EXPECT_LE(relativeDistance(kept(weights, reference), weightsOf(snapshot.at("parameters"))), tolerance) << *found;
    // Where h is 1e-42 it has no digits left in float32.
    if (!isLarge) {
      compare(weights, snapshot);
    }
  }
  if (!isLarge) {
    const Json& final = reference.json.at("final");
    EXPECT_LE(relativeDistance(run.weights(), weightsOf(final.at("parameters"))), tolerance);
    EXPECT_LE(std::abs(run.loss() - final.at("loss").get<double>()), tolerance * losses[0]);
    compare(run.weights(), final);
    EXPECT_EQ(compared, 7U);
  }
}

INSTANTIATE_TEST_SUITE_P(PyTorch, OtherShape, testing::ValuesIn(referencesOfOtherShapes()), nameOf);

/// A random experiment of a shape, with large weights so that everything moves within few steps.
Experiment randomExperiment(std::size_t points, std::size_t inputs, std::size_t outputs, const Json& network,
                            const char* precision, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<double> normal;
  Json x = Json::array();
  Json y = Json::array();
  for (std::size_t i = 0; i < points; ++i) {
    Json input = Json::array();
    Json output = Json::array();
    for (std::size_t k = 0; k < inputs; ++k) {
      input.push_back(std::round(normal(engine) * 1e4) / 1e4);
    }
    for (std::size_t k = 0; k < outputs; ++k) {
      output.push_back(std::round(normal(engine) * 1e4) / 1e4);
    }
    x.push_back(input);
    y.push_back(output);
  }
  Json experiment{{"data", {{"x", x}, {"y", y}}},
                  {"network", {{"width", 13}, {"initScale", 1}, {"initialisation", "unbalanced"}, {"seed", seed}}},
                  {"training", {{"learningRate", 0.003}, {"iterations", 200}, {"precision", precision}}}};
  experiment["network"].update(network);
  return parseExperiment(experiment.dump());
}

/// The general engine against the plain formula of `DenseMatrix`, whose gradients are checked in dense_test.cpp.
template <class Real>
void expectPlainFormula(const Experiment& experiment, double tolerance) {
  const Weights start = initialWeights(experiment);
  DenseGeneral<Real> fast(experiment, start);
  DenseSmooth<Real> plain(experiment, start);  // It takes every activation, neuron by neuron.
  const std::int64_t width = experiment.network.width;
  EXPECT_NEAR(fast.loss(), plain.loss(), tolerance * plain.loss());
  for (int part = 0; part < 4; ++part) {
    ASSERT_EQ(fast.advance(50), 50);
    ASSERT_EQ(plain.advance(50), 50);
    EXPECT_LE(relativeDistance(fast.weights(width), plain.weights(width)), tolerance);
    EXPECT_NEAR(fast.loss(), plain.loss(), tolerance * std::max(1.0, plain.loss()));
  }
  EXPECT_NE(fast.weights(width).w, start.w);
  EXPECT_EQ(fast.weights(3).b.size(), 3U);
  EXPECT_EQ(fast.weights(3).a.size(), 3 * experiment.data.outputs);
}

TEST(GeneralEngine, agreesWithThePlainFormulaInEveryShape) {
  unsigned seed = 0;
  for (const std::size_t inputs : {1U, 2U, 3U, 5U, 40U}) {
    for (const std::size_t outputs : {1U, 2U, 3U}) {
      for (const std::size_t points : {1U, 7U, 32U}) {
        for (const char* activation : {"relu", "leaky-relu"}) {
          for (const bool hasBiases : {true, false}) {
            if (inputs == 1 && outputs == 1) {
              continue;
            }
            SCOPED_TRACE(std::to_string(points) + " points, " + std::to_string(inputs) + " inputs, " +
                         std::to_string(outputs) + " outputs, " + activation + (hasBiases ? "" : ", no biases"));
            const Json network{{"activation", activation}, {"hiddenBias", hasBiases}, {"outputBias", hasBiases}};
            ++seed;
            expectPlainFormula<double>(randomExperiment(points, inputs, outputs, network, "float64", seed), 1e-11);
            expectPlainFormula<float>(randomExperiment(points, inputs, outputs, network, "float32", seed), 2e-4);
          }
        }
      }
    }
  }
}

/// Many points, and steps so large that neurons cross some of them every time, and return.
TEST(GeneralEngine, followsPatternsThatChangeWithEveryStep) {
  for (const char* activation : {"relu", "leaky-relu"}) {
    Experiment experiment = randomExperiment(101, 2, 1, Json{{"activation", activation}, {"width", 40}}, "float64", 11);
    experiment.training.learningRate = 0.05;
    expectPlainFormula<double>(experiment, 1e-9);
  }
}

/// Each form of the neurons by itself, on data for which the engine would take another one.
TEST(GeneralEngine, everyFormTakesTheSameSteps) {
  for (const char* activation : {"relu", "leaky-relu"}) {
    const Experiment experiment = randomExperiment(40, 20, 3, Json{{"activation", activation}}, "float64", 7);
    const Weights start = initialWeights(experiment);
    const Points<double> points(experiment.data);
    DirectNeurons<double> direct(points, experiment, start);
    GramNeurons<double> gram(points, experiment, start);
    PatternNeurons<double> pattern(points, experiment, start);
    std::vector<double> slopes(points.y.size(), 0);
    for (std::size_t k = 0; k < points.outputs; ++k) {
      for (std::size_t i = 0; i < points.count; ++i) {
        slopes[k * points.stride + i] = std::sin(static_cast<double>(i + 50 * k));
      }
    }
    std::vector<double> expected(points.y.size());
    const auto expectSame = [&](NeuronForm<double>& form, const char* name, bool isStep) {
      std::vector<double> outputs(points.y.size());
      isStep ? form.step(slopes, outputs) : form.sum(outputs);
      EXPECT_LE(distance(outputs, expected), 1e-12 * (1 + distance(expected, slopes))) << name << activation;
      EXPECT_LE(relativeDistance(form.weights(13), direct.weights(13)), 1e-12) << name << activation;
    };
    direct.sum(expected);
    expectSame(gram, "gram, ", false);
    expectSame(pattern, "pattern, ", false);
    for (int step = 0; step < 20; ++step) {
      direct.step(slopes, expected);
      expectSame(gram, "gram, ", true);
      expectSame(pattern, "pattern, ", true);
    }
  }
}

TEST(GeneralEngine, neuronsThatAreActiveOnNoPointStay) {
  const Experiment experiment = parseExperiment(R"({"data":{"x":[[1,0],[0,1]],"y":[1,-1]},
    "network":{"initial":{"w":[[-1,-1],[1,0.5],[-2,-1]],"b":[0,0,0.5],"a":[1,1,-1]}},"training":{"iterations":50}})");
  const auto engine = makeEngine(experiment);
  engine->advance(50);
  const Weights weights = engine->weights(3);
  EXPECT_EQ(weights.w[0], -1);
  EXPECT_EQ(weights.a[0], 1);
  EXPECT_EQ(weights.w[4], -2);
  EXPECT_NE(weights.w[2], 1);
}

TEST(GeneralEngine, stopsWhereTheLossIsNotFinite) {
  // No neuron of it can die.
  Experiment experiment = randomExperiment(5, 2, 1, Json{{"activation", "leaky-relu"}}, "float64", 3);
  experiment.training.learningRate = 1e3;
  const auto engine = makeEngine(experiment);
  EXPECT_LT(engine->advance(200), 200);
  EXPECT_FALSE(std::isfinite(engine->loss()));
}

/// Aligned neurons share their patterns, so that most of the work is shared; the weights must not tell.
TEST(GeneralEngine, neuronsWithOnePatternMoveAsTheyWouldAlone) {
  Json network{{"width", 40}, {"initScale", 1e-3}, {"initialisation", "balanced"}, {"hiddenBias", false}};
  Experiment experiment = randomExperiment(20, 60, 1, network, "float64", 5);
  experiment.training.learningRate = 0.01;
  expectPlainFormula<double>(experiment, 1e-10);
}

TEST(GeneralEngine, zeroOutputBeginsAtZero) {
  for (const char* initialisation : {"balanced", "unbalanced", "dominated"}) {
    Json network{{"width", 14}, {"initialisation", initialisation}, {"zeroOutput", true}};
    const Experiment experiment = randomExperiment(6, 3, 2, network, "float64", 8);
    for (const double h : networkOutputs(initialWeights(experiment), Activation::relu, rounded(experiment.data).x)) {
      EXPECT_NEAR(h, 0, 1e-16);
    }
  }
}

TEST(GeneralEngine, clippingBoundsTheNorms) {
  const Json network{{"width", 100}, {"clipping", {1, 1.2}}};
  const Weights weights = initialWeights(randomExperiment(6, 3, 1, network, "float64", 8));
  const Weights drawn = initialWeights(randomExperiment(6, 3, 1, {{"width", 100}}, "float64", 8));
  double squares = 0;
  for (const double a : drawn.a) {
    squares += a * a;
  }
  for (std::size_t j = 0; j < 100; ++j) {
    const double norm = std::sqrt(drawn.w[3 * j] * drawn.w[3 * j] + drawn.w[3 * j + 1] * drawn.w[3 * j + 1] +
                                  drawn.w[3 * j + 2] * drawn.w[3 * j + 2] + drawn.b[j] * drawn.b[j] + squares);
    const double factor = std::clamp(norm, 0.1, 0.12) / norm;
    EXPECT_NEAR(weights.w[3 * j], factor * drawn.w[3 * j], 1e-7);
    EXPECT_NEAR(weights.b[j], factor * drawn.b[j], 1e-7);
    EXPECT_NEAR(weights.a[j], factor * drawn.a[j], 1e-7);
  }
}

TEST(Teacher, drawsWhatPyTorchDraws) {
  const Reference& reference = *std::find_if(referencesOfOtherShapes().begin(), referencesOfOtherShapes().end(),
                                             [](const Reference& each) { return each.json.contains("data"); });
  const Data& data = reference.experiment.data;
  EXPECT_EQ(data.x, flat(reference.json.at("data").at("x")));
  EXPECT_LE(distance(data.y, flat(reference.json.at("data").at("y"))), 1e-6);
}

}  // namespace
}  // namespace reluscope
