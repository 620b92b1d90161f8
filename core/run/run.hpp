#pragma once

#include <limits>
#include <memory>
#include <string>

#include "engine/engine.hpp"
#include "experiment/experiment.hpp"
#include "run/frame_schedule.hpp"
#include "run/recording.hpp"

namespace reluscope {

/// One training run: it advances in slices of any size, with the same result, and records as it goes. To stop it, stop
/// advancing it.
class Run {
 public:
  /// Records the first `neuronsKept` neurons of every frame. Throws ExperimentError, naming the size, when the run
  /// would not fit in memory, of which the recording of another one takes `taken` bytes; and when the loss is not
  /// finite to begin with, so that there is a first frame of every run. (Where that takes long to know, `advance`
  /// throws.)
  explicit Run(Experiment experiment, std::int64_t neuronsKept = std::numeric_limits<std::int64_t>::max(),
               double taken = 0);

  /// Takes at most `iterations` further steps; or a part of one, where it takes more than some ten milliseconds. After
  /// an exception (std::bad_alloc) there is nothing to do but `end`.
  void advance(std::int64_t iterations);

  /// Frees what only training needs: there are no further steps, and the present parameters are those of the last
  /// frame, or none when there is none.
  void end();

  [[nodiscard]] const Experiment& experiment() const { return experiment_; }
  [[nodiscard]] const Recording& recording() const { return recording_; }
  [[nodiscard]] std::string_view engine() const { return engineName_; }

  /// Steps taken so far.
  [[nodiscard]] std::int64_t iteration() const { return iteration_; }

  /// Frames that the whole run records.
  [[nodiscard]] std::int64_t framesExpected() const { return framesExpected_; }

  /// True when there is no step left to take, but for an early end.
  [[nodiscard]] bool finished() const { return diverged() || iteration_ == experiment_.training.iterations; }

  /// True when the loss of the present parameters is not finite. Nothing of them is recorded.
  [[nodiscard]] bool diverged() const { return diverged_; }

  /// What to tell of a run that diverged: one line that names the iteration.
  [[nodiscard]] std::string divergence() const;

  /// The loss of the present parameters: after the last step.
  [[nodiscard]] double loss() const { return engine_ ? engine_->loss() : recording_.last().loss; }

  /// The bytes that the recording takes, or may come to take as long as the run is not finished.
  [[nodiscard]] double bytes() const;

  /// The present parameters, of the neurons that are kept.
  [[nodiscard]] Frame present() const;

 private:
  void record();
  void refuseInfiniteLoss() const;
  [[nodiscard]] std::int64_t nextLoss() const {
    return static_cast<std::int64_t>(recording_.loss().size()) * recording_.lossEvery();
  }

  Experiment experiment_;
  std::int64_t neuronsKept_;
  std::int64_t framesExpected_;
  FrameSchedule schedule_;
  Recording recording_;
  std::unique_ptr<Engine> engine_;  // None after the end.
  std::string_view engineName_;
  std::int64_t iteration_ = 0;
  bool diverged_ = false;
};

}  // namespace reluscope
