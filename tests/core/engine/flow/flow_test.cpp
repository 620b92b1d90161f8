#include "engine/flow/flow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "experiment/presets.hpp"
#include "network/inputs.hpp"
#include "run/make_engine.hpp"
#include "run/run.hpp"
#include "tests/core/chance.hpp"
#include "tests/core/portion.hpp"
#include "tests/core/reference.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

void advance(Engine& engine, std::int64_t iterations) {
  while (iterations > 0) {
    iterations -= engine.advance(iterations);
  }
}

Experiment flowOf(Experiment experiment) {
  experiment.training.dynamics = Dynamics::flow;
  return experiment;
}

/// The loss at time `t` of descent with step `rate`, or of flow.
double lossAt(Experiment experiment, double t, double rate) {
  experiment.training.learningRate = rate;
  experiment.training.iterations = std::llround(t / rate);
  const auto engine = makeEngine(experiment);
  advance(*engine, experiment.training.iterations);
  return engine->loss();
}

double imbalanceOf(const Weights& weights, std::size_t j) {
  return weights.w[j] * weights.w[j] + weights.b[j] * weights.b[j] - weights.a[j] * weights.a[j];
}

/// ‖∇L‖² by the definition, for data on which what slides is not pushed across its edge, as orthogonal ones.
double gradientSquares(const Experiment& experiment, const Weights& weights) {
  const Data data = rounded(experiment.data);
  std::vector<double> slopes;
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    double h = weights.c[0];
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      h += weights.a[j] * std::max(0.0, weights.w[j] * data.x[i] + weights.b[j]);
    }
    slopes.push_back(2 / static_cast<double>(data.x.size()) * (h - data.y[i]));
  }
  double squares = 0;
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    double byW = 0;
    double byB = 0;
    double byA = 0;
    for (std::size_t i = 0; i < data.x.size(); ++i) {
      const double product = weights.w[j] * data.x[i];
      const double z = product + weights.b[j];
      // Neurons that slide are on an edge up to rounding.
      if (z > 1e-12 * std::abs(product)) {
        byW += slopes[i] * weights.a[j] * data.x[i];
        byB += experiment.network.hiddenBias ? slopes[i] * weights.a[j] : 0;
        byA += slopes[i] * z;
      }
    }
    squares += byW * byW + byB * byB + byA * byA;
  }
  double byC = 0;
  for (const double slope : slopes) {
    byC += experiment.network.outputBias ? slope : 0;
  }
  return squares + byC * byC;
}

TEST(Flow, isThatOfSciPyNeuronByNeuronThroughKinksAndAlongThem) {
  std::ifstream in(REFERENCE_FOLDER "/flow/scipy_runs.json");
  int crossings = 0;
  int slides = 0;
  for (const Json& run : Json::parse(in)) {
    crossings += run.at("crossings").get<int>();
    slides += run.at("slides").get<int>();
    Json text = run.at("experiment");
    text["training"] = {{"dynamics", "flow"}, {"learningRate", 0.125}, {"iterations", 96}};
    const Experiment experiment = parseExperiment(text.dump());
    const auto engine = makeEngine(experiment);
    double time = 0;
    for (const Json& state : run.at("states")) {
      const double next = state.at("time");
      advance(*engine, std::llround((next - time) / experiment.training.learningRate));
      time = next;
      EXPECT_NEAR(engine->loss(), state.at("loss"), 1e-8) << text.dump() << time;
      const Weights weights{
          .w = state.at("w"), .b = state.at("b"), .a = state.at("a"), .c = {state.at("c").get<double>()}};
      EXPECT_LT(relativeDistance(engine->weights(kAll), weights), 1e-8) << text.dump() << time;
    }
  }
  EXPECT_GT(crossings, 40);
  EXPECT_GT(slides, 12);
}

