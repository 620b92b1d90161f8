#include "engine/cells/alternating.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "experiment/experiment_reader.hpp"
#include "run/run.hpp"
#include "tests/core/chance.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

Alternating started(const Experiment& experiment) {
  return Alternating(experiment, initialWeights(experiment.network));
}

TEST(Alternating, takesCellsWhereTheyPay) {
  EXPECT_FALSE(started(parseExperiment("{}")).isDense());
  EXPECT_FALSE(started(parseExperiment(R"({"preset":"three-points","network":{"width":2000}})")).isDense());
  EXPECT_FALSE(started(parseExperiment(R"({"preset":"forty-points","network":{"width":2000}})")).isDense());
}

TEST(Alternating, stepsDenselyWhatCellsDoNotPayFor) {
  EXPECT_TRUE(started(parseExperiment(R"({"network":{"width":2}})")).isDense());
  EXPECT_TRUE(started(parseExperiment(R"({"network":{"width":2000},"training":{"iterations":20}})")).isDense());
  EXPECT_TRUE(started(parseExperiment(R"({"network":{"width":2000},"training":{"learningRate":1.3}})")).isDense());
}

/// Of 1,000 steps in which ‖G‖₁ is large again and again, hardly any is a cells engine's.
TEST(Alternating, stepsDenselyWhileEverythingOscillates) {
  for (const char* text : {R"({"network":{"width":2000},"training":{"learningRate":1.3}})",
                           R"({"preset":"three-points","network":{"width":2000},"training":{"learningRate":1}})"}) {
    Alternating engine = started(parseExperiment(text));
    int dense = 0;
    for (int step = 0; step < 1'000; ++step) {
      dense += engine.isDense() ? 1 : 0;
      engine.advance(1);
    }
    EXPECT_GT(dense, 900) << text;
  }
}

/// A start far from the data shakes a network that then calms down.
TEST(Alternating, goesBackToCellsOnceItIsCalm) {
  Experiment experiment = parseExperiment(R"({"preset":"non-orthogonal-large-init","network":{"width":500,
      "initScale":6},"training":{"learningRate":0.02,"iterations":5000}})");
  Alternating engine = started(experiment);
  EXPECT_TRUE(engine.isDense());
  engine.advance(4'000);
  EXPECT_FALSE(engine.isDense());
  ASSERT_TRUE(std::isfinite(engine.loss()));

  DenseLine<double> dense(experiment, engine.weights(kAll));
  EXPECT_NEAR(engine.loss(), dense.loss(), 1e-12 * (1 + dense.loss()));
  engine.advance(50);
  dense.advance(50);
  EXPECT_NEAR(engine.loss(), dense.loss(), 1e-11 * (1 + dense.loss()));
}

/// With this many neurons and points dense steps are taken in parts, as by the dense engine alone.
TEST(Alternating, takesDenseStepsInParts) {
  const Experiment experiment = parseExperiment(R"({"preset":"forty-points","network":{"width":120000},
      "training":{"learningRate":1,"iterations":3}})");
  Alternating engine = started(experiment);
  DenseLine<double> dense(experiment, initialWeights(experiment.network));
  ASSERT_FALSE(engine.knowsLoss());
  for (std::int64_t step = 0; step < 3;) {
    const bool knew = engine.knowsLoss();
    ASSERT_EQ(knew, dense.knowsLoss());
    const std::int64_t taken = engine.advance(1);
    ASSERT_EQ(taken, dense.advance(1));
    ASSERT_TRUE(engine.isDense());
    EXPECT_EQ(engine.loss(), dense.loss());
    step += taken;
  }
  EXPECT_EQ(engine.weights(kAll), dense.weights(kAll));
}

TEST(Alternating, doesNotDependOnHowAdvanceIsSliced) {
  const Experiment experiment = parseExperiment(R"({"preset":"non-orthogonal-large-init","network":{"width":500,
      "initScale":6},"training":{"learningRate":0.02,"iterations":3000}})");
  Alternating whole = started(experiment);
  Alternating sliced = started(experiment);
  whole.advance(3'000);
  Chance chance(4);
  for (std::int64_t left = 3'000; left > 0;) {
    const std::int64_t slice = std::min(left, static_cast<std::int64_t>(chance.below(40)));
    EXPECT_EQ(sliced.advance(slice), slice);
    left -= slice;
  }
  EXPECT_EQ(sliced.weights(kAll), whole.weights(kAll));
  EXPECT_EQ(sliced.loss(), whole.loss());
}

/// Squares of these overflow; as the dense engine sees them, nothing happens.
TEST(Alternating, stepsDenselyWhatCellsCannotHold) {
  for (const char* initial : {R"({"w":[1e160],"b":[0],"a":[0]})", R"({"w":[-1e300,1],"b":[1e300,1],"a":[1e300,0]})",
                              R"({"w":[0],"b":[0],"a":[-1e250]})", R"({"w":[1e-200],"b":[0],"a":[1e200]})"}) {
    Experiment experiment = parseExperiment(
        R"({"data":{"x":[1,2],"y":[0,0]},"training":{"learningRate":1e-12,"iterations":1000},"network":{"initial":)" +
        std::string(initial) + "}}");
    experiment.training.engine = EngineChoice::cells;
    reluscope::Run cells(experiment);
    experiment.training.engine = EngineChoice::dense;
    reluscope::Run dense(experiment);
    cells.advance(1'000);
    dense.advance(1'000);
    EXPECT_EQ(cells.iteration(), dense.iteration()) << initial;
    EXPECT_EQ(cells.recording().loss(), dense.recording().loss()) << initial;
    EXPECT_EQ(cells.present().weights, dense.present().weights) << initial;
  }
}

/// Wide enough for the dense engine to take its steps, and its first loss, in parts.
TEST(Alternating, takesWideStepsAsTheDenseEngineDoes) {
  Experiment experiment = parseExperiment(
      R"({"preset":"forty-points","network":{"width":300000},"training":{"learningRate":0.5,"iterations":6}})");
  experiment.training.engine = EngineChoice::cells;
  reluscope::Run cells(experiment);
  experiment.training.engine = EngineChoice::dense;
  reluscope::Run dense(experiment);
  while (!cells.finished()) {
    cells.advance(1);
  }
  while (!dense.finished()) {
    dense.advance(1);
  }
  EXPECT_EQ(cells.recording().loss(), dense.recording().loss());
  EXPECT_EQ(cells.present().weights, dense.present().weights);
}

TEST(Alternating, stopsWhereTheLossIsNotFinite) {
  Alternating engine = started(
      parseExperiment(R"({"network":{"width":300,"outputBias":true,"initScale":1},"training":{"learningRate":30}})"));
  EXPECT_LT(engine.advance(20'000), 20'000);
  EXPECT_FALSE(std::isfinite(engine.loss()));
  EXPECT_EQ(engine.advance(1), 0);
}

}  // namespace
}  // namespace reluscope
