#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/cells/boundary_layer.hpp"
#include "engine/cells/cell.hpp"
#include "engine/cells/line_sums.hpp"
#include "engine/dense/dense_neurons.hpp"
#include "engine/motion_history.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// Where each neuron is, and where it goes when it crosses an edge.
///
/// A neuron is in the cell of its activation pattern, in the boundary layer of an edge of that pattern, or loose
/// (cells.hpp). One that crosses the same edge twice within a short time enters that edge's layer; one that crosses
/// different edges as often, or is delicate, becomes loose; layers and loose neurons give back what has settled.
class Placement {
 public:
  /// Iterations after which a member of a layer that has not crossed returns to its cell, and a loose neuron that will
  /// not cross for as long.
  static constexpr std::int64_t kPatience = 128;

  /// Puts every neuron into the cell of its pattern. Keeps `lines`, which must outlive it.
  Placement(const LineSums& lines, const Experiment& experiment, const Weights& start);

  /// Tells a history of all moves from now on; it must outlive the placement.
  void tell(MotionHistory* history) { history_ = history; }

  /// The most modes that a history hears of: each pattern's, and that of neurons in layers and of loose ones.
  [[nodiscard]] static std::size_t modes(std::size_t points) { return 2 * points + 1; }

  /// Whether the squares of these weights are far enough from overflow.
  [[nodiscard]] static bool canHold(const Weights& weights);

  /// Whether a neuron has grown too large for `canHold` since.
  [[nodiscard]] bool hasOutgrown() const { return outgrown_; }

  struct Whereabouts {
    std::uint32_t home = 0;              ///< The pattern of its cell, or the edge of its layer.
    std::uint32_t slot = 0;              ///< In the cell, in the layer, or among the loose.
    std::uint32_t visit = 0;             ///< Counts its moves; voids the queues' entries of earlier ones.
    std::uint32_t lastEdge = kSeveral;   ///< The edge that it crossed last, if it was a single one.
    std::int64_t lastCrossing = kNever;  ///< The iteration of that crossing.
  };
  [[nodiscard]] const Whereabouts& of(std::uint32_t id) const { return places_[id]; }

  [[nodiscard]] Cell& cell(std::size_t pattern) { return cells_[pattern]; }
  [[nodiscard]] BoundaryLayer& layer(std::size_t edge) { return layers_[edge]; }
  [[nodiscard]] DenseNeurons<double>& loose() { return loose_; }

  /// The patterns, except 0, whose cells have members, or had some before the last `dropEmptyCells`.
  [[nodiscard]] const std::vector<std::size_t>& occupied() const { return occupied_; }
  void dropEmptyCells();

  /// The edges whose layers have members, or had some before the last `dropEmptyLayers`.
  [[nodiscard]] const std::vector<std::size_t>& layersInUse() const { return layersInUse_; }
  void dropEmptyLayers();

  /// Takes a neuron with parameters `u` from its cell to where it belongs, now that its pattern is `now`.
  void cross(std::uint32_t id, const Neuron& u, std::size_t now, std::int64_t iteration);

  /// Moves a stray of a layer to where it belongs.
  void settleStray(std::size_t edge, std::size_t slot, std::int64_t iteration);

  /// Makes delicate members of a cell loose, as many as there may be.
  void loosenDelicate(std::size_t pattern);

  /// Returns neurons to their cells that have stopped crossing or are no longer delicate.
  void dissolveSettled();

  /// Re-bases a cell and queues its members afresh at both of its frontiers.
  void rebase(std::size_t pattern, std::int64_t iteration);

  /// Queues a member of a cell at the frontier to the pattern before (side 0) or to the next (side 1).
  void watch(std::size_t pattern, std::size_t side, std::uint32_t id, const Neuron& u);

  /// The x of the point at that frontier.
  [[nodiscard]] double pointAt(std::size_t pattern, std::size_t side) const {
    const ActivationPatterns& patterns = lines_.patterns();
    return patterns.x()[patterns.point(side == 0 ? patterns.previous(pattern) : pattern)];
  }

  /// The parameters of the first `neurons` neurons, and the output bias `c`.
  [[nodiscard]] Weights weights(std::int64_t neurons, double c) const;

  /// Marks the present in the history, if there is one.
  std::optional<Extent> mark(double c);

  /// How often a neuron has left a cell so far.
  [[nodiscard]] std::int64_t crossings() const { return crossings_; }

  /// Entries in all queues, which the engine's memory grows with.
  [[nodiscard]] std::int64_t entries() const;

  /// Loose neurons.
  [[nodiscard]] std::int64_t looseCount() const { return static_cast<std::int64_t>(looseIds_.size()); }

  /// Neurons in boundary layers.
  [[nodiscard]] std::int64_t layered() const;

 private:
  static constexpr std::uint32_t kSeveral = 0xFFFFFFFF;
  static constexpr std::int64_t kNever = -1'000'000;

  void fold(std::size_t pattern);
  void noteMove(std::uint32_t id, std::size_t mode);
  void noteFold(std::size_t pattern);
  [[nodiscard]] std::vector<MotionHistory::Exception> individuals() const;
  void settle(std::uint32_t id, const Neuron& u, std::size_t from, std::size_t now, std::int64_t iteration);
  void move(std::uint32_t id, std::size_t home, std::size_t slot);
  void enterCell(std::uint32_t id, const Neuron& u, std::size_t pattern);
  void enterLayer(std::uint32_t id, const Neuron& u, std::size_t edge);
  void enterLoose(std::uint32_t id, const Neuron& u);
  void leaveCell(std::size_t pattern, std::size_t slot, const Neuron& u);
  Neuron leaveLayer(std::size_t edge, std::size_t slot);
  Neuron leaveLoose(std::size_t slot);
  void placeLoose(std::size_t slot);
  [[nodiscard]] bool willCross(std::size_t pattern, std::size_t side, const Neuron& u) const;

  const LineSums& lines_;
  std::vector<Cell> cells_;            // By pattern.
  std::vector<BoundaryLayer> layers_;  // By edge.
  std::vector<std::size_t> occupied_;
  std::vector<std::size_t> layersInUse_;
  DenseNeurons<double> loose_;
  std::vector<std::uint32_t> looseIds_;  // By slot.
  std::vector<Whereabouts> places_;      // By neuron.
  MotionHistory* history_ = nullptr;
  std::size_t deadMarked_ = 0;  // Dead neurons that the extent of the marks includes.
  std::int64_t crossings_ = 0;
  bool outgrown_ = false;
};

}  // namespace reluscope
