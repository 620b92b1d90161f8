#pragma once

#include <cstddef>
#include <cstdint>

#include "run/run.hpp"

namespace reluscope {

/// When the points of one sign are learned: the recorded iterations at which their part of the loss has first fallen to
/// nine tenths, and to a tenth, of what it was in the first frame; kNever as long as it has not.
struct Growth {
  static constexpr std::int64_t kNever = -1;

  double first = 0;  ///< The part of the loss in the first frame, times the number of points; 0 without such a point.
  std::int64_t from = kNever;
  std::int64_t to = kNever;

  /// Whether nothing more is to be found.
  [[nodiscard]] bool isOver() const { return first == 0 || to != kNever; }
};

/// The phases of training on orthogonal data (Boursier, Pillaud-Vivien and Flammarion, NeurIPS 2022), as a run shows
/// them: neurons align, the group that fits y_i > 0 grows, the group that fits y_i < 0 grows, and all converge.
/// Alignment ends where the first group begins to grow, and convergence begins where the last one has grown.
class Phases {
 public:
  /// Looks at the next `frames` frames of a run at most, always the same one. Returns whether the search is over: once
  /// all is found, or no recorded frame is left; at once if there are several inputs or outputs.
  bool search(const Run& run, std::int64_t frames);

  [[nodiscard]] const Growth& positive() const { return positive_; }
  [[nodiscard]] const Growth& negative() const { return negative_; }

 private:
  Growth positive_, negative_;
  std::size_t next_ = 0;  // Frame.
};

}  // namespace reluscope
