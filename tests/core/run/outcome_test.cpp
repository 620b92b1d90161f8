#include "run/outcome.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "experiment/experiment_reader.hpp"

namespace reluscope {
namespace {

TEST(Outcome, TellsWhatTheLossesAndTheWeightsTell) {
  // Of the four neurons the first is active on both points, the second and third on one each, the last on none.
  reluscope::Run run(parseExperiment(R"({"data":{"x":[-1,2],"y":[0.5,1]},
    "network":{"initial":{"w":[0.1,0.5,-0.5,0.1],"b":[1,0,0,-1],"a":[0.1,0.1,0.1,0.1]}},
    "training":{"iterations":250000,"learningRate":0.01}})"));
  const Outcome before = outcomeOf(run);
  EXPECT_EQ(before.active, 3);
  EXPECT_FALSE(before.halvedAt.has_value());

  run.advance(std::numeric_limits<std::int64_t>::max());
  const Outcome after = outcomeOf(run);
  EXPECT_EQ(after.loss, run.loss());
  EXPECT_LT(after.loss, 1e-6);
  EXPECT_EQ(after.active, 3);
  const Recording& recording = run.recording();
  ASSERT_EQ(recording.lossEvery(), 3);
  for (const auto& [at, part] : {std::pair{after.halvedAt, 0.5}, std::pair{after.hundredthAt, 0.01}}) {
    ASSERT_TRUE(at.has_value());
    const auto index = static_cast<std::size_t>(*at / recording.lossEvery());
    EXPECT_EQ(*at % recording.lossEvery(), 0);
    EXPECT_LE(recording.loss()[index], part * recording.loss()[0]);
    EXPECT_GT(recording.loss()[index - 1], part * recording.loss()[0]);
  }
}

TEST(Outcome, OfARunThatNeverLearnsHasNoIterations) {
  reluscope::Run run(
      parseExperiment(R"({"network":{"initial":{"w":[0],"b":[-1],"a":[1]}},"training":{"iterations":100}})"));
  run.advance(100);
  const Outcome outcome = outcomeOf(run);
  EXPECT_EQ(outcome.active, 0);
  EXPECT_FALSE(outcome.halvedAt.has_value());
  EXPECT_FALSE(outcome.hundredthAt.has_value());
  EXPECT_EQ(outcome.loss, run.recording().loss().front());
}

TEST(Memory, IsRefusedWhereAnotherTakesTheMemory) {
  const Experiment wide = parseExperiment(R"({"network":{"width":100000}})");
  const reluscope::Run alone(wide);
  EXPECT_GT(alone.bytes(), 3e8);
  try {
    const reluscope::Run beside(wide, std::numeric_limits<std::int64_t>::max(), 0.8e9);
    FAIL() << "was not refused";
  } catch (const ExperimentError& error) {
    EXPECT_NE(std::string(error.what()).find("0.8 GB"), std::string::npos) << error.what();
  }

  // Once it is finished, only what it has really recorded counts.
  reluscope::Run finished(parseExperiment(R"({"network":{"width":1000}})"));
  const double expected = finished.bytes();
  finished.advance(std::numeric_limits<std::int64_t>::max());
  EXPECT_LT(finished.bytes(), expected);
  EXPECT_GT(finished.bytes(), expected / 20);
}

}  // namespace
}  // namespace reluscope
