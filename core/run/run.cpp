#include "run/run.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "run/make_engine.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

std::string gigabytes(double bytes) { return groupedDigits(std::round(bytes / 1e7) / 100) + " GB"; }

/// The parameters of a neuron.
std::int64_t numbersOf(const Data& data) { return static_cast<std::int64_t>(data.inputs + 1 + data.outputs); }

void refuseIfTooLarge(const Experiment& experiment, std::int64_t frames, std::int64_t neurons, double taken) {
  const double bytes = recordingBytes(frames, neurons, numbersOf(experiment.data));
  if (bytes + taken > static_cast<double>(kMostRecordingBytes)) {
    const std::string free = taken > 0 ? ", less the " + gigabytes(taken) + " that the run beside it takes," : "";
    throw ExperimentError("training.frameGrowth",
                          numberText(experiment.training.frameGrowth) + " makes a recording of " + gigabytes(bytes) +
                              " (" + groupedDigits(static_cast<double>(frames)) + " frames of " +
                              groupedDigits(static_cast<double>(neurons)) + " neurons), which is not within the " +
                              gigabytes(static_cast<double>(kMostRecordingBytes)) + free +
                              " of memory that one may take: raise it (up to 10), or lower network.width or "
                              "training.iterations");
  }
}

}  // namespace

Run::Run(Experiment experiment, std::int64_t neuronsKept, double taken)
    : experiment_(std::move(experiment)),
      neuronsKept_(std::min(neuronsKept, experiment_.network.width)),
      framesExpected_(neuronsKept_ > 0 ? frameCount(experiment_.training.frameGrowth, experiment_.training.iterations)
                                       : 0),
      schedule_(experiment_.training.frameGrowth),
      recording_(lossInterval(experiment_.training.iterations)) {
  refuseIfTooLarge(experiment_, framesExpected_, neuronsKept_, taken);
  engine_ = makeEngine(experiment_);
  engineName_ = engine_->name();
  recording_.follow(engine_->history());
  refuseInfiniteLoss();
}

void Run::refuseInfiniteLoss() const {
  if (engine_->knowsLoss() && iteration_ == 0 && !std::isfinite(loss())) {
    throw ExperimentError("network.initial", "the loss of these weights is not finite: give smaller ones");
  }
}

/// Records the present iteration, and the losses up to iteration `last` that the engine foresees.
void Run::record(std::int64_t last) {
  diverged_ = !std::isfinite(engine_->loss());
  if (finished()) {
    return;
  }
  if (iteration_ == nextFrame()) {
    if (const std::optional<Extent> extent = engine_->mark()) {
      recording_.addMark(numbered(), engine_->loss(), neuronsKept_, *extent);
    } else {
      recording_.addFrame(present());
    }
    schedule_.advance();
  }
  if (iteration_ == nextLoss()) {
    const std::int64_t every = recording_.lossEvery();
    const std::int64_t ahead = std::min(last, experiment_.training.iterations - 1) - iteration_;
    recording_.addLoss(engine_->loss());
    engine_->foresee(every, ahead / every, recording_.losses());
  }
}

void Run::end() { engine_.reset(); }

void Run::advance(std::int64_t iterations) {
  if (!engine_) {
    return;
  }
  if (!engine_->knowsLoss()) {
    engine_->advance(0);
    refuseInfiniteLoss();
    return;
  }
  const std::int64_t last = std::min(experiment_.training.iterations - iteration_, iterations) + iteration_;
  record(last);
  while (!finished() && iteration_ < last) {
    const std::int64_t stop = std::min({last, nextFrame(), nextLoss()});
    const std::int64_t taken = engine_->advance(stop - iteration_);
    if (taken == 0) {
      return;  // In the middle of a step.
    }
    iteration_ += taken;
    record(last);
  }
}

std::string Run::divergence() const {
  return "the loss stopped being finite at iteration " + groupedDigits(static_cast<double>(numbered())) +
         ": training diverged; lower training.learningRate, which is " + numberText(experiment_.training.learningRate);
}

double Run::bytes() const {
  return finished() || !engine_ ? static_cast<double>(recording_.bytes())
                                : recordingBytes(framesExpected_, neuronsKept_, numbersOf(experiment_.data));
}

Frame Run::present() const {
  return engine_ ? Frame{numbered(), engine_->loss(), engine_->weights(neuronsKept_)} : recording_.last();
}

Weights Run::weights() const {
  return engine_ ? engine_->weights(experiment_.network.width) : recording_.last().weights;
}

}  // namespace reluscope
