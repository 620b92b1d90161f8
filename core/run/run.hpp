#pragma once

#include <limits>
#include <memory>
#include <string>

#include "engine/engine.hpp"
#include "experiment/experiment.hpp"
#include "run/frame_schedule.hpp"
#include "run/recording.hpp"

namespace reluscope {

/// A training run, which records itself as it advances. The result does not depend on the size of the slices. To stop a
/// run, stop advancing it.
class Run {
 public:
  /// Records the first `neuronsKept` neurons of every frame; with 0, the losses and no frames. `taken` is the bytes
  /// that the recording of another run takes. Throws ExperimentError if the recording would not fit in the memory that
  /// is left, and if the first loss is not finite, so that every run has a first frame. (If that loss takes long to
  /// compute, `advance` throws instead.)
  explicit Run(Experiment experiment, std::int64_t neuronsKept = std::numeric_limits<std::int64_t>::max(),
               double taken = 0);

  /// Takes at most `iterations` further steps, or a part of a step that takes more than about ten milliseconds. After
  /// std::bad_alloc, only `end` may follow.
  void advance(std::int64_t iterations);

  /// Frees the engine. No further steps are possible, and the present parameters become those of the last frame, if
  /// there is one.
  void end();

  [[nodiscard]] const Experiment& experiment() const { return experiment_; }
  [[nodiscard]] const Recording& recording() const { return recording_; }
  [[nodiscard]] std::string_view engine() const { return engineName_; }

  /// Steps taken so far.
  [[nodiscard]] std::int64_t iteration() const { return iteration_; }

  /// The number of the present iteration, which frames have.
  [[nodiscard]] std::int64_t numbered() const { return experiment_.training.firstIteration + iteration_; }

  /// Frames that the whole run records.
  [[nodiscard]] std::int64_t framesExpected() const { return framesExpected_; }

  /// Whether the run diverged or took all its steps; `end` does not count.
  [[nodiscard]] bool finished() const { return diverged() || iteration_ == experiment_.training.iterations; }

  /// Whether the loss of the present parameters is not finite. Such parameters are not recorded.
  [[nodiscard]] bool diverged() const { return diverged_; }

  /// The message for a run that diverged: one line with the iteration.
  [[nodiscard]] std::string divergence() const;

  /// The loss of the present parameters, after the last step.
  [[nodiscard]] double loss() const { return engine_ ? engine_->loss() : recording_.last().loss; }

  /// The bytes of the recording, or an upper bound while the run is not finished.
  [[nodiscard]] double bytes() const;

  /// The present parameters of the recorded neurons.
  [[nodiscard]] Frame present() const;

  /// The present parameters of all neurons; after `end`, of the recorded ones.
  [[nodiscard]] Weights weights() const;

 private:
  void record(std::int64_t last);
  void refuseInfiniteLoss() const;
  [[nodiscard]] std::int64_t nextFrame() const {
    return framesExpected_ > 0 ? schedule_.next() : std::numeric_limits<std::int64_t>::max();
  }
  [[nodiscard]] std::int64_t nextLoss() const {
    return static_cast<std::int64_t>(recording_.loss().size()) * recording_.lossEvery();
  }

  Experiment experiment_;
  std::int64_t neuronsKept_;
  std::int64_t framesExpected_;
  FrameSchedule schedule_;
  Recording recording_;
  std::unique_ptr<Engine> engine_;  // Null after `end`.
  std::string_view engineName_;
  std::int64_t iteration_ = 0;
  bool diverged_ = false;
};

}  // namespace reluscope
