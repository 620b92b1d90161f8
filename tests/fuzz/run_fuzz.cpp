// Short runs of any allowed numbers, by every engine: they end, or report where they diverged; every frame can be read;
// and from any state of the cells engine, alone or alternating with dense steps, the dense engine takes the same step.

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "engine/cells/cells.hpp"
#include "engine/dense/dense_line.hpp"
#include "engine/engine.hpp"
#include "experiment/fields.hpp"
#include "run/make_engine.hpp"
#include "run/run.hpp"
#include "torch/initialisation.hpp"

namespace {

using namespace reluscope;

constexpr double kFarthest = 1e6;
constexpr std::int64_t kWideEnoughForCells = 500;  // To pay within a short run.
constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

/// Whole numbers, small ones and any others, so that points coincide as well as not.
double someNumber(FuzzedDataProvider& bytes) {
  const double number = bytes.ConsumeBool() ? bytes.ConsumeFloatingPointInRange(-kFarthest, kFarthest)
                                            : static_cast<double>(bytes.ConsumeIntegral<std::int8_t>());
  return bytes.ConsumeBool() ? number : number * std::ldexp(1.0, bytes.ConsumeIntegralInRange(-60, 0));
}

/// A given weight: most often one as above, sometimes any that there is.
double someWeight(FuzzedDataProvider& bytes) {
  constexpr double largest = std::numeric_limits<double>::max() / 2;
  return bytes.ConsumeIntegralInRange(0, 15) > 0 ? someNumber(bytes)
                                                 : bytes.ConsumeFloatingPointInRange(-largest, largest);
}

double within(FuzzedDataProvider& bytes, std::string_view key) {
  return bytes.ConsumeFloatingPointInRange(field(key).minimum, field(key).maximum);
}

Experiment someExperiment(FuzzedDataProvider& bytes) {
  Experiment experiment;
  const auto points = bytes.ConsumeIntegralInRange<std::size_t>(1, 8);
  for (std::size_t i = 0; i < points; ++i) {
    experiment.data.x.push_back(someNumber(bytes));
    experiment.data.y.push_back(someNumber(bytes));
  }
  Network& network = experiment.network;
  network.width = bytes.ConsumeIntegralInRange<std::int64_t>(1, bytes.ConsumeBool() ? 24 : kWideEnoughForCells);
  network.initScale =
      bytes.ConsumeBool() ? within(bytes, "network.initScale") : bytes.ConsumeProbability<double>() + 1e-9;
  network.initialisation = static_cast<Initialisation>(bytes.ConsumeIntegralInRange(0, 2));
  network.hiddenBias = bytes.ConsumeBool();
  network.outputBias = bytes.ConsumeBool();
  // Every other run is one that the cells engine takes.
  const bool cellsApply = bytes.ConsumeBool();
  network.activation = cellsApply ? Activation::relu : static_cast<Activation>(bytes.ConsumeIntegralInRange(0, 4));
  network.seed = bytes.ConsumeIntegral<std::uint32_t>();
  Training& training = experiment.training;
  training.learningRate =
      bytes.ConsumeBool() ? within(bytes, "training.learningRate") : bytes.ConsumeProbability<double>() + 1e-9;
  training.iterations = bytes.ConsumeIntegralInRange<std::int64_t>(1, 300);
  training.frameGrowth = bytes.ConsumeFloatingPointInRange(1.0, 10.0);
  training.precision = cellsApply ? Precision::float64 : static_cast<Precision>(bytes.ConsumeIntegralInRange(0, 1));
  training.engine = EngineChoice::automatic;
  if (bytes.ConsumeBool()) {
    Weights weights;
    for (std::int64_t j = 0; j < network.width; ++j) {
      weights.w.push_back(someWeight(bytes));
      weights.b.push_back(network.hiddenBias ? someWeight(bytes) : 0.0);
      weights.a.push_back(someWeight(bytes));
    }
    network.initial = weights;
  }
  return experiment;
}

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// Trains to the end; returns the engine's name, or nothing when the run is refused.
std::string_view train(const Experiment& experiment) {
  try {
    Run run(experiment);
    while (!run.finished()) {
      run.advance(7);
    }
    require(run.diverged() == !std::isfinite(run.loss()));
    require(run.diverged() ? run.iteration() > 0 && !run.divergence().empty()
                           : run.iteration() == experiment.training.iterations);
    const Recording& recording = run.recording();
    require(recording.frames() > 0);
    require(recording.loss().size() == static_cast<std::size_t>(run.iteration()));
    for (std::size_t index = 0; index < recording.frames(); ++index) {
      const Frame frame = recording.frame(index);
      require(std::isfinite(frame.loss));
      require(frame.weights.w.size() == static_cast<std::size_t>(experiment.network.width));
    }
    return run.engine();
  } catch (const ExperimentError& refusal) {
    require(refusal.key() == "network.initial");  // Their loss is not finite.
    return {};
  }
}

double farthest(const std::vector<double>& values) {
  return std::abs(*std::max_element(values.begin(), values.end(),
                                    [](double left, double right) { return std::abs(left) < std::abs(right); }));
}

/// How large the outputs of the neurons are on points no farther from 0 than `x`, without regard to their signs.
double sizeOfOutputs(const Weights& weights, double x) {
  double size = 0;
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    size += std::abs(weights.a[j]) * (std::abs(weights.w[j]) * x + std::abs(weights.b[j]));
  }
  return size;
}

