#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/cells/cells.hpp"
#include "engine/dense/dense_line.hpp"
#include "engine/engine.hpp"

namespace reluscope {

/// The cells engine wherever it pays, the dense one for as long as it does not; never much dearer than the dense one.
///
/// Where everything oscillates, ‖G‖₁ is so large that all cells are re-based in nearly every step, at many times the
/// price of a dense step; a network of a few neurons or a run of a few steps does not pay for its cells at all; and
/// weights whose squares overflow they cannot hold. There the neurons are stepped densely.
///
/// What cells cost beyond dense steps is a debt, and cheaper steps pay it. When it exceeds the price of building the
/// cells, the neurons are handed over. Every dense step then pays a part of its own price, and cells are built again
/// once nothing is owed, the loss has been low enough for a while to bound the pulls (by Cauchy and Schwarz
/// ‖G‖₁ ≤ 2·lr·√(L·mean (|x| + 1)²)), and the steps that are left are worth it. Prices are counted (work.hpp), not
/// timed, so that a run has the same bits everywhere.
class Alternating final : public Engine {
 public:
  /// As for `Cells`; the steps are expected to be those of the experiment.
  Alternating(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "cells"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] bool knowsLoss() const override { return cells_ || dense_->knowsLoss() || handedOver_; }
  [[nodiscard]] double loss() const override;
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;

  /// Whether the next step is a dense one.
  [[nodiscard]] bool isDense() const { return !cells_; }

 private:
  std::int64_t advanceCells(std::int64_t steps);
  std::int64_t advanceDense();
  [[nodiscard]] bool isWorthCells() const;
  void build(const Weights& start);

  Experiment experiment_;  // Without weights.
  std::int64_t neurons_;
  std::int64_t denseWork_;      // Of a dense step,
  std::int64_t leastWork_ = 0;  // of a step of the cells in which nothing happens,
  std::int64_t buildingWork_;   // and of building the cells.
  std::int64_t patience_;       // Steps that a calm must last.
  double calmLoss_;             // The loss below which it is calm: no cell is re-based within `patience_` steps.

  std::unique_ptr<Cells> cells_;  // One of the two.
  std::unique_ptr<DenseLine<double>> dense_;
  std::optional<double> handedOver_;  // The loss that the cells left, for as long as the dense one does not know it.
  std::int64_t iteration_ = 0;
  Debt debt_;
  std::int64_t calm_ = 0;  // Dense steps since the loss was last too high.
};

}  // namespace reluscope
