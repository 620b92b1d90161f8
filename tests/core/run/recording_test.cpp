#include "run/recording.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/engine.hpp"
#include "experiment/experiment_reader.hpp"
#include "run/make_engine.hpp"
#include "run/run.hpp"

namespace reluscope {
namespace {

/// Frames in which some neurons move and others stand, with values that compare equal but are other bits among them.
std::vector<Frame> someFrames(std::size_t count, std::size_t neurons) {
  std::mt19937 engine(3);
  std::vector<Frame> frames;
  Frame frame{
      0, 1.0, {std::vector<double>(neurons), std::vector<double>(neurons), std::vector<double>(neurons), {0.5}}};
  for (std::size_t k = 0; k < count; ++k) {
    frame.iteration = static_cast<std::int64_t>(k);
    frame.loss = 1.0 / static_cast<double>(k + 1);
    frame.weights.c[0] += 0.25;
    for (std::size_t j = 0; j < neurons; ++j) {
      if (engine() % 3 == 0) {
        frame.weights.w[j] = engine() % 2 == 0 ? 0.0 : -0.0;
        frame.weights.a[j] = static_cast<double>(engine()) - 2e9;
      }
    }
    frames.push_back(frame);
  }
  return frames;
}

void expectSameBits(const Frame& actual, const Frame& expected) {
  EXPECT_EQ(actual.iteration, expected.iteration);
  EXPECT_EQ(actual.loss, expected.loss);
  EXPECT_EQ(actual.weights, expected.weights);
  for (std::size_t j = 0; j < expected.weights.w.size(); ++j) {
    EXPECT_EQ(std::signbit(actual.weights.w[j]), std::signbit(expected.weights.w[j]));
  }
}

TEST(Recording, givesEveryFrameBackInAnyOrder) {
  for (const std::size_t neurons : {1U, 63U, 64U, 65U, 130U}) {
    const std::vector<Frame> frames = someFrames(100, neurons);
    Recording recording(1);
    for (const Frame& frame : frames) {
      recording.addFrame(frame);
    }
    ASSERT_EQ(recording.frames(), frames.size());
    std::mt19937 engine(5);
    for (int look = 0; look < 300; ++look) {
      const std::size_t k = engine() % frames.size();
      expectSameBits(recording.frame(k), frames[k]);
    }
    for (std::size_t j = 0; j < neurons; ++j) {
      const Weights trail = recording.trail(j);
      ASSERT_EQ(trail.w.size(), frames.size());
      for (std::size_t k = 0; k < frames.size(); ++k) {
        EXPECT_EQ(trail.w[k], frames[k].weights.w[j]);
        EXPECT_EQ(std::signbit(trail.w[k]), std::signbit(frames[k].weights.w[j]));
        EXPECT_EQ(trail.b[k], frames[k].weights.b[j]);
        EXPECT_EQ(trail.a[k], frames[k].weights.a[j]);
      }
    }
  }
}

TEST(Recording, seekingShowsWhatTrainingPassed) {
  for (const char* engine : {"dense", "cells"}) {
    const Experiment experiment =
        parseExperiment(R"({"preset":"three-points","network":{"width":700},"training":{"iterations":4000}})",
                        {{"training.engine", engine}});
    reluscope::Run run(experiment);
    run.advance(experiment.training.iterations);
    const auto replayed = makeEngine(experiment);
    std::int64_t iteration = 0;
    for (std::size_t k = 0; k < run.recording().frames(); ++k) {
      const std::int64_t next = run.recording().frameIteration(k);
      replayed->advance(next - iteration);
      iteration = next;
      EXPECT_EQ(run.recording().frame(k).weights, replayed->weights(experiment.network.width)) << engine << k;
      EXPECT_EQ(run.recording().frameLoss(k), replayed->loss());
    }
  }
}

/// Cells that neurons cross, layers, loose neurons, and dense steps in between: a frame has the bits of its iteration,
/// and so has the way of a neuron.
TEST(Recording, rebuildsWhatTheCellsEngineMarkedAndKeepsWhatItStepsDensely) {
  for (
      const char* text :
      {R"({"preset":"three-points","network":{"width":3000},"training":{"iterations":400000}})",
       R"({"preset":"three-points","network":{"width":500,"initialisation":"unbalanced","initScale":0.5},
            "training":{"iterations":60000}})",
       R"({"network":{"width":3000,"initScale":1,"outputBias":true},"training":{"learningRate":0.3,"iterations":4000}})",
       R"({"network":{"width":2000},"training":{"learningRate":1.3,"iterations":104,"frameGrowth":1.01}})",
       R"({"preset":"non-orthogonal","network":{"initScale":1,"hiddenBias":false,"width":300},
            "training":{"learningRate":0.05,"iterations":20000}})"}) {
    const Experiment experiment = parseExperiment(text);
    reluscope::Run run(experiment);
    run.advance(experiment.training.iterations);
    const Recording& recording = run.recording();
    const auto engine = makeEngine(experiment);
    const std::size_t neuron = 7;
    const Weights trail = recording.trail(neuron);
    double smallest = 0;
    double largest = 0;
    std::int64_t iteration = 0;
    ASSERT_EQ(trail.w.size(), recording.frames());
    for (std::size_t k = 0; k < recording.frames(); ++k) {
      engine->advance(recording.frameIteration(k) - iteration);
      iteration = recording.frameIteration(k);
      const Weights weights = engine->weights(experiment.network.width);
      EXPECT_EQ(recording.frame(k).weights, weights) << text << k;
      EXPECT_EQ(trail.w[k], weights.w[neuron]) << text << k;
      EXPECT_EQ(trail.b[k], weights.b[neuron]);
      EXPECT_EQ(trail.a[k], weights.a[neuron]);
      smallest = std::min(smallest, *std::min_element(weights.a.begin(), weights.a.end()));
      largest = std::max(largest, *std::max_element(weights.a.begin(), weights.a.end()));
    }
    EXPECT_EQ(recording.smallestWeight(), smallest) << text;
    EXPECT_EQ(recording.largestWeight(), largest) << text;
    EXPECT_GT(recording.initialNorm(), 0);
  }
}

