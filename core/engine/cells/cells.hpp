#pragma once

#include <cstdint>

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
/// and G depends on nothing but which points the neuron is active on. So all neurons of one activation pattern, a cell,
/// move by one linear map, and h needs only two sums over each cell. A `Cell` carries its neurons along without
/// touching them; `ActivationPatterns` numbers the cells around the circle of directions.
///
/// A neuron leaves its cell when w x + b changes side for a point x of one of the cell's two edges. How far the steps
/// have drifted towards an edge, and each neuron's margin, are kept by a `Frontier`: its queues of margins name the
/// only neurons that need to be looked at. One that was looked at early goes back with its new margin.
///
/// A neuron that crosses one edge again and again joins that edge's `BoundaryLayer`, where each step treats it by
/// itself; once it has stopped crossing it goes back to its cell. One that crosses different edges too often is loose
/// and stepped as the dense engine does it, over all points, so that nobody costs more than there. So are the few that
/// are delicate (delicate.hpp), whose roundings decide what becomes of them: theirs are PyTorch's own.
///
/// Invariants between steps: every neuron is in the cell of its own activation pattern, in the layer of an edge of that
/// cell, or loose; every cell's invariants hold (cell.hpp); nobody is due at a frontier.
class Cells final : public Engine {
 public:
  /// The activation must be relu; float64 whatever the experiment's precision says. `start` should be weights that
  /// `canHold`, for moments that overflow are not numbers.
  Cells(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "cells"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] double loss() const override { return lines_.loss(); }
  [[nodiscard]] Weights weights(std::int64_t neurons) const override { return placement_.weights(neurons, c_); }

  /// Whether the squares of these weights are far enough from overflow.
  [[nodiscard]] static bool canHold(const Weights& weights) { return Placement::canHold(weights); }

  /// Whether neurons have grown too large since.
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
