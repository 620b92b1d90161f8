#include "run/change.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "experiment/experiment_reader.hpp"
#include "run/distance.hpp"

namespace reluscope {
namespace {

reluscope::Run trained(const std::string& experiment) {
  reluscope::Run run(parseExperiment(experiment));
  while (!run.finished()) {
    run.advance(run.experiment().training.iterations);
  }
  return run;
}

TEST(Change, TakesAsMuchTimeAsChanges) {
  const reluscope::Run run = trained(R"({"network":{"width":50},"training":{"iterations":3000}})");
  const std::vector<double> moments = momentsByChange(run);
  const std::size_t frames = run.recording().frames();
  ASSERT_EQ(moments.size(), frames);
  EXPECT_EQ(moments.front(), 0);
  EXPECT_NEAR(moments.back(), 1, 1e-12);
  const double least = 0.1 / static_cast<double>(frames - 1);
  for (std::size_t k = 1; k < frames; ++k) {
    EXPECT_GE(moments[k] - moments[k - 1], 0.999 * least) << k;
  }
}

TEST(Change, IsTheMeanOfFourParts) {
  // One neuron, active on the one point x = 1, y = 0: h(1) = a w, b = 0 without a bias. One step of rate 1/10 takes
  // w = a = 1 to w = a = 9/10; the run's other steps go on from there.
  const reluscope::Run run =
      trained(R"({"data":{"x":[1],"y":[0]},"network":{"initial":{"w":[1],"b":[0],"a":[1]},"hiddenBias":false},)"
              R"("training":{"learningRate":0.1,"iterations":3,"frameGrowth":1.0001}})");
  const std::vector<double> moments = momentsByChange(run);
  const Recording& recording = run.recording();
  ASSERT_EQ(recording.frames(), 3U);
  // The direction stays, so that three quantities count.
  std::vector<double> function;
  std::vector<double> loss;
  std::vector<double> weights;
  for (std::size_t k = 1; k < 3; ++k) {
    const Frame from = recording.frame(k - 1);
    const Frame to = recording.frame(k);
    function.push_back(distance(run, k, run, k - 1));
    loss.push_back((from.loss - to.loss) / (from.loss + to.loss));
    weights.push_back(std::hypot(to.weights.w[0] - from.weights.w[0], to.weights.a[0] - from.weights.a[0]));
  }
  const auto part = [](const std::vector<double>& q) { return q[0] / (q[0] + q[1]); };
  EXPECT_NEAR(moments[1], 0.05 + 0.9 * (part(function) + part(loss) + part(weights)) / 3, 1e-12);
}

TEST(Change, IsEvenWhereNothingChanges) {
  const reluscope::Run run = trained(
      R"({"data":{"x":[1],"y":[0]},"network":{"initial":{"w":[0],"b":[-1],"a":[0]}},"training":{"iterations":4,"frameGrowth":1.0001}})");
  const std::vector<double> moments = momentsByChange(run);
  for (std::size_t k = 0; k < moments.size(); ++k) {
    EXPECT_NEAR(moments[k], static_cast<double>(k) / static_cast<double>(moments.size() - 1), 1e-12);
  }
}

}  // namespace
}  // namespace reluscope