TEST(Flow, isTheLimitOfDescentForSmallSteps) {
  struct Case {
    const char* text;
    double time;
    bool chatters;  // Where neurons slide, descent chatters, and its error is no smooth function of the step.
  };
  const std::vector<Case> cases{
      {R"({"preset":"orthogonal"})", 6, false},
      {R"({"preset":"orthogonal"})", 12.5, false},
      {R"({"preset":"non-orthogonal"})", 60, false},
      {R"({"preset":"non-orthogonal-large-init"})", 4, false},
      {R"({"preset":"non-orthogonal","network":{"initScale":0.5,"hiddenBias":false,"seed":8}})", 4, false},
      {R"({"network":{"initScale":0.5,"initialisation":"unbalanced","seed":3}})", 4, true},
      {R"({"preset":"non-orthogonal","network":{"initScale":0.5,"initialisation":"unbalanced","seed":3}})", 4, true},
      {R"({"preset":"non-orthogonal","network":{"initScale":0.3,"initialisation":"dominated","seed":5}})", 4, true},
      {R"({"preset":"non-orthogonal","network":{"initScale":0.5,"outputBias":true,"seed":7}})", 4, true},
  };
  // Where sanitizers make them slow, steps are three times as long, and Richardson's limit nine times as far off.
  const double longer = kSanitized && !isFull() ? 3 : 1;
  for (const Case& each : cases) {
    const Experiment descent = parseExperiment(each.text);
    const double flow = lossAt(flowOf(descent), each.time, 0.5);
    std::vector<double> losses;
    std::vector<double> errors;
    for (const double rate : {1e-3 * longer, 1e-4 * longer, 1e-5 * longer}) {
      losses.push_back(lossAt(descent, each.time, rate));
      errors.push_back(losses.back() - flow);
    }
    if (!each.chatters) {
      EXPECT_NEAR(errors[0] / errors[1], 10, 1) << each.text;
      EXPECT_NEAR(errors[1] / errors[2], 10, 1) << each.text;
    }
    // Richardson's limit.
    EXPECT_NEAR(losses[2] - (losses[1] - losses[2]) / 9, flow, 1e-7 * longer * longer) << each.text;
  }
}

/// Random data, among them equal, collinear and orthogonal points and a point at 0.
TEST(Flow, isTheLimitOfDescentInRandomExperiments) {
  std::vector<std::uint32_t> seeds(isFull() ? 100 : 8);
  std::iota(seeds.begin(), seeds.end(), 0U);
  // In these neurons slide to w̃ = 0 and go on; leave for a moment and return; come to an edge that is neutral beyond.
  seeds.insert(seeds.end(), {36, 51, 143, 298});
  for (const std::uint32_t seed : seeds) {
    Chance chance(seed);
    const auto coordinate = [&chance] { return (static_cast<double>(chance.below(9)) - 4) / 2; };
    Experiment experiment;
    experiment.data.x.clear();
    experiment.data.y.clear();
    for (std::size_t points = 1 + chance.below(5); points > 0; --points) {
      experiment.data.x.push_back(coordinate());
      experiment.data.y.push_back(coordinate());
    }
    Network& network = experiment.network;
    network.seed = seed;
    network.width = 60;
    network.initScale = chance.decades(0.1, 1);
    network.initialisation = static_cast<Initialisation>(chance.below(3));
    network.hiddenBias = !chance.oneIn(4);
    network.outputBias = chance.oneIn(3);
    constexpr double time = 3;
    const double flow = lossAt(flowOf(experiment), time, 0.5);
    const double coarse = lossAt(experiment, time, 1e-4);
    const double fine = lossAt(experiment, time, 1e-5);
    const double limit = fine - (coarse - fine) / 9;  // Richardson's
    if (std::abs(limit - flow) > 1e-7) {
      // Where neurons slide, descent chatters, and its error is no smooth function of the step. Where they slide to
      // w̃ = 0, the way on from there depends on the step.
      const std::array rates{1.2e-5, 1.1e-5, 9e-6, 8e-6, 1e-6};
      const bool isClose = std::any_of(rates.begin(), rates.end(), [&](double rate) {
        return std::abs(lossAt(experiment, time, rate) - flow) < 5e-6;
      });
      EXPECT_TRUE(isClose) << seed << " " << experimentText(experiment);
    }
  }
}

