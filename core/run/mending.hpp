#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "run/run.hpp"

namespace reluscope {

/// Why a run has not learned.
enum class Trouble : std::uint8_t {
  none,
  diverged,  ///< The loss stopped being finite.
  dead,      ///< No neuron is active on any point any more: h is constant on the data, and its neurons cannot move.
  unborn,    ///< The same from the first frame on.
  rose,      ///< The loss ended above where it began.
  unsteady,  ///< The loss is not small, and still goes up and down.
  flat       ///< The loss has fallen by less than a hundredth.
};

/// What is wrong with a finished run, by its losses and its last weights; of one that can go on, and of one that had
/// nothing to learn, nothing is.
Trouble troubleOf(const Run& run);

/// z ↦ (z − shift) / scale.
struct Rescaling {
  double shift = 0;
  double scale = 1;

  bool operator==(const Rescaling&) const = default;
};

/// A change of an experiment.
struct Remedy {
  Experiment experiment;  ///< With the change.
  Rescaling x, y;         ///< Of the data.
};

/// Looks for the change, of one thing where that is enough, with which a run that has not learned does. What might help
/// is tried, in the order of what is likely to be the cause, by training with it: what is found has been seen to learn,
/// since a run does not change when it is made again. A run has learned when its loss is at most half of what the best
/// constant function leaves, or, where the targets are all equal, of what 0 does.
class Mending {
 public:
  /// The run need not live on.
  explicit Mending(const Run& run);

  [[nodiscard]] Trouble trouble() const { return trouble_; }

  /// Goes on with the search for at most so many iterations. Returns whether it is over.
  bool search(std::int64_t iterations);

  /// What has been found. Where the search is broken off, also a change with which a run has learned without being at
  /// its end.
  [[nodiscard]] std::optional<Remedy> remedy() const;

 private:
  [[nodiscard]] static bool hasLearned(const Run& run);

  Trouble trouble_;
  std::vector<Remedy> untried_;  // The next one last.
  std::optional<Remedy> tried_;  // The one on trial, or the one that was found.
  std::unique_ptr<Run> trial_;
};

}  // namespace reluscope
