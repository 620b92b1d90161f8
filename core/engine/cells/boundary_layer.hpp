#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/cells/path.hpp"
#include "engine/lanes.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// The neurons that keep crossing one edge, stepped one by one: each moves with the G of the cell on its side of the
/// edge. O(members) a step, whatever the number of points.
///
/// Members are not checked at every step for crossing a second edge. As in a cell, w x + b keeps its sign at the
/// guarding points along each member's margin (margin.hpp), so the smallest margin of all members determines when to
/// survey the layer again.
///
/// Invariant after `step`: every member has one of the edge's two patterns, except those in `strays`, which crossed a
/// second edge. The sums leave these out, and they must be removed before the next step.
class BoundaryLayer {
 public:
  /// The point of the far edge of one of the two cells, and whether the members are active on it.
  struct Guard {
    double x = 0;
    bool active = false;
  };

  /// `crossing` is the x of the edge's point; `before` and `after` guard the edges on either side of it.
  BoundaryLayer(double crossing, const Guard& before, const Guard& after)
      : crossing_(crossing), guarded_{Guarded{before.x, before.active, {}, 0}, Guarded{after.x, after.active, {}, 0}} {}

  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::uint32_t id(std::size_t slot) const { return ids_[slot]; }
  [[nodiscard]] Neuron at(std::size_t slot) const { return {w_[slot], b_[slot], a_[slot]}; }

  /// Adds a neuron, also to the sums; its slot is size() − 1.
  void add(std::uint32_t id, const Neuron& u);

  /// Removes the member in a slot; the last member takes its slot. The sums change with the next step.
  void remove(std::size_t slot);

  /// One step. Each member moves with the G of the cells that are active or inactive on the crossing point.
  void step(const HiddenVector& active, const HiddenVector& inactive);

  /// Σ a w and Σ a b over the members that are active on the crossing point, and over those that are not.
  [[nodiscard]] const HiddenVector& activeSums() const { return activeSums_; }
  [[nodiscard]] const HiddenVector& inactiveSums() const { return inactiveSums_; }

  /// The slots of members that crossed a second edge, as found in the last step; ascending.
  [[nodiscard]] const std::vector<std::size_t>& strays() const { return strays_; }

  /// The slots of members that were not seen to cross since the last call, ascending. Only some steps look: a member
  /// that crosses at every step may be missed, and will return.
  [[nodiscard]] std::vector<std::size_t> settled();

 private:
  using Block = Lanes<double>;
  using Vector = Block::Vector;
  using Mask = Block::Mask;

  /// A guard, and the path along which no member can cross its edge.
  struct Guarded {
    double x;
    bool active;        // Whether the members are active there.
    Path path;          // Σ of the larger |⟨x̃, G⟩| since the last survey.
    double margin = 0;  // The smallest of the members', in the same unit.
  };

  template <bool looking>
  void move(const HiddenVector& active, const HiddenVector& inactive);
  void survey();
  void resize(std::size_t size);

  double crossing_;
  std::array<Guarded, 2> guarded_;
  double totalNorm_ = 0;  // Σ of the larger ‖G‖₁ since the last survey.
  unsigned steps_ = 0;    // In all.
  std::vector<std::uint32_t> ids_;
  // Padded to whole blocks with zeros, which are inactive.
  std::vector<double> w_;
  std::vector<double> b_;
  std::vector<double> a_;
  // By block: the side at the last call of `settled`, and whether the member was seen on the other side since.
  std::vector<Mask> sides_;
  std::vector<Mask> crossed_;
  HiddenVector activeSums_;
  HiddenVector inactiveSums_;
  std::vector<std::size_t> strays_;
};

}  // namespace reluscope
