#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/cells/path.hpp"
#include "engine/lanes.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// The neurons that keep crossing one edge, stepped one by one: each step pulls a neuron by the cell on whose side of
/// the edge it stands. O(members) a step, whatever the number of points.
///
/// Whether a member has come to a second edge is not asked at every step. As in a cell, its w x + b at a guarding point
/// is safe along its margin (margin.hpp) of that edge's path, so that the smallest margin of all members says when the
/// layer has to be surveyed again.
///
/// Invariant after `step`: every member has one of the edge's two patterns, but for those listed in `strays`, which
/// crossed a second edge and whose sums are left out; they must be taken out before the next step.
class BoundaryLayer {
 public:
  /// A point at the far side of one of the two cells, and whether the members are active on it.
  struct Guard {
    double x = 0;
    bool active = false;
  };

  /// `crossing` is the edge's own point; `before` and `after` are those of the edges on either side of it.
  BoundaryLayer(double crossing, const Guard& before, const Guard& after)
      : crossing_(crossing), guarded_{Guarded{before.x, before.active, {}, 0}, Guarded{after.x, after.active, {}, 0}} {}

  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::uint32_t id(std::size_t slot) const { return ids_[slot]; }
  [[nodiscard]] Neuron at(std::size_t slot) const { return {w_[slot], b_[slot], a_[slot]}; }

  /// Takes a neuron in, also into the sums; its slot is size() − 1.
  void add(std::uint32_t id, const Neuron& u);

  /// Lets the member in a slot go; the last member takes its slot. The sums stay as they are until the next step.
  void remove(std::size_t slot);

  /// One step, each member pulled by `active` or `inactive` as it stands to the crossing point.
  void step(const HiddenVector& active, const HiddenVector& inactive);

  /// Σ a w and Σ a b over the members that are active on the crossing point, and over those that are not.
  [[nodiscard]] const HiddenVector& activeSums() const { return activeSums_; }
  [[nodiscard]] const HiddenVector& inactiveSums() const { return inactiveSums_; }

  /// The slots of members that left by a second edge in the last step, ascending.
  [[nodiscard]] const std::vector<std::size_t>& strays() const { return strays_; }

  /// The slots of members that were not seen to cross since the last call, ascending. (Looked at now and then only: one
  /// that crosses at every step may be missed, and will be back.)
  [[nodiscard]] std::vector<std::size_t> settled();

 private:
  using Block = Lanes<double>;
  using Vector = Block::Vector;
  using Mask = Block::Mask;

  /// A guard, and how far the layer may go before anybody can have reached it.
  struct Guarded {
    double x;
    bool active;        // Whether the members are active there.
    Path path;          // Σ of the larger |⟨x̃, G⟩| since the last survey.
    double margin = 0;  // Smallest over the members, in the same unit.
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
  // Padded to whole blocks; the padding is zeros, which are inactive and belong to nobody.
  std::vector<double> w_;
  std::vector<double> b_;
  std::vector<double> a_;
  // A block of lanes each: the side at the last call of `settled`, and whether the member was seen on the other since.
  std::vector<Mask> sides_;
  std::vector<Mask> crossed_;
  HiddenVector activeSums_;
  HiddenVector inactiveSums_;
  std::vector<std::size_t> strays_;
};

}  // namespace reluscope
