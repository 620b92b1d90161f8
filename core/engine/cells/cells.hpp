#pragma once

#include <cstdint>
#include <optional>

#include "engine/cells/line_sums.hpp"
#include "engine/cells/placement.hpp"
#include "engine/cells/work.hpp"
#include "engine/engine.hpp"

namespace reluscope {

/// The cells engine: exact gradient descent for relu on a line in float64, O(points) a step, whatever the width.
///
/// With r_i = h(x_i) − y_i and x̃_i = (x_i, 1), a step moves neuron (w̃, a), w̃ = (w, b), by
///
///     w̃ ← w̃ − a G,   a ← a − ⟨w̃, G⟩,   G = (2·lr/n) Σ_{i active} r_i x̃_i,
///
/// and G, the pull of the step, depends only on the points on which the neuron is active. So all neurons of one
/// activation pattern, a cell, move by one linear map, and h needs only two sums over each cell. A `Cell` moves its
/// neurons without touching them; `ActivationPatterns` numbers the cells around the circle of directions. `LineSums`
/// computes h and the pulls; `Placement` keeps track of where each neuron is.
///
/// A neuron leaves its cell when w x + b changes sign at the point x of one of the cell's two edges. A `Frontier` keeps
/// how far the steps have drifted towards an edge, and the margins of the neurons: only neurons at the front of its
/// queues need a check. A neuron that has not crossed is queued again with its new margin.
///
/// A neuron that crosses one edge repeatedly joins that edge's `BoundaryLayer`, where it is stepped individually; when
/// it has stopped crossing it returns to its cell. A neuron that crosses different edges too often is loose: it is
/// stepped over all points, as in the dense engine, so that it costs no more than there. The few delicate neurons
/// (delicate.hpp) are loose too, since they need PyTorch's own roundings.
///
/// Invariants between steps: every neuron is in the cell of its own activation pattern, in the layer of an edge of that
/// cell, or loose; every cell's invariants hold (cell.hpp); no neuron is due at a frontier.
class Cells final : public Engine {
 public:
  /// The activation must be relu; the precision is float64 whatever the experiment says. `start` should be weights that
  /// the engine `canHold`, since moments that overflow become NaN.
  Cells(const Experiment& experiment, const Weights& start);

  /// Makes marks in a history, which must outlive the engine.
  void tell(MotionHistory* history) { placement_.tell(history); }

  [[nodiscard]] std::string_view name() const override { return "cells"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] double loss() const override { return lines_.loss(); }
  [[nodiscard]] Weights weights(std::int64_t neurons) const override { return placement_.weights(neurons, c_); }
  std::optional<Extent> mark() override { return placement_.mark(c_); }

  /// Whether the squares of these weights are far enough from overflow.
  [[nodiscard]] static bool canHold(const Weights& weights) { return Placement::canHold(weights); }

  /// Whether a neuron has grown too large since.
  [[nodiscard]] bool hasOutgrown() const { return placement_.hasOutgrown(); }

  /// Takes steps as above, and adds the cost of each to the debt; stops once that is too high or neurons have grown too
  /// large.
  std::int64_t advance(std::int64_t steps, Debt& debt);

  /// Where the neurons are.
  [[nodiscard]] const Placement& placement() const { return placement_; }

 private:
  void step();
  void moveCells();
  void stepLayers();
  void crossDue();
  void rebaseFar();
  void evaluate();

  LineSums lines_;
  Placement placement_;
  bool outputBias_;
  double c_;
  std::int64_t iteration_ = 0;
  std::int64_t work_ = 0;  // Of the present step.
};

}  // namespace reluscope
