#include "run/run.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "tests/core/portion.hpp"

namespace reluscope {
namespace {

Experiment shortRun() { return parseExperiment(R"({"network":{"initScale":0.5},"training":{"iterations":3000}})"); }

void expectEqualRecordings(const Run& left, const Run& right) {
  ASSERT_EQ(left.recording().frames(), right.recording().frames());
  for (std::size_t k = 0; k < left.recording().frames(); ++k) {
    const Frame one = left.recording().frame(k);
    const Frame other = right.recording().frame(k);
    EXPECT_EQ(one.iteration, other.iteration);
    EXPECT_EQ(one.loss, other.loss);
    EXPECT_EQ(one.weights, other.weights);
  }
  EXPECT_EQ(left.recording().loss(), right.recording().loss());
  EXPECT_EQ(left.present().weights, right.present().weights);
}

TEST(Run, doesNotDependOnHowItIsSliced) {
  for (const char* activation : {"relu", "leaky-relu", "tanh"}) {
    Experiment experiment = parseExperiment(experimentText(shortRun()), {{"network.activation", activation}});
    reluscope::Run whole(experiment);
    whole.advance(experiment.training.iterations);
    reluscope::Run sliced(experiment);
    std::mt19937 engine(4);
    while (!sliced.finished()) {
      sliced.advance(static_cast<std::int64_t>(engine() % 40));
    }
    expectEqualRecordings(whole, sliced);
    EXPECT_EQ(whole.recording().loss().size(), 3000U);
  }
}

TEST(Run, framesHoldTheParametersBeforeTheStep) {
  const Experiment experiment = shortRun();
  reluscope::Run run(experiment);
  run.advance(1);
  const Frame afterOneStep = run.present();
  run.advance(1);
  ASSERT_GE(run.recording().frames(), 2U);
  EXPECT_EQ(run.recording().frame(1).weights, afterOneStep.weights);
  EXPECT_EQ(run.recording().frame(1).loss, afterOneStep.loss);
  EXPECT_NE(run.recording().frame(0).weights, afterOneStep.weights);
}

TEST(Run, oneIterationIsOneFrame) {
  reluscope::Run run(parseExperiment(R"({"training":{"iterations":1}})"));
  run.advance(100);
  EXPECT_TRUE(run.finished());
  EXPECT_EQ(run.iteration(), 1);
  EXPECT_EQ(run.recording().frames(), 1U);
  EXPECT_EQ(run.recording().loss().size(), 1U);
}

TEST(Run, stoppedEarlyKeepsWhatItHas) {
  reluscope::Run run(shortRun());
  run.advance(500);
  EXPECT_FALSE(run.finished());
  EXPECT_EQ(run.iteration(), 500);
  EXPECT_GT(run.recording().frames(), 50U);
  EXPECT_EQ(run.present().iteration, 500);
}

TEST(Run, divergenceNamesTheIterationAndKeepsTheRest) {
  for (const char* precision : {"float32", "float64"}) {
    for (const char* activation : {"relu", "leaky-relu", "softplus"}) {
      Experiment experiment = shortRun();
      experiment.training.learningRate = 2;
      experiment.network.outputBias = true;  // A bias overshoots whatever the neurons do.
      experiment = parseExperiment(experimentText(experiment),
                                   {{"training.precision", precision}, {"network.activation", activation}});
      reluscope::Run run(experiment);
      run.advance(experiment.training.iterations);
      ASSERT_TRUE(run.diverged()) << precision << " " << activation;
      EXPECT_TRUE(run.finished());
      EXPECT_EQ(run.divergence(), "the loss stopped being finite at iteration " + std::to_string(run.iteration()) +
                                      ": training diverged; lower training.learningRate, which is 2");
      EXPECT_FALSE(std::isfinite(run.loss()));
      EXPECT_EQ(run.recording().loss().size(), static_cast<std::size_t>(run.iteration()));
      ASSERT_GT(run.recording().frames(), 0U);
      for (const double loss : run.recording().loss()) {
        EXPECT_TRUE(std::isfinite(loss));
      }
      const std::int64_t stoppedAt = run.iteration();
      run.advance(10);
      EXPECT_EQ(run.iteration(), stoppedAt);
    }
  }
}

TEST(Run, recordsLossesEveryFewIterationsOfALongRun) {
  Experiment experiment = shortRun();
  experiment.network.width = 2;
  experiment.training.iterations = 250'000;
  reluscope::Run run(experiment);
  run.advance(experiment.training.iterations);
  EXPECT_EQ(run.recording().lossEvery(), 3);
  EXPECT_EQ(run.recording().loss().size(), 83'334U);
}

/// The message that refuses a run of an experiment beside another run of `taken` bytes.
std::string refusalOf(const std::string& text, double taken = 0) {
  try {
    reluscope::Run run(parseExperiment(text), std::numeric_limits<std::int64_t>::max(), taken);
  } catch (const ExperimentError& error) {
    EXPECT_EQ(std::string(error.what()).rfind(error.key() + ": ", 0), 0U) << error.what();
    return error.what();
  }
  return "accepted";
}

TEST(Run, refusesARecordingThatWouldNotFit) {
  EXPECT_EQ(refusalOf(R"({"network":{"width":1000000},"training":{"frameGrowth":1.05}})"),
            "training.frameGrowth: 1.05 makes a recording of 3.69 GB (153 frames of 1,000,000 neurons), which is not "
            "within the 1.07 GB of memory that one may take: raise it (up to 10), or lower network.width or "
            "training.iterations");
  EXPECT_EQ(refusalOf(R"({"network":{"width":40000}})"), "accepted");
  EXPECT_NE(
      refusalOf(R"({"network":{"width":40000}})", 1e9).find("1.07 GB, less the 1 GB that the run beside it takes"),
      std::string::npos);
  EXPECT_NO_THROW(reluscope::Run(parseExperiment(R"({"network":{"width":1000000}})"), 10));
}

TEST(Run, refusesFramesWithoutEnd) {
  const std::string longest = R"("iterations":100000000,"frameGrowth":1}})";
  EXPECT_EQ(
      refusalOf(R"({"network":{"width":1000000},"training":{)" + longest)
          .rfind("training.frameGrowth: 1 makes a recording of 2412525.6 GB (100,000,000 frames of 1,000,000 neurons)",
                 0),
      0U);
  EXPECT_NE(refusalOf(R"({"network":{"width":1},"training":{)" + longest), "accepted");
  EXPECT_EQ(refusalOf(R"({"network":{"width":1000000},"training":{"iterations":100000000,"frameGrowth":10}})"),
            "accepted");
}

/// 64 points, and enough neurons that a step is taken in parts.
Experiment largeExperiment(const std::string& activation, const std::string& precision) {
  std::string x = "0";
  std::string y = "0.5";
  for (int i = 1; i < 64; ++i) {
    x += "," + std::to_string(i) + "e-2";
    y += "," + std::to_string(i % 7);
  }
  return parseExperiment(R"({"data":{"x":[)" + x + R"(],"y":[)" + y + R"(]},"network":{"width":100001,"activation":")" +
                         activation + R"(","initScale":0.1,"outputBias":true},"training":{"engine":"dense",)" +
                         R"("iterations":3,"precision":")" + precision + "\"}}");
}

