// Short runs of any allowed numbers, by every engine: they end, or say where they diverged, and every frame can be
// read.

#include <fuzzer/FuzzedDataProvider.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "core/fields.hpp"
#include "core/run.hpp"

namespace {

using namespace reluscope;

constexpr double kFarthest = 1e6;

/// Whole numbers, small ones and any others, so that points coincide as well as not.
double someNumber(FuzzedDataProvider& bytes, double limit) {
  const double number = bytes.ConsumeBool() ? bytes.ConsumeFloatingPointInRange(-limit, limit)
                                            : static_cast<double>(bytes.ConsumeIntegral<std::int8_t>());
  return bytes.ConsumeBool() ? number : number * std::ldexp(1.0, bytes.ConsumeIntegralInRange(-60, 0));
}

double within(FuzzedDataProvider& bytes, std::string_view key) {
  return bytes.ConsumeFloatingPointInRange(field(key).minimum, field(key).maximum);
}

Experiment someExperiment(FuzzedDataProvider& bytes) {
  Experiment experiment;
  const auto points = bytes.ConsumeIntegralInRange<std::size_t>(1, 8);
  for (std::size_t i = 0; i < points; ++i) {
    experiment.data.x.push_back(someNumber(bytes, kFarthest));
    experiment.data.y.push_back(someNumber(bytes, kFarthest));
  }
  Network& network = experiment.network;
  network.width = bytes.ConsumeIntegralInRange<std::int64_t>(1, 24);
  network.initScale =
      bytes.ConsumeBool() ? within(bytes, "network.initScale") : bytes.ConsumeProbability<double>() + 1e-9;
  network.initialisation = static_cast<Initialisation>(bytes.ConsumeIntegralInRange(0, 2));
  network.hiddenBias = bytes.ConsumeBool();
  network.outputBias = bytes.ConsumeBool();
  network.activation = static_cast<Activation>(bytes.ConsumeIntegralInRange(0, 4));
  network.seed = bytes.ConsumeIntegral<std::uint32_t>();
  Training& training = experiment.training;
  training.learningRate =
      bytes.ConsumeBool() ? within(bytes, "training.learningRate") : bytes.ConsumeProbability<double>() + 1e-9;
  training.iterations = bytes.ConsumeIntegralInRange<std::int64_t>(1, 300);
  training.frameGrowth = bytes.ConsumeFloatingPointInRange(1.0, 10.0);
  training.precision = static_cast<Precision>(bytes.ConsumeIntegralInRange(0, 1));
  training.engine = EngineChoice::automatic;
  if (bytes.ConsumeBool()) {
    Weights weights;
    for (std::int64_t j = 0; j < network.width; ++j) {
      weights.w.push_back(someNumber(bytes, kFarthest));
      weights.b.push_back(someNumber(bytes, kFarthest));
      weights.a.push_back(someNumber(bytes, kFarthest));
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

void train(const Experiment& experiment) {
  Run run(experiment);
  while (!run.finished()) {
    run.advance(7);
  }
  require(run.diverged() == !std::isfinite(run.loss()));
  require(run.diverged() || run.iteration() == experiment.training.iterations);
  const Recording& recording = run.recording();
  for (std::size_t index = 0; index < recording.frames(); ++index) {
    const Frame frame = recording.frame(index);
    require(std::isfinite(frame.loss));
    require(frame.weights.w.size() == static_cast<std::size_t>(experiment.network.width));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider bytes(data, size);
  Experiment experiment = someExperiment(bytes);
  train(experiment);
  experiment.training.engine = EngineChoice::dense;
  train(experiment);
  return 0;
}
