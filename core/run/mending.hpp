#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "run/run.hpp"

namespace reluscope {

/// Why a run failed to learn.
enum class Trouble : std::uint8_t {
  none,
  diverged,  ///< The loss stopped being finite.
  dead,      ///< No neuron is active on any point any more, so h is constant on the data and no neuron can move.
  unborn,    ///< No neuron has been active on any point since the first frame.
  rose,      ///< The last loss is above the first.
  unsteady,  ///< The loss is not small and still oscillates.
  flat       ///< The loss has fallen by less than 1 %.
};

/// Diagnoses a finished run from its losses and its last weights. `none` for a run that can still advance, and for one
/// that had nothing to learn.
Trouble troubleOf(const Run& run);

/// z ↦ (z − shift) / scale.
struct Rescaling {
  double shift = 0;
  double scale = 1;

  bool operator==(const Rescaling&) const = default;
};

/// A changed experiment that may learn.
struct Remedy {
  Experiment experiment;  ///< The changed experiment.
  Rescaling x, y;         ///< How the change rescales the data.
};

/// Searches for a change with which a run that failed to learn does learn, preferably of one key only. Trains with each
/// candidate, the most likely first, so that the change it finds is known to work: equal experiments give equal runs. A
/// run has learned when its loss is at most half that of the best constant function or, if all targets are equal, of 0.
class Mending {
 public:
  /// Keeps no reference to the run.
  explicit Mending(const Run& run);

  [[nodiscard]] Trouble trouble() const { return trouble_; }

  /// Continues the search for at most `iterations` iterations. Returns whether it is over.
  bool search(std::int64_t iterations);

  /// The change that was found. If the search is broken off, this may be a change whose run has learned but is not
  /// finished.
  [[nodiscard]] std::optional<Remedy> remedy() const;

 private:
  [[nodiscard]] static bool hasLearned(const Run& run);

  Trouble trouble_;
  std::vector<Remedy> untried_;  // The next is last.
  std::optional<Remedy> tried_;  // The candidate on trial, or the one that was found.
  std::unique_ptr<Run> trial_;
};

}  // namespace reluscope