TEST(Run, takesALongStepInPartsAndIsWholeAtAnyTime) {
  for (const char* activation : {"relu", "leaky-relu", "tanh"}) {
    for (const std::string precision : {"float32", "float64"}) {
      // Where sanitizers make it slow: one activation in one precision, the others in the other.
      if (kSanitized && !isFull() && (precision == "float32") != (activation == std::string("leaky-relu"))) {
        continue;
      }
      const Experiment experiment = largeExperiment(activation, precision);
      reluscope::Run run(experiment);
      int calls = 0;
      Frame before{.iteration = -1, .loss = 0, .weights = {}};
      for (; !run.finished(); ++calls) {
        const std::int64_t iteration = run.iteration();
        run.advance(1'000'000);
        ASSERT_LE(run.iteration() - iteration, 1) << "a step a call at most";
        if (run.recording().frames() > 0 && run.iteration() == iteration && iteration == before.iteration) {
          EXPECT_EQ(run.present().weights, before.weights);
          EXPECT_EQ(run.loss(), before.loss);
        }
        if (run.recording().frames() > 0) {
          before = run.present();
        }
      }
      EXPECT_GT(calls, 4);
      EXPECT_EQ(run.recording().frames(), 3U);
      EXPECT_LT(run.loss(), run.recording().frameLoss(0));
    }
  }
}

TEST(Run, refusesWeightsWhoseLossIsNotFinite) {
  for (const char* activation : {"relu", "leaky-relu", "tanh"}) {
    for (const char* weight : {"1e200", "-1.7e308", "1.7e308"}) {
      const std::string list = "[" + std::string(weight) + ",1,-1]";
      const std::string initial = R"("initial":{"w":)" + list + R"(,"b":[0,0,0],"a":)" + list + "}";
      for (const char* precision : {"float32", "float64"}) {
        const std::string text = R"({"network":{"activation":")" + std::string(activation) + "\"," + initial +
                                 R"(},"training":{"precision":")" + precision + R"("}})";
        EXPECT_EQ(refusalOf(text), "network.initial: the loss of these weights is not finite: give smaller ones")
            << text;
      }
    }
  }
}

TEST(Run, keepsOnlyTheNeuronsAskedFor) {
  const Experiment experiment = shortRun();
  reluscope::Run few(experiment, 3);
  reluscope::Run all(experiment);
  few.advance(100);
  all.advance(100);
  EXPECT_EQ(few.present().weights.w.size(), 3U);
  EXPECT_EQ(few.recording().loss(), all.recording().loss());
  EXPECT_EQ(few.recording().frame(few.recording().frames() - 1).weights.a[2],
            all.recording().frame(few.recording().frames() - 1).weights.a[2]);
}

}  // namespace
}  // namespace reluscope
