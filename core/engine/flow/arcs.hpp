#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/neuron.hpp"
#include "network/activation_pattern.hpp"

namespace reluscope {

/// A line w x + b = 0 (without hidden biases w = 0) between two arcs. Going from `before` to `after`, ζ = ⟨normal, w̃⟩
/// turns from negative to positive.
struct Edge {
  HiddenVector normal;
  std::size_t before = 0;
  std::size_t after = 0;
  std::size_t inactive = 0;  ///< The one of the two arcs without the point, where a neuron on the edge belongs.

  /// The other one of its two arcs.
  [[nodiscard]] std::size_t beyond(std::size_t arc) const { return arc == before ? after : before; }

  /// The direction of the neurons on it; those in the opposite direction are on another edge.
  [[nodiscard]] HiddenVector along() const { return {normal.b, -normal.w}; }
};

/// A boundary of an arc: ⟨inward, w̃⟩ > 0 inside.
struct Side {
  std::size_t edge = 0;
  HiddenVector inward;
  double orientation = 0;  ///< 1 where the arc is the one after the edge, −1 where it is before.
};

/// The circle of directions (w, b), cut into arcs of one activation pattern each.
///
/// With hidden biases, arc p is pattern p of `ActivationPatterns` and edge e lies between the arcs e and e + 1. Without
/// them there are two directions, w < 0 (arc 1) and w > 0 (arc 2), with one edge, w = 0; arc 0 is the origin.
class Arcs {
 public:
  /// Keeps `patterns`, which must outlive it.
  Arcs(const ActivationPatterns& patterns, bool hiddenBias);

  [[nodiscard]] std::size_t count() const { return patternOf_.size(); }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  [[nodiscard]] std::size_t pattern(std::size_t arc) const { return patternOf_[arc]; }

  /// Whether no point is active, so that the neurons of the arc do not move.
  [[nodiscard]] bool isDead(std::size_t arc) const { return patternOf_[arc] == 0; }

  [[nodiscard]] const std::array<Side, 2>& sides(std::size_t arc) const { return sides_[arc]; }

  /// The arc of a neuron.
  [[nodiscard]] std::size_t find(double w, double b) const;

 private:
  const ActivationPatterns& patterns_;
  bool hiddenBias_;
  std::vector<std::size_t> patternOf_;  // By arc.
  std::vector<Edge> edges_;
  std::vector<std::array<Side, 2>> sides_;  // By arc.
};

inline double dot(const HiddenVector& left, const HiddenVector& right) { return left.w * right.w + left.b * right.b; }

}  // namespace reluscope
