#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/cells/cells.hpp"
#include "engine/dense/dense_line.hpp"
#include "engine/engine.hpp"

namespace reluscope {

/// The cells engine where it pays off and dense steps where it does not; never much slower than the dense engine.
///
/// Where everything oscillates, ‖G‖₁ is so large that nearly every step re-bases all cells, at many times the cost of a
/// dense step. A network of a few neurons, or a run of a few steps, never recovers the cost of building its cells. And
/// cells cannot hold weights whose squares overflow. In these cases the neurons are stepped densely.
///
/// The cost of cells in excess of dense steps is a debt, which cheaper steps pay off. When the debt exceeds the cost of
/// building the cells, the neurons go over to dense steps. Each dense step then pays off a part of its own cost. Cells
/// are built again once the debt is paid, the loss has been low enough for a while to bound G (by Cauchy and Schwarz
/// ‖G‖₁ ≤ 2·lr·√(L·mean (|x| + 1)²)), and enough steps are left. Costs are counted (work.hpp), not timed, so that a run
/// has the same bits everywhere.
class Alternating final : public Engine {
 public:
  /// As for `Cells`. The steps left to take are counted from the experiment's iterations.
  Alternating(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "cells"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] bool knowsLoss() const override { return cells_ || dense_->knowsLoss() || handedOver_; }
  [[nodiscard]] double loss() const override;
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;
  [[nodiscard]] std::unique_ptr<const History> history() override;

  /// Marks what the cells hold; dense steps move every neuron by itself.
  std::optional<Extent> mark() override { return cells_ ? cells_->mark() : std::nullopt; }

  /// Whether the next step is dense.
  [[nodiscard]] bool isDense() const { return !cells_; }

 private:
  std::int64_t advanceCells(std::int64_t steps);
  std::int64_t advanceDense();
  [[nodiscard]] bool isWorthCells() const;
  void build(const Weights& start);

  MotionHistory* history_ = nullptr;
  Experiment experiment_;  // Without weights.
  std::int64_t neurons_;
  std::int64_t denseWork_;      // Cost of a dense step.
  std::int64_t leastWork_ = 0;  // Least cost of a step of the cells.
  std::int64_t buildingWork_;   // Cost of building the cells.
  std::int64_t patience_;       // Steps that the loss must stay below calmLoss_ before cells are built.
  double calmLoss_;             // Below this loss no cell is re-based within patience_ steps.

  std::unique_ptr<Cells> cells_;  // Either this or dense_ is set.
  std::unique_ptr<DenseLine<double>> dense_;
  std::optional<double> handedOver_;  // The loss of the cells, until dense_ knows its own.
  std::int64_t iteration_ = 0;
  Debt debt_;
  std::int64_t calm_ = 0;  // Dense steps since the loss was last above calmLoss_.
};

}  // namespace reluscope
