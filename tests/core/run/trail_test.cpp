#include "run/trail.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "experiment/experiment_reader.hpp"
#include "run/run.hpp"

namespace reluscope {
namespace {

TEST(Trail, isWhatTheFramesSay) {
  for (const char* engine : {"dense", "cells"}) {
    reluscope::Run run(
        parseExperiment(R"({"preset":"three-points","network":{"width":200},"training":{"iterations":20000}})",
                        {{"training.engine", engine}}));
    run.advance(20000);
    const Recording& recording = run.recording();
    const Data& data = run.experiment().data;
    for (const std::size_t j : {0U, 63U, 64U, 127U, 128U, 199U}) {
      const Trail trail = reluscope::trail(recording, j, data);
      ASSERT_EQ(trail.weights.w.size(), recording.frames());
      for (std::size_t k = 0; k < recording.frames(); ++k) {
        const Weights weights = recording.frame(k).weights;
        EXPECT_EQ(trail.weights.w[k], weights.w[j]);
        EXPECT_EQ(trail.weights.b[k], weights.b[j]);
        EXPECT_EQ(trail.weights.a[k], weights.a[j]);
        for (const double x : data.x) {
          const bool isTold = x >= trail.activeFrom[k] && x <= trail.activeTo[k];
          EXPECT_EQ(isTold, weights.w[j] * x + weights.b[j] > 0) << engine << " neuron " << j << " frame " << k;
        }
      }
    }
  }
}

TEST(Trail, dataMayRepeatAndBeInAnyOrder) {
  Recording recording(1);
  recording.addFrame({0, 1, {{1, -1, 1}, {0, 0, -9}, {1, 1, 1}, {0}}});
  const Data data{.x = {2, -1, 2, 0, -3}, .y = {0, 0, 0, 0, 0}};
  const Trail right = trail(recording, 0, data);
  EXPECT_EQ(right.activeFrom[0], 2);
  EXPECT_EQ(right.activeTo[0], 2);
  const Trail left = trail(recording, 1, data);
  EXPECT_EQ(left.activeFrom[0], -3);
  EXPECT_EQ(left.activeTo[0], -1);
  const Trail nowhere = trail(recording, 2, data);
  EXPECT_TRUE(std::isnan(nowhere.activeFrom[0]));
  EXPECT_TRUE(std::isnan(nowhere.activeTo[0]));
}

}  // namespace
}  // namespace reluscope
