#include "run/phases.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "experiment/experiment_reader.hpp"
#include "network/residuals.hpp"

namespace reluscope {
namespace {

reluscope::Run trained(const std::string& experiment) {
  reluscope::Run run(parseExperiment(experiment));
  run.advance(std::numeric_limits<std::int64_t>::max());
  return run;
}

/// The part of the loss of the points of one sign at the frame of an iteration, over that of the first frame.
double part(const reluscope::Run& run, double sign, std::int64_t iteration) {
  const auto at = [&](std::size_t index) {
    const std::vector<double> left = residuals(run.experiment(), run.recording().frame(index).weights);
    double sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      sum += run.experiment().data.y[i] * sign > 0 ? left[i] * left[i] : 0;
    }
    return sum;
  };
  std::size_t index = 0;
  while (run.recording().frameIteration(index) != iteration) {
    ++index;
  }
  return at(index) / at(0);
}

TEST(Phases, LastWhileThePartOfTheLossOfASignFallsFromNineTenthsToATenth) {
  for (const char* dynamics : {"descent", "flow"}) {
    const reluscope::Run run =
        trained(std::string(R"({"preset":"orthogonal","training":{"dynamics":")") + dynamics + R"("}})");
    Phases phases;
    int frames = 1;
    while (!phases.search(run, 1)) {
      ++frames;
    }
    EXPECT_LT(frames, static_cast<int>(run.recording().frames())) << dynamics;
    for (const auto& [growth, sign] : {std::pair{phases.positive(), 1.0}, std::pair{phases.negative(), -1.0}}) {
      ASSERT_NE(growth.to, Growth::kNever) << dynamics;
      EXPECT_LT(growth.from, growth.to);
      EXPECT_LE(part(run, sign, growth.from), 0.9);
      EXPECT_LE(part(run, sign, growth.to), 0.1);
      EXPECT_GT(part(run, sign, growth.from), 0.1);
    }
    // The frame before is not there yet.
    const auto before = [&](std::int64_t iteration) {
      std::size_t index = 0;
      while (run.recording().frameIteration(index + 1) != iteration) {
        ++index;
      }
      return run.recording().frameIteration(index);
    };
    EXPECT_GT(part(run, 1, before(phases.positive().from)), 0.9);
    EXPECT_GT(part(run, 1, before(phases.positive().to)), 0.1);
    EXPECT_GT(part(run, -1, before(phases.negative().from)), 0.9);
    EXPECT_GT(part(run, -1, before(phases.negative().to)), 0.1);
  }
}

TEST(Phases, OfASignWithoutPointsOrThatIsNeverLearnedHaveNotBegun) {
  const reluscope::Run run = trained(R"({"data":{"x":[-0.5,2],"y":[0,1]},"training":{"iterations":20000}})");
  Phases learned;
  EXPECT_TRUE(learned.search(run, 1000000));
  EXPECT_NE(learned.positive().to, Growth::kNever);
  EXPECT_EQ(learned.negative().from, Growth::kNever);

  const reluscope::Run dead =
      trained(R"({"network":{"initial":{"w":[0],"b":[-1],"a":[1]}},"training":{"iterations":100}})");
  Phases none;
  EXPECT_TRUE(none.search(dead, 1000000));
  EXPECT_EQ(none.positive().from, Growth::kNever);
  EXPECT_EQ(none.negative().from, Growth::kNever);
}

}  // namespace
}  // namespace reluscope