/// Where neurons slide to a = 0, both sides of the edge lead away. As in descent they go to the side that has led them
/// back less, whatever the rounding there: to the inactive one in the first of these, to the active one in the others.
TEST(Flow, leavesAnEdgeToWhereDescentHoversWhereTheOutputWeightVanishes) {
  struct Case {
    const char* text;
    double time, step, tolerance;
  };
  for (const Case& each : {
           Case{R"({"data":{"x":[-0.6666666666666666,2,-1,1.3333333333333333],"y":[-2,-1.6666666666666668,1,1]},
"network":{"width":114,"initScale":0.20318074931375097,"initialisation":"unbalanced","seed":159251090}})",
                1.26, 1e-5, 1e-6},
           Case{R"({"data":{"x":[-0.6666666666666666,2,-1,1.3333333333333333],"y":[-2,-1.6666666666666668,1,1]},
"network":{"width":114,"initScale":0.20318074931375097,"initialisation":"unbalanced","seed":159251090}})",
                1.287, 1e-5, 1e-6},
           Case{R"({"data":{"x":[1.27,0.36,-1.34,-1.87,1.33],"y":[0.18,0.18,-0.69,1.28,1.41]},
"network":{"width":80,"initScale":0.13663120860577738,"initialisation":"unbalanced","seed":657439}})",
                3, 1e-4, 1e-5},
           Case{R"({"data":{"x":[0.99,1.31,-1.7,1.1],"y":[0.94,-1.38,-0.75,0.1]},
"network":{"width":40,"initScale":0.26386057353564124,"initialisation":"unbalanced","seed":664056}})",
                3, 1e-4, 1e-5},
           Case{R"({"data":{"x":[-1.63,1.13,0.32,-1.41,-1.04],"y":[-0.76,1.24,-0.96,-0.11,0.37]},
"network":{"width":20,"initScale":0.2705591029207666,"initialisation":"unbalanced","seed":648020,"outputBias":true}})",
                4, 1e-4, 1e-5},
       }) {
    const Experiment experiment = parseExperiment(each.text);
    EXPECT_NEAR(lossAt(flowOf(experiment), each.time, each.time / 4), lossAt(experiment, each.time, each.step),
                each.tolerance)
        << each.text << each.time;
  }
}

TEST(Flow, losesWhatItsGradientSays) {
  const Experiment experiment = flowOf(parseExperiment("{}"));
  const auto engine = makeEngine(experiment);
  const double first = engine->loss();
  double integral = 0;
  const std::int64_t steps = experiment.training.iterations;
  for (std::int64_t k = 0; k <= steps; ++k) {
    const double weight = k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2;  // Simpson's
    integral += weight * gradientSquares(experiment, engine->weights(kAll));
    engine->advance(k < steps ? 1 : 0);
  }
  EXPECT_NEAR(first - engine->loss(), integral * experiment.training.learningRate / 3, 1e-9);
}

TEST(Flow, conservesEveryImbalance) {
  for (const char* text : {R"({"preset":"non-orthogonal"})", R"({"preset":"non-orthogonal-large-init"})",
                           R"({"network":{"initScale":1,"initialisation":"unbalanced"}})",
                           R"({"network":{"initScale":1,"initialisation":"dominated","hiddenBias":false}})"}) {
    const Experiment experiment = flowOf(parseExperiment(text));
    const auto engine = makeEngine(experiment);
    const Weights before = engine->weights(kAll);
    advance(*engine, experiment.training.iterations);
    const Weights after = engine->weights(kAll);
    for (std::size_t j = 0; j < before.w.size(); ++j) {
      EXPECT_NEAR(imbalanceOf(after, j), imbalanceOf(before, j), 1e-9) << text;
      // So a balanced neuron keeps the sign of a, as far as it is balanced in float32.
      if (experiment.network.initialisation == Initialisation::balanced) {
        EXPECT_GT(before.a[j] < 0 ? -after.a[j] : after.a[j], -1e-8) << text;
      }
    }
  }
}

TEST(Flow, errsLessTheSmallerTheTolerance) {
  const auto lossWith = [](double tolerance) {
    Experiment experiment = flowOf(parseExperiment("{}"));
    experiment.training.tolerance = tolerance;
    return lossAt(experiment, 6.5, 0.5);
  };
  const double exact = lossWith(1e-13);
  for (const double tolerance : {1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10}) {
    EXPECT_LT(std::abs(lossWith(tolerance) - exact), 20 * tolerance) << tolerance;
  }
  EXPECT_GT(std::abs(lossWith(1e-4) - exact), 1e-7);
}