/// Gradient flow: whatever it starts from, in calls of bounded work, its loss does not rise, and imbalances stay.
void flow(Experiment experiment) {
  constexpr int calls = 40;
  constexpr double rounding = 1e-6;
  // The tolerance is relative to the weights, so outputs are as exact as they are large before they cancel.
  constexpr double inexactness = 1e3 * kTolerance;
  experiment.training.dynamics = Dynamics::flow;
  experiment.training.tolerance = kTolerance;
  experiment.network.activation = Activation::relu;
  experiment.training.precision = Precision::float64;
  const auto engine = makeEngine(experiment);
  const Weights start = engine->weights(kAll);
  double loss = engine->loss();
  std::int64_t left = experiment.training.iterations;
  for (int call = 0; call < calls && left > 0 && std::isfinite(loss); ++call) {
    left -= engine->advance(std::min<std::int64_t>(left, 7));
    const double now = engine->loss();
    const double error = inexactness * sizeOfOutputs(engine->weights(kAll), farthest(experiment.data.x));
    require(!std::isfinite(now) || std::sqrt(now) <= std::sqrt(loss) * (1 + rounding) + rounding + error);
    loss = now;
  }
  const Weights end = engine->weights(kAll);
  require(end.w.size() == start.w.size());
}

/// Whether a neuron is so close to a point that rounding decides its side.
bool isUndecided(const Weights& weights, const std::vector<double>& points) {
  constexpr double rounding = 1e-9;
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    for (const double x : points) {
      const double product = weights.w[j] * x;
      const double size = std::abs(product) + std::abs(weights.b[j]);
      if (size > 0 && std::abs(product + weights.b[j]) <= rounding * size) {
        return true;
      }
    }
  }
  return false;
}

/// Starts the dense engine from the state of another, and compares them after a step. The tolerance is relative to the
/// largest numbers so far, since those were added and rounded.
void compare(const Experiment& experiment, Engine& engine) {
  constexpr double tolerance = 1e-9;
  constexpr double tooLarge = 1e60;
  constexpr double nothing = 1e-120;  // The cells engine may round to zero below.
  const Data data = rounded(experiment.data);
  const double steepness = 2 * experiment.training.learningRate * (1 + farthest(data.x));
  const auto width = static_cast<double>(experiment.network.width);
  double largestNeuron = 0;
  double largestOutput = farthest(data.y);
  for (std::int64_t iteration = 0; iteration < experiment.training.iterations; ++iteration) {
    const Weights start = engine.weights(kAll);
    largestNeuron = std::max({largestNeuron, farthest(start.w), farthest(start.b), farthest(start.a)});
    largestOutput =
        std::max({largestOutput, std::abs(start.c[0]), width * largestNeuron * largestNeuron * (1 + farthest(data.x))});
    const double largestStep = steepness * largestOutput * std::max(1.0, largestNeuron);
    if (!(largestStep < tooLarge)) {
      return;
    }
    DenseLine<double> dense(experiment, start);
    require(std::abs(engine.loss() - dense.loss()) <= tolerance * largestOutput * largestOutput + nothing);
    const bool undecided = isUndecided(start, data.x);
    engine.advance(1);
    dense.advance(1);
    if (undecided) {
      continue;
    }
    const Weights actual = engine.weights(kAll);
    const Weights expected = dense.weights(kAll);
    const double allowed = tolerance * (largestNeuron + largestStep) + nothing;
    for (std::size_t j = 0; j < start.w.size(); ++j) {
      require(std::abs(actual.w[j] - expected.w[j]) <= allowed);
      require(std::abs(actual.b[j] - expected.b[j]) <= allowed);
      require(std::abs(actual.a[j] - expected.a[j]) <= allowed);
    }
    require(std::abs(actual.c[0] - expected.c[0]) <= allowed);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider bytes(data, size);
  Experiment experiment = someExperiment(bytes);
  flow(experiment);
  if (train(experiment) == "cells") {
    Cells cells(experiment, initialWeights(experiment.network));
    compare(experiment, cells);
    compare(experiment, *makeEngine(experiment));
    experiment.training.engine = EngineChoice::dense;
    require(train(experiment) != "cells");  // Where sums of another order overflow, it may be refused.
  }
  return 0;
}
