#include "sweep/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "experiment/experiment_reader.hpp"
#include "run/outcome.hpp"
#include "theory/least_squares.hpp"

namespace reluscope {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

Summary summaryOf(const Experiment& experiment, std::int64_t slice = kAll) {
  SummaryRun run(experiment);
  while (!run.finished()) {
    run.advance(slice);
  }
  return run.summary();
}

/// Equal in every bit; unknown numbers are equal.
void expectSame(const Summary& one, const Summary& other) {
  for (const SummaryColumn& column : summaryColumns()) {
    const double left = one.*column.value;
    const double right = other.*column.value;
    EXPECT_TRUE(left == right || (std::isnan(left) && std::isnan(right))) << column.name << ' ' << left << ' ' << right;
  }
  EXPECT_EQ(one.engine, other.engine);
  EXPECT_EQ(one.silence, other.silence);
}

TEST(Summary, IsThatOfTheRecordedRun) {
  for (const char* text :
       {"{}", R"({"preset":"non-orthogonal","network":{"seed":3},"training":{"iterations":250000}})",
        R"({"preset":"non-orthogonal-large-init","training":{"precision":"float32","iterations":3000}})",
        R"({"network":{"activation":"gelu","initScale":1,"outputBias":true},"training":{"iterations":500}})"}) {
    const Experiment experiment = parseExperiment(text);
    reluscope::Run recorded(experiment);
    const Weights start = recorded.present().weights;
    recorded.advance(kAll);
    const Summary summary = summaryOf(experiment);
    const Outcome outcome = outcomeOf(recorded);
    EXPECT_EQ(summary.loss, recorded.loss());
    EXPECT_EQ(summary.active, static_cast<double>(outcome.active));
    EXPECT_EQ(std::isnan(summary.halvedAt), !outcome.halvedAt);
    EXPECT_TRUE(!outcome.halvedAt || summary.halvedAt == static_cast<double>(*outcome.halvedAt));
    EXPECT_TRUE(!outcome.hundredthAt || summary.hundredthAt == static_cast<double>(*outcome.hundredthAt));
    double norm = 0;
    double moved = 0;
    double first = 0;
    const Weights end = recorded.present().weights;
    for (const auto list : {&Weights::w, &Weights::b, &Weights::a}) {
      for (std::size_t j = 0; j < end.w.size(); ++j) {
        norm += std::pow((end.*list)[j], 2);
        moved += std::pow((end.*list)[j] - (start.*list)[j], 2);
        first += std::pow((start.*list)[j], 2);
      }
    }
    norm += end.c[0] * end.c[0];
    moved += (end.c[0] - start.c[0]) * (end.c[0] - start.c[0]);
    first += start.c[0] * start.c[0];
    EXPECT_NEAR(summary.squaredNorm, norm, 1e-12 * norm);
    EXPECT_NEAR(summary.displacement, std::sqrt(moved / first), 1e-12 * summary.displacement);
    EXPECT_EQ(recorded.iteration(), summary.iterations);
    expectSame(summaryOf(experiment, 777), summary);
  }
}

TEST(Summary, TheNotebooksRunEndsNearTheInterpolatorOfMinimumNorm) {
  const Summary summary = summaryOf(parseExperiment("{}"));
  EXPECT_EQ(summary.kinks, 2);
  EXPECT_LT(summary.minimumNormDistance, 0.01);
  EXPECT_FALSE(summary.silence.has_value());
  EXPECT_TRUE(std::isnan(summary.relativeLoss));  // A line interpolates two points.
  EXPECT_TRUE(std::isnan(summary.divergedAt));
  EXPECT_GT(summary.displacement, 1e4);

  const Summary untrained = summaryOf(parseExperiment(R"({"training":{"iterations":1}})"));
  EXPECT_EQ(untrained.kinks, 0);
  EXPECT_GT(untrained.minimumNormDistance, 1);
  EXPECT_LT(untrained.displacement, 0.1);
}

TEST(Summary, TheLossIsRelativeToTheLeastSquaresLine) {
  const Experiment experiment =
      parseExperiment(R"({"data":{"x":[0,1,2],"y":[0,0.75,0]},"training":{"iterations":50000}})");
  const Summary summary = summaryOf(experiment);
  // The line is constant, at a third of 0.75.
  EXPECT_NEAR(summary.relativeLoss, summary.loss / (0.75 * 0.75 * 2 / 9), 1e-15);
  EXPECT_EQ(summary.silence, Silence::orthogonality);
  EXPECT_TRUE(std::isnan(summary.minimumNormDistance));
  // Points on a line, up to the rounding to float32.
  const Summary line =
      summaryOf(parseExperiment(R"({"data":{"x":[0.1,0.2,0.3],"y":[0.7,0.8,0.9]},"training":{"iterations":10}})"));
  EXPECT_TRUE(std::isnan(line.relativeLoss));
}

TEST(Summary, SmoothActivationsHaveNoKinks) {
  const Summary summary =
      summaryOf(parseExperiment(R"({"network":{"activation":"tanh","initScale":1},"training":{"iterations":10}})"));
  EXPECT_TRUE(std::isnan(summary.kinks));
  EXPECT_EQ(summary.silence, Silence::activation);
}

TEST(Summary, OfARunThatDivergesKnowsWhenAndNothingOfItsEnd) {
  const Summary summary = summaryOf(
      parseExperiment(R"({"network":{"activation":"leaky-relu","initScale":1},"training":{"learningRate":10}})"));
  EXPECT_GT(summary.divergedAt, 0);
  EXPECT_EQ(summary.iterations, summary.divergedAt);
  for (const double each : {summary.loss, summary.active, summary.kinks, summary.squaredNorm, summary.displacement}) {
    EXPECT_TRUE(std::isnan(each));
  }
  const Summary atOnce = summaryOf(parseExperiment(R"({"network":{"initial":{"w":[1e200],"b":[0],"a":[1e200]}}})"));
  EXPECT_EQ(atOnce.divergedAt, 0);
  EXPECT_TRUE(std::isnan(atOnce.loss));
}

TEST(Summary, NeedsNoMemoryForFrames) {
  // A million frames of 100 neurons would not fit.
  const Experiment experiment =
      parseExperiment(R"({"network":{"width":100},"training":{"iterations":100000000,"frameGrowth":1}})");
  EXPECT_THROW(reluscope::Run{experiment}, ExperimentError);
  SummaryRun run(experiment);
  run.advance(100);
  ASSERT_NE(run.run(), nullptr);
  EXPECT_EQ(run.run()->recording().frames(), 0U);
  EXPECT_EQ(run.summary().iterations, 100);
}

}  // namespace
}  // namespace reluscope
