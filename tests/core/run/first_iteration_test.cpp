#include <gtest/gtest.h>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "run/outcome.hpp"
#include "run/run.hpp"

namespace reluscope {
namespace {

/// A run of dense steps, finished.
reluscope::Run finished(const Experiment& experiment) {
  reluscope::Run run(experiment);
  while (!run.finished()) {
    run.advance(1000);
  }
  return run;
}

TEST(FirstIteration, goesOnAsTheRunThatItGoesOnFrom) {
  Experiment experiment =
      parseExperiment(R"({"preset": "three-neurons", "training": {"iterations": 400, "engine": "dense"}})");
  const reluscope::Run whole = finished(experiment);
  std::size_t middle = 0;
  while (whole.recording().frameIteration(middle) < 150) {
    ++middle;
  }
  const Frame from = whole.recording().frame(middle);
  experiment.network.initial = from.weights;
  experiment.training.firstIteration = from.iteration;
  experiment.training.iterations = 400 - from.iteration;
  const reluscope::Run rest = finished(parseExperiment(experimentText(experiment)));
  EXPECT_EQ(rest.recording().frameIteration(0), from.iteration);
  EXPECT_EQ(rest.recording().frame(0).weights, from.weights);
  EXPECT_EQ(rest.numbered(), 400);
  EXPECT_EQ(rest.weights(), whole.weights());
  EXPECT_EQ(rest.loss(), whole.loss());
}

TEST(FirstIteration, countsOutcomesFromIt) {
  const Experiment experiment = parseExperiment(R"({"preset": "three-neurons"})");
  Experiment later = experiment;
  later.training.firstIteration = 1000;
  EXPECT_EQ(outcomeOf(finished(later)).halvedAt.value_or(0),
            outcomeOf(finished(experiment)).halvedAt.value_or(0) + 1000);
}

TEST(FirstIteration, isAWholeNumberFrom0) {
  for (const char* value : {"-1", "0.5", "1e10", "\"1\"", "null"}) {
    EXPECT_THROW(parseExperiment(std::string(R"({"training": {"firstIteration": )") + value + "}}"), ExperimentError)
        << value;
  }
  EXPECT_EQ(parseExperiment("{}").training.firstIteration, 0);
}

}  // namespace
}  // namespace reluscope
