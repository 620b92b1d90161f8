#pragma once

#include <cstdint>
#include <vector>

#include "engine/cells/boundary_layer.hpp"
#include "engine/cells/cell.hpp"
#include "engine/cells/work.hpp"
#include "engine/dense/dense_neurons.hpp"
#include "engine/engine.hpp"
#include "engine/neuron.hpp"
#include "network/activation_pattern.hpp"

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
/// are `delicate` (neuron.hpp), whose roundings decide what becomes of them: theirs are PyTorch's own.
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
  [[nodiscard]] double loss() const override { return loss_; }
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;

  /// Whether the squares of these weights are far enough from overflow.
  [[nodiscard]] static bool canHold(const Weights& weights);

  /// Whether neurons have grown too large since.
  [[nodiscard]] bool hasOutgrown() const { return outgrown_; }

  /// Takes steps until they have cost too much, too: adds to the debt what each costs, and takes none while it is too
  /// high or neurons have grown too large.
  std::int64_t advance(std::int64_t steps, Debt& debt);

  /// How often a neuron has left a cell so far.
  [[nodiscard]] std::int64_t crossings() const { return crossings_; }

  /// Entries in all queues, which the engine's memory grows with.
  [[nodiscard]] std::int64_t entries() const;

  /// Neurons that are in boundary layers now.
  [[nodiscard]] std::int64_t layered() const;

  /// Neurons that are loose now.
  [[nodiscard]] std::int64_t loose() const { return static_cast<std::int64_t>(looseIds_.size()); }

 private:
  /// Where a neuron is.
  struct Place {
    enum class Among : std::uint8_t { cell, layer, loose };

    std::uint32_t home = 0;  ///< The pattern of its cell, or the edge of its layer.
    std::uint32_t slot = 0;
    std::uint32_t visit = 0;             ///< Counts its moves; voids the queues' entries of earlier ones.
    std::uint32_t lastEdge = kSeveral;   ///< The edge that it crossed last, if it was one alone,
    std::int64_t lastCrossing = kNever;  ///< and when.
    Among among = Among::cell;
  };
  static constexpr std::uint32_t kSeveral = 0xFFFFFFFF;
  static constexpr std::int64_t kNever = -1'000'000;

  void step();
  void computePulls();
  void moveCells();
  void stepLayers();
  void crossDue();
  void rebaseFar();
  void dissolveSettled();
  void evaluate();

  void cross(std::uint32_t id, const Neuron& u, std::size_t now);
  void settle(std::uint32_t id, const Neuron& u, std::size_t from, std::size_t now);
  void enterCell(std::uint32_t id, const Neuron& u, std::size_t pattern);
  void enterLayer(std::uint32_t id, const Neuron& u, std::size_t edge);
  void enterLoose(std::uint32_t id, const Neuron& u);
  void leaveCell(std::size_t pattern, std::size_t slot, const Neuron& u);
  Neuron leaveLayer(std::size_t edge, std::size_t slot);
  Neuron leaveLoose(std::size_t slot);
  void loosenDelicate(std::size_t pattern);
  void placeLoose(std::size_t slot);
  [[nodiscard]] bool willCross(std::size_t pattern, std::size_t side, const Neuron& u) const;
  void rebase(std::size_t pattern);
  void watch(std::size_t pattern, std::size_t side, std::uint32_t id, const Neuron& u);
  [[nodiscard]] double pointAt(std::size_t pattern, std::size_t side) const;

  ActivationPatterns patterns_;
  // The targets, by point: those of point k are y_[firstTarget_[k]] up to y_[firstTarget_[k + 1]], and target t is
  // number datum_[t] of the data.
  std::vector<double> y_;
  std::vector<std::size_t> datum_;
  std::vector<std::size_t> firstTarget_;
  bool hiddenBias_;
  bool outputBias_;
  double learningRate_;

  std::vector<Cell> cells_;            // By pattern.
  std::vector<BoundaryLayer> layers_;  // By edge.
  std::vector<std::size_t> occupied_;  // The patterns, but 0, whose cells have members or had some lately.
  std::vector<std::size_t> layersInUse_;
  DenseNeurons<double> loose_;
  std::vector<std::uint32_t> looseIds_;  // By slot.
  std::vector<Place> places_;            // By neuron.
  double c_;

  std::vector<double> residuals_;  // By point: the sum over its targets.
  std::vector<double> slopes_;     // By datum: ∂L/∂h, for those that are loose.
  std::vector<Pull> pulls_;        // By pattern.
  double pullOfC_ = 0;
  std::vector<Pull> sums_;       // By point, for evaluate(): of the patterns that begin there,
  std::vector<Pull> firstSums_;  // and of those that end there.
  double loss_ = 0;
  std::int64_t iteration_ = 0;
  std::int64_t crossings_ = 0;
  std::int64_t work_ = 0;  // Of the present step.
  bool outgrown_ = false;
};

}  // namespace reluscope
