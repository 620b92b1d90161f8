// The numbers are PyTorch's: every run of tests/reference, from the seed on.

#include "tests/core/reference.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "network/learned_function.hpp"
#include "run/plot.hpp"
#include "run/run.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

class ReferenceStart : public testing::TestWithParam<Reference> {};

class ReferenceRun : public testing::TestWithParam<Reference> {
 protected:
  const Reference& reference_ = GetParam();
  const double tolerance_ = reference_.experiment.training.precision == Precision::float64 ? 1e-11 : 5e-6;
};

std::string nameOf(const testing::TestParamInfo<Reference>& tested) { return tested.param.name; }

const nlohmann::json* snapshotAt(const nlohmann::json& snapshots, std::int64_t iteration) {
  for (const auto& snapshot : snapshots) {
    if (snapshot.at("iteration") == iteration) {
      return &snapshot;
    }
  }
  return nullptr;
}

TEST_P(ReferenceStart, hasTheSameWeights) {
  EXPECT_EQ(initialWeights(GetParam().experiment.network), weightsOf(GetParam().json.at("initial")));
}

TEST_P(ReferenceRun, followsPyTorch) {
  Experiment experiment = reference_.experiment;
  experiment.training.engine = EngineChoice::dense;  // The other one's test is among its own.
  reluscope::Run run(experiment);
  run.advance(experiment.training.iterations);
  const Recording& recording = run.recording();

  std::vector<std::int64_t> iterations;
  std::vector<double> frameLoss;
  for (std::size_t index = 0; index < recording.frames(); ++index) {
    iterations.push_back(recording.frameIteration(index));
    frameLoss.push_back(recording.frameLoss(index));
  }
  EXPECT_EQ(iterations, reference_.json.at("frame_iterations").get<std::vector<std::int64_t>>());
  const std::vector<double> expectedLoss = reference_.json.at("frame_loss");
  EXPECT_LE(distance(frameLoss, expectedLoss) / expectedLoss.front(), tolerance_);

  const std::int64_t stride = reference_.json.at("loss_every").get<std::int64_t>() / recording.lossEvery();
  std::vector<double> profile;
  for (std::size_t k = 0; k < recording.loss().size(); k += static_cast<std::size_t>(stride)) {
    profile.push_back(recording.loss()[k]);
  }
  EXPECT_LE(distance(profile, reference_.json.at("loss")) / expectedLoss.front(), tolerance_);

  std::size_t compared = 0;
  for (std::size_t index = 0; index < recording.frames(); ++index) {
    const Frame frame = recording.frame(index);
    if (const auto* snapshot = snapshotAt(reference_.json.at("snapshots"), frame.iteration)) {
      EXPECT_LE(relativeDistance(frame.weights, weightsOf(snapshot->at("parameters"))), tolerance_) << frame.iteration;
      const std::vector<double> expected = snapshot->at("h");
      const auto h = learnedFunction(frame.weights, experiment.network.activation, plot(experiment.data).grid);
      double scale = 0;
      for (const double value : expected) {
        scale = std::max(scale, std::abs(value));
      }
      EXPECT_LE(distance(h, expected) / scale, tolerance_) << frame.iteration;
      ++compared;
    }
  }
  EXPECT_EQ(compared, reference_.json.at("snapshots").size());

  const auto& final = reference_.json.at("final");
  EXPECT_LE(relativeDistance(run.present().weights, weightsOf(final.at("parameters"))), tolerance_);
  EXPECT_LE(std::abs(run.loss() - final.at("loss").get<double>()) / expectedLoss.front(), tolerance_);
}

INSTANTIATE_TEST_SUITE_P(PyTorch, ReferenceStart, testing::ValuesIn(references()), nameOf);
INSTANTIATE_TEST_SUITE_P(PyTorch, ReferenceRun, testing::ValuesIn(trainedReferences()), nameOf);

}  // namespace
}  // namespace reluscope
