#pragma once

#include <cstddef>
#include <vector>

#include "engine/cells/line_sums.hpp"
#include "engine/flow/arcs.hpp"
#include "engine/flow/dop853.hpp"
#include "engine/flow/propagator.hpp"

namespace reluscope {

/// The differential equation of gradient flow in its propagators.
///
/// A *mode* is a way in which neurons move: mode p < arcs is that of arc p; mode arcs + e is that of neurons which
/// slide along edge e. State y: the four numbers of every mode's propagator since the start of the step, then c. What
/// the data see of the neurons of a mode is their second moment, P S Pᵀ.
class FlowField final : public VectorField {
 public:
  FlowField(const Data& data, bool hiddenBias, bool outputBias);

  [[nodiscard]] const LineSums& lines() const { return lines_; }
  [[nodiscard]] const Arcs& arcs() const { return arcs_; }
  [[nodiscard]] std::size_t modes() const { return arcs_.count() + arcs_.edges().size(); }
  [[nodiscard]] std::size_t size() const { return 4 * modes() + 1; }

  [[nodiscard]] bool hasHiddenBias() const { return hiddenBias_; }

  /// The arc whose active points those of a mode are.
  [[nodiscard]] std::size_t arcOf(std::size_t mode) const {
    return mode < arcs_.count() ? mode : arcs_.edges()[mode - arcs_.count()].inactive;
  }

  /// The second moments at the start of the step, by mode.
  std::vector<Moments> moments;

  /// Notes which modes have moments.
  void notice();

  /// The residuals, the loss and the pulls of the arcs, in `lines`.
  void evaluate(const double* y);

  void rates(const double* y, double* rates) override;

  /// From here on all rates are zero.
  void stop() { isStopped_ = true; }
  [[nodiscard]] bool isStopped() const { return isStopped_; }

  /// The trace of the tangent kernel, which bounds how fast residuals can decay: 0 once all is stopped.
  [[nodiscard]] double kernelTrace() const;

 private:
  /// Sums over the active points of an arc.
  struct Points {
    double count = 0;
    double x = 0;
    double xx = 0;
  };

  LineSums lines_;
  Arcs arcs_;
  bool hiddenBias_;
  bool outputBias_;
  bool isStopped_ = false;
  std::vector<Points> points_;         // By arc.
  std::vector<std::size_t> occupied_;  // The modes with moments that are not dead.
};

}  // namespace reluscope
