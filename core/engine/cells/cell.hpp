#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/cells/frontier.hpp"
#include "engine/cells/margin.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// All neurons of one activation pattern. A step moves each by the same linear map,
///
///     u ← M u,   M = [[I, −G], [−Gᵀ, 1]],   G the cell's pull,
///
/// so the cell keeps the product P of the maps and every neuron as a fixed point v with u = P v, and of all neurons
/// together only the second moment S = Σ u uᵀ, of which the data see Σ a w and Σ a b. A step too short to change S in
/// its last place still adds to P; so that the two cannot drift apart, S ← P (Σ v vᵀ) Pᵀ now and then.
///
/// Invariants: u = P v for every member; S = Σ u uᵀ up to the rounding since `settle`; Σ‖G‖₁ since the last re-basing
/// is at most kRebaseBound before each step, so that P and its inverse stay small and margins (margin.hpp) hold.
class Cell {
 public:
  /// Members in order of their slots.
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& ids() const { return ids_; }

  /// u of the member in a slot.
  [[nodiscard]] Neuron at(std::size_t slot) const;

  /// Takes a neuron in; its slot is size() − 1.
  void add(std::uint32_t id, const Neuron& u);

  /// Lets the member in a slot go, whose parameters are `u`; the last member takes its slot.
  void remove(std::size_t slot, const Neuron& u);

  /// One step.
  void move(const HiddenVector& pull);

  /// S ← P (Σ v vᵀ) Pᵀ.
  void settle();

  /// Σ a w and Σ a b.
  [[nodiscard]] HiddenVector outputSums() const { return {moments_[kWA], moments_[kBA]}; }

  /// Σ ‖u‖² at the last re-basing, but for those that came and went since.
  [[nodiscard]] double squares() const { return fixedMoments_[kWW] + fixedMoments_[kBB] + fixedMoments_[kAA]; }

  /// Whether the cell should be re-based before its next step.
  [[nodiscard]] bool isFar() const { return totalNorm_ > kRebaseBound; }

  /// v ← P v, P ← I; sums S again, and restarts Σ‖G‖₁.
  void rebase();

  std::array<Frontier, 2> frontiers;  ///< The edge to the pattern before, and that to the next.
  std::int64_t rebasedAt = 0;         ///< The iteration of the last re-basing.

 private:
  enum Moment : std::size_t { kWW, kWB, kBB, kWA, kBA, kAA, kMoments };
  using Moments = std::array<double, kMoments>;
  using Map = std::array<std::array<double, 3>, 3>;
  static constexpr Map kIdentity{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

  void fold();
  [[nodiscard]] Neuron pulledBack(const Neuron& u) const;
  static void add(Moments& moments, const Neuron& u, double sign);

  Map map_ = kIdentity;     // P; rows w, b, a
  bool moved_ = false;      // Whether P differs from I.
  Moments fixedMoments_{};  // Σ v vᵀ
  Moments moments_{};       // S
  double totalNorm_ = 0;    // Σ‖G‖₁

  std::vector<std::uint32_t> ids_;
  std::vector<Neuron> fixed_;  // v
};

}  // namespace reluscope
