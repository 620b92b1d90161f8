#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/cells/frontier.hpp"
#include "engine/cells/margin.hpp"
#include "engine/neuron.hpp"
#include "engine/neuron_map.hpp"

namespace reluscope {

/// All neurons of one activation pattern. A step moves each by the same linear map,
///
///     u ← M u,   M = [[I, −G], [−Gᵀ, 1]],   G the cell's pull,
///
/// so the cell keeps the product P of the maps, a fixed v with u = P v for every neuron, and the second moment
/// S = Σ u uᵀ of all neurons, whose entries Σ a w and Σ a b determine h. A step too short to change the last place of S
/// still changes P; `settle` therefore computes S ← P (Σ v vᵀ) Pᵀ regularly, so that they cannot drift apart.
///
/// Invariants: u = P v for every member; S = Σ u uᵀ up to rounding since `settle`; Σ‖G‖₁ since the last re-basing
/// is at most kRebaseBound before each step, so that P and its inverse stay small and margins (margin.hpp) hold.
class Cell {
 public:
  /// The members, by slot.
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& ids() const { return ids_; }

  /// Whether P differs from I, and P itself.
  [[nodiscard]] bool hasMoved() const { return moved_; }
  [[nodiscard]] NeuronMap map() const;

  /// The fixed v of the member in a slot.
  [[nodiscard]] const Neuron& fixed(std::size_t slot) const { return fixed_[slot]; }

  /// The parameters u of the member in a slot.
  [[nodiscard]] Neuron at(std::size_t slot) const;

  /// Adds a neuron; its slot is size() − 1. Folds first if the cell is far.
  void add(std::uint32_t id, const Neuron& u);

  /// Removes the member in a slot, whose parameters are `u`; the last member takes its slot.
  void remove(std::size_t slot, const Neuron& u);

  /// One step.
  void move(const HiddenVector& pull);

  /// S ← P (Σ v vᵀ) Pᵀ.
  void settle();

  /// Σ a w and Σ a b.
  [[nodiscard]] HiddenVector outputSums() const { return {moments_[kWA], moments_[kBA]}; }

  /// Σ ‖u‖² at the last re-basing, updated for members added and removed since.
  [[nodiscard]] double squares() const { return fixedMoments_[kWW] + fixedMoments_[kBB] + fixedMoments_[kAA]; }

  /// Whether the cell should be re-based before its next step.
  [[nodiscard]] bool isFar() const { return totalNorm_ > kRebaseBound; }

  /// v ← P v, P ← I; sums S again.
  void fold();

  /// Folds, and restarts Σ‖G‖₁.
  void rebase();

  std::array<Frontier, 2> frontiers;  ///< At the edges to the previous and to the next pattern.
  std::int64_t rebasedAt = 0;         ///< The iteration of the last re-basing.

 private:
  enum Moment : std::size_t { kWW, kWB, kBB, kWA, kBA, kAA, kMoments };
  using Sums = std::array<double, kMoments>;
  using Map = std::array<std::array<double, 3>, 3>;
  static constexpr Map kIdentity{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

  [[nodiscard]] Neuron pulledBack(const Neuron& u) const;
  static void add(Sums& moments, const Neuron& u, double sign);

  Map map_ = kIdentity;   // P; rows w, b, a
  bool moved_ = false;    // Whether P differs from I.
  Sums fixedMoments_{};   // Σ v vᵀ
  Sums moments_{};        // S
  double totalNorm_ = 0;  // Σ‖G‖₁

  std::vector<std::uint32_t> ids_;
  std::vector<Neuron> fixed_;  // v
};

}  // namespace reluscope
