#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "run/run.hpp"
#include "theory/theory.hpp"

namespace reluscope {

/// A run so far, in the numbers by which the runs of a sweep are compared. What does not apply or is not finite is NaN;
/// of a run that diverged, everything that its last parameters would tell.
struct Summary {
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

  std::string_view engine = {};
  double iterations = 0;   ///< Steps taken.
  double loss = kUnknown;  ///< After the last step.
  /// That loss, divided by the loss of the least-squares line; unknown if that line interpolates, and
  /// with several inputs or outputs.
  double relativeLoss = kUnknown;
  /// The first iterations whose recorded loss is at most 1/2, and at most 1/100, of the first loss.
  double halvedAt = kUnknown;
  double hundredthAt = kUnknown;
  double active = kUnknown;        ///< Neurons that are active on some data point.
  double kinks = kUnknown;         ///< See `kinksOf`; of one input and one output.
  double squaredNorm = kUnknown;   ///< ‖θ‖², over all weights and biases.
  double displacement = kUnknown;  ///< ‖θ(T) − θ(0)‖ / ‖θ(0)‖.
  /// The largest |h(x) − h*(x)| on the range of the picture, where h* is the interpolator of minimum norm.
  double minimumNormDistance = kUnknown;
  std::optional<Silence> silence = std::nullopt;  ///< Why no such interpolator is known.
  double divergedAt = kUnknown;  ///< The iteration at which the loss stopped being finite; 0 if it never was.
};

/// A number of a summary and its name in files.
struct SummaryColumn {
  std::string_view name;
  double Summary::*value;
};

/// All of them, in the order of files.
std::span<const SummaryColumn> summaryColumns();

/// The kinks of h on the range of the picture that a reader could tell: one less than its straight pieces, where
/// straight means up to 1/1000 of the data's height max y − min y (of |y| if all y are equal, and of 1 if all are 0).
/// See `straightPieces`. The activation must have a kink, and the weights must be finite.
double kinksOf(const Weights& weights, Activation activation, const Data& data);

/// A run that keeps its losses and no frames. Unlike `Run`, it takes weights whose first loss is not finite: that run
/// diverged at iteration 0.
class SummaryRun {
 public:
  explicit SummaryRun(const Experiment& experiment);

  /// See `Run::advance`.
  void advance(std::int64_t iterations);

  [[nodiscard]] bool finished() const { return !run_ || run_->finished(); }
  [[nodiscard]] std::int64_t iteration() const { return run_ ? run_->iteration() : 0; }
  [[nodiscard]] Summary summary() const;

  /// The run; null if its first loss is not finite.
  [[nodiscard]] const Run* run() const { return run_ ? &*run_ : nullptr; }

 private:
  std::optional<Run> run_;
  Weights start_;
};

}  // namespace reluscope