/// Of an order above 7: the steps grow in number by less than ten's seventh root when the tolerance falls to a tenth.
TEST(Flow, takesItsStepsAsItsOrderSays) {
  const auto stepsWith = [](double tolerance) {
    Experiment experiment = flowOf(parseExperiment(R"({"network":{"initScale":1e-9}})"));
    experiment.training.tolerance = tolerance;
    Flow flow(experiment, initialWeights(experiment.network));
    advance(flow, 16'000);
    return static_cast<double>(flow.steps());
  };
  EXPECT_LT(stepsWith(1e-13) / stepsWith(1e-9), std::pow(10.0, 4.0 / 7));
}

TEST(Flow, staysWhereThreePointsAreSpuriouslyStationary) {
  Experiment experiment = flowOf(findPreset("three-points")->experiment);
  const auto engine = makeEngine(experiment);
  advance(*engine, experiment.training.iterations);
  EXPECT_NEAR(engine->loss(), 0.175042742297181, 1e-12);
}

TEST(Flow, knowsNothingOfIterationsButTheirTimes) {
  const Experiment experiment = flowOf(parseExperiment(R"({"preset":"non-orthogonal","network":{"initScale":0.1}})"));
  EXPECT_NEAR(lossAt(experiment, 12, 1e-3), lossAt(experiment, 12, 3), 1e-12);
}

TEST(Flow, isTheSameInSlicesOfAnySize) {
  const Experiment experiment =
      flowOf(parseExperiment(R"({"preset":"non-orthogonal-large-init","training":{"iterations":3000}})"));
  const auto whole = makeEngine(experiment);
  const auto sliced = makeEngine(experiment);
  Chance chance(1);
  for (std::int64_t left = 3000; left > 0;) {
    const std::int64_t slice = std::min<std::int64_t>(left, 1 + static_cast<std::int64_t>(chance.below(100)));
    advance(*whole, slice);
    for (std::int64_t k = 0; k < slice; ++k) {
      advance(*sliced, 1);
    }
    left -= slice;
    EXPECT_EQ(whole->loss(), sliced->loss());
  }
  EXPECT_EQ(whole->weights(kAll).w, sliced->weights(kAll).w);
}

/// Losses are computed many at once between two steps; one by one where a slice is a single iteration.
TEST(Flow, recordsTheLossOfEveryIteration) {
  for (const char* text : {R"({"preset":"non-orthogonal-large-init","training":{"dynamics":"flow","iterations":3000}})",
                           R"({"training":{"dynamics":"flow","iterations":250000,"learningRate":1e-4}})"}) {
    const Experiment experiment = parseExperiment(text);
    const std::int64_t iterations = experiment.training.iterations;
    reluscope::Run whole(experiment);
    reluscope::Run sliced(experiment);
    while (!whole.finished()) {
      whole.advance(iterations);
    }
    const std::int64_t every = whole.recording().lossEvery();
    const auto engine = makeEngine(experiment);
    std::vector<double> losses;
    for (std::int64_t k = 0; k < iterations; ++k) {
      if (k % every == 0) {
        losses.push_back(engine->loss());
      }
      advance(*engine, 1);
      while (sliced.iteration() <= k) {
        sliced.advance(1);
      }
      ASSERT_EQ(static_cast<std::int64_t>(sliced.recording().loss().size()),
                sliced.finished() ? (k + every) / every : 1 + (k + 1) / every);
    }
    EXPECT_EQ(whole.recording().loss(), losses) << text;
    EXPECT_EQ(sliced.recording().loss(), losses) << text;
  }
}

TEST(Flow, startsFromTheInitialWeightsBitForBit) {
  const Experiment experiment = flowOf(parseExperiment(R"({"network":{"initialisation":"unbalanced"}})"));
  const Weights start = initialWeights(experiment.network);
  const auto engine = makeEngine(experiment);
  EXPECT_EQ(engine->weights(kAll).w, start.w);
  EXPECT_EQ(engine->weights(kAll).b, start.b);
  EXPECT_EQ(engine->weights(kAll).a, start.a);
}

TEST(Flow, leavesDeadNeuronsWhereTheyAre) {
  const Experiment experiment = parseExperiment(
      R"({"network":{"initial":{"w":[1,-1,0,0.5],"b":[-3,-2,0,1],"a":[1,1,1,1]}},"training":{"dynamics":"flow"}})");
  const auto engine = makeEngine(experiment);
  advance(*engine, 20'000);
  const Weights weights = engine->weights(kAll);
  for (const std::size_t dead : {0U, 1U, 2U}) {
    EXPECT_EQ(weights.w[dead], experiment.network.initial->w[dead]);
    EXPECT_EQ(weights.b[dead], experiment.network.initial->b[dead]);
    EXPECT_EQ(weights.a[dead], experiment.network.initial->a[dead]);
  }
  EXPECT_NE(weights.w[3], 0.5);
}

/// The plateau's length grows like log 1/λ: by the rate at which a small neuron grows, runs of any λ then coincide.
TEST(Flow, startsFromScalesDownTo1e150WithoutLoss) {
  const auto halvingTime = [](double scale) {
    Experiment experiment = flowOf(parseExperiment(R"({"training":{"learningRate":0.01,"iterations":100000}})"));
    experiment.network.initScale = scale;
    const auto engine = makeEngine(experiment);
    std::int64_t iteration = 0;
    for (; engine->loss() > 0.75; ++iteration) {
      advance(*engine, 1);
    }
    return 0.01 * static_cast<double>(iteration);
  };
  const double rate = (halvingTime(1e-100) - halvingTime(1e-50)) / std::log(1e50);
  EXPECT_NEAR((halvingTime(1e-150) - halvingTime(1e-100)) / std::log(1e50), rate, 1e-4);
  // The positive group grows by |g| of the point (2, 1): r = −1, g = 2/2 · √5.
  EXPECT_NEAR(rate, 1 / std::sqrt(5.0), 1e-3);
}

TEST(Flow, scalesTheWeightsOfScaleOneWhereFloat32HasNone) {
  Experiment experiment = flowOf(parseExperiment(R"({"network":{"initScale":1}})"));
  const Weights unit = initialWeights(experiment.network);
  experiment.network.initScale = 1e-100;
  const Weights small = initialWeights(experiment.network);
  for (std::size_t j = 0; j < unit.w.size(); ++j) {
    EXPECT_EQ(small.w[j], 1e-100 * unit.w[j]);
    EXPECT_EQ(small.a[j], 1e-100 * unit.a[j]);
  }
}

TEST(Flow, recordsFramesAtTheTimesOfDescent) {
  reluscope::Run flow(parseExperiment(R"({"training":{"dynamics":"flow"}})"));
  reluscope::Run descent(parseExperiment("{}"));
  flow.advance(20'000);
  while (!flow.finished()) {
    flow.advance(20'000);
  }
  descent.advance(20'000);
  ASSERT_EQ(flow.recording().frames(), descent.recording().frames());
  EXPECT_EQ(flow.recording().loss().size(), descent.recording().loss().size());
  for (std::size_t k = 0; k < flow.recording().frames(); ++k) {
    EXPECT_EQ(flow.recording().frameIteration(k), descent.recording().frameIteration(k));
    EXPECT_NEAR(flow.recording().frameLoss(k), descent.recording().frameLoss(k), 2e-2);
  }
}

/// What a run records is what the engine has at that iteration, to the last bit.
TEST(Flow, rebuildsFramesFromWhatDeterminesThem) {
  for (const char* text : {R"({"preset":"three-points","network":{"width":3000},"training":{"dynamics":"flow"}})",
                           R"({"preset":"non-orthogonal","training":{"dynamics":"flow"}})",
                           R"({"preset":"forty-points","network":{"width":200,"initialisation":"unbalanced",
                              "initScale":1,"outputBias":true},
                              "training":{"dynamics":"flow","iterations":20000}})"}) {
    const Experiment experiment = parseExperiment(text);
    reluscope::Run run(experiment);
    while (!run.finished()) {
      run.advance(1'000'000);
    }
    const Recording& recording = run.recording();
    const auto engine = makeEngine(experiment);
    double smallest = 0;
    double largest = 0;
    std::int64_t iteration = 0;
    std::vector<double> trail;
    for (std::size_t k = 0; k < recording.frames(); ++k) {
      advance(*engine, recording.frameIteration(k) - iteration);
      iteration = recording.frameIteration(k);
      const Frame frame = recording.frame(k);
      const Weights weights = engine->weights(kAll);
      EXPECT_EQ(frame.loss, engine->loss());
      EXPECT_EQ(frame.weights.w, weights.w) << text << k;
      EXPECT_EQ(frame.weights.b, weights.b);
      EXPECT_EQ(frame.weights.a, weights.a);
      EXPECT_EQ(frame.weights.c, weights.c);
      smallest = std::min(smallest, *std::min_element(weights.a.begin(), weights.a.end()));
      largest = std::max(largest, *std::max_element(weights.a.begin(), weights.a.end()));
      trail.push_back(weights.w[7]);
    }
    EXPECT_EQ(recording.trail(7).w, trail);
    // The range may also hold weights that neurons have had within the steps of frames.
    EXPECT_NEAR(recording.smallestWeight(), smallest, 1e-3 * largest);
    EXPECT_NEAR(recording.largestWeight(), largest, 1e-3 * largest);
    EXPECT_EQ(run.present().weights.w, [&] {
      advance(*engine, experiment.training.iterations - iteration);
      return engine->weights(kAll).w;
    }());
  }
}

/// Close points on a slow way, where stability bounds the steps. None of these times is the end of one.
TEST(Flow, isAsExactWithinAStepAsAtItsEnd) {
  for (const char* seed : {"2", "22", "39"}) {
    Experiment experiment = flowOf(parseExperiment(
        R"({"data":{"x":[-1,-0.875,-0.75],"y":[-0.5625,-0.6875,-1.1875]},"network":{"width":8,"initScale":0.3,
"initialisation":"unbalanced","seed":)" +
        std::string(seed) + R"(},"training":{"learningRate":0.125,"iterations":96}})"));
    Flow flow(experiment, initialWeights(experiment));
    experiment.training.tolerance = 1e-13;
    Flow exact(experiment, initialWeights(experiment));
    for (const int time : {4, 8, 12}) {
      advance(flow, 32);
      advance(exact, 32);
      EXPECT_LT(relativeDistance(flow.weights(kAll), exact.weights(kAll)), 1e-8) << seed << " at " << time;
    }
  }
}

/// A neuron that is in its arc at both ends of a step may have been beyond, since its a changes its sign; and one that
/// has just crossed may be led back at once, to slide. One of the neurons of each of these runs is such.
TEST(Flow, followsEachNeuronHoweverLongTheSteps) {
  for (
      const char* text : {
          R"({"data":{"x":[0,-0.729,-0.4,-1.6,-1.4],"y":[0.67,-0.97,0.86,-0.6,-0.92]},"network":{"width":500,"seed":550,
"initScale":0.0006756703611738764,"initialisation":"unbalanced"},"training":{"learningRate":0.01,"iterations":200}})",
          R"({"data":{"x":[8.579,14.6,9.8,-10.2,12.27],"y":[0.35,0.72,-0.83,0.47,0.28]},"network":{"width":200,
"seed":265,"initScale":0.0009516689219769395,"initialisation":"unbalanced"},
"training":{"learningRate":1e-4,"iterations":200000}})",
          R"({"data":{"x":[-0.7,-1.923,0.953],"y":[-0.84,-0.06,0.31]},"network":{"width":500,"seed":912,
