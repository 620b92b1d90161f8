#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/flow/propagator.hpp"
#include "engine/flow/reaches.hpp"

namespace reluscope {

/// The neurons that move by one propagator: of an arc, or of those that slide along an edge.
///
/// It keeps a fixed v for each neuron and a base Q with u = Q v, so that a step moves all at once, and S = Σ u uᵀ.
///
/// *Who leaves.* At a bound ⟨r, u⟩ = ⟨ρ, v⟩, ρ a row that moves with Q. A neuron with
/// ⟨ρ̂, v̂⟩ > reach (both normalised) cannot have left until ρ̂ has moved by more than the reach. So one look at all
/// neurons finds the few that are near, and until then only these are checked.
class FlowCell {
 public:
  [[nodiscard]] std::size_t size() const { return members_.size(); }
  [[nodiscard]] std::uint32_t id(std::size_t slot) const { return members_[slot].id; }
  [[nodiscard]] const Neuron& fixed(std::size_t slot) const { return members_[slot].v; }
  [[nodiscard]] const Reaches& reaches() const { return reaches_; }  ///< Of v.
  [[nodiscard]] const Propagator& base() const { return base_; }
  [[nodiscard]] const Moments& moments() const { return moments_; }

  /// The parameters of the neuron in a slot.
  [[nodiscard]] Neuron at(std::size_t slot) const { return base_.map() * fixed(slot); }

  /// Adds a neuron, whose slot is size() − 1.
  void add(std::uint32_t id, const Neuron& u);

  /// Removes the neuron in a slot; the last one takes its place.
  void remove(std::size_t slot);

  /// Moves all by a step. Returns whether Q has grown ill-conditioned, so that they should be re-based.
  [[nodiscard]] bool move(const Propagator& step);

  /// v ← Q v, Q ← I.
  void rebase();

  /// Sums S again where it has lost digits to neurons that left.
  void settle();

  /// The slots of the neurons for which one of two `bounds` on u is negative after a further `step`; and of those near
  /// a bound whose a changes its sign in the step, which may have been beyond in between.
  void findBeyond(const std::array<NeuronRow, 2>& bounds, const Propagator& step, std::vector<std::uint32_t>& slots);

 private:
  void sum();
  void look(const std::array<NeuronRow, 2>& rows, const NeuronRow& weight);
  void addToNear(std::size_t slot);

  static constexpr std::uint32_t kFar = 0xFFFFFFFF;

  struct Member {
    Neuron v;
    double norm = 0;  // ‖v‖
    std::uint32_t id = 0;
    std::uint32_t nearAt = kFar;  // Its index in near_, or kFar.
  };
  std::vector<Member> members_;  // By slot.
  Reaches reaches_;
  Propagator base_;     // Q
  Moments moments_;     // S
  double removed_ = 0;  // The trace of what has left S since it was summed.

  /// Kept together, since they are looked at in every step. Empty before the first look.
  struct Near {
    Neuron v;
    std::uint32_t slot = 0;
  };
  std::vector<Near> near_;
  std::size_t nearAfterLook_ = 0;
  std::array<NeuronRow, 2> seen_{};  // ρ̂ at the last look, by side.
  std::array<NeuronRow, 2> last_{};  // ρ̂ at the last call.
  double reach_ = -1;                // Negative before the first look.
  NeuronRow seenWeight_{};           // The row that gives a, at the last look, normalised.
  double leastWeight_ = 1;           // The least |a| of a near one then, in units of its norm.
};

}  // namespace reluscope