TEST(Recording, ofManyNeuronsTakesLittleMoreThanWhatDeterminesIt) {
  const Experiment experiment =
      parseExperiment(R"({"preset":"three-points","network":{"width":20000},"training":{"iterations":100000}})");
  reluscope::Run run(experiment);
  run.advance(experiment.training.iterations);
  const double frame = 3 * sizeof(double) * 20'000;
  EXPECT_LT(run.bytes(), 0.4 * frame * static_cast<double>(run.recording().frames()));
}

TEST(Recording, knowsTheRangeOfTheOutputWeights) {
  Recording recording(1);
  EXPECT_EQ(recording.smallestWeight(), 0);
  recording.addFrame({0, 1, {{0, 0}, {0, 0}, {2, 1}, {0}}});
  recording.addFrame({1, 1, {{0, 0}, {0, 0}, {-3, 1}, {0}}});
  EXPECT_EQ(recording.smallestWeight(), -3);
  EXPECT_EQ(recording.largestWeight(), 2);
}

TEST(Recording, knowsTheRangeOfTheNorms) {
  Recording recording(1);
  EXPECT_EQ(recording.largestNorm(), 0);
  recording.addFrame({0, 1, {{3, 0}, {4, 1}, {0, 0}, {0}}});
  EXPECT_EQ(recording.initialNorm(), 3);
  EXPECT_EQ(recording.largestNorm(), 5);
  recording.addFrame({1, 1, {{3, 6}, {4, 8}, {0, 0}, {0}}});
  recording.addFrame({2, 1, {{0, 0}, {0, 0}, {0, 0}, {0}}});
  EXPECT_EQ(recording.initialNorm(), 3);
  EXPECT_EQ(recording.largestNorm(), 10);
}

}  // namespace
}  // namespace reluscope