"initScale":7.6283306420098115e-06,"initialisation":"dominated","outputBias":true},
"training":{"learningRate":0.01,"iterations":36}})"}) {
    Experiment experiment = flowOf(parseExperiment(text));
    const auto weightsWith = [&](double tolerance) {
      experiment.training.tolerance = tolerance;
      const auto engine = makeEngine(experiment);
      advance(*engine, experiment.training.iterations);
      return engine->weights(kAll);
    };
    EXPECT_LT(relativeDistance(weightsWith(kTolerance), weightsWith(1e-13)), 1e-8) << text;
  }
}

TEST(Flow, takesOneStepToTheEndWhereNothingMovesAnyMore) {
  const Experiment experiment = flowOf(parseExperiment(R"({"preset":"three-points","network":{"width":60}})"));
  const auto runTo = [&](std::int64_t time) {
    Experiment longer = experiment;
    longer.training.iterations = std::llround(static_cast<double>(time) / longer.training.learningRate);
    auto flow = std::make_unique<Flow>(longer, initialWeights(longer));
    advance(*flow, longer.training.iterations);
    return flow;
  };
  const auto early = runTo(300);
  const auto late = runTo(30'000);
  EXPECT_GT(early->steps(), 50);
  EXPECT_LT(late->steps(), early->steps() + 100);
  EXPECT_LT(relativeDistance(late->weights(kAll), early->weights(kAll)), 1e-10);
  EXPECT_NEAR(late->loss(), early->loss(), 1e-15);
}

/// Where sliders are released, thousands leave at once up to rounding: the next steps are as long as before.
TEST(Flow, goesOnWhereManySlidersAreReleasedTogether) {
  const Experiment experiment = parseExperiment(
      R"({"preset":"three-points","data":{"x":[-1.3,0.4,1.1],"y":[1,0.2,0.7]},"training":{"dynamics":"flow"}})");
  Flow flow(experiment, initialWeights(experiment));
  advance(flow, experiment.training.iterations);
  EXPECT_LT(flow.steps(), 4'000);
  EXPECT_LT(flow.moves(), 300'000);
}

}  // namespace
}  // namespace reluscope
