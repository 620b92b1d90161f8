#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"
#include "network/direction.hpp"

namespace reluscope {

/// How directions near a critical direction behave.
enum class Stability : std::uint8_t {
  attracting,  ///< They approach it from both sides, or from one while the other is stationary.
  repelling,   ///< They leave it to both sides, or to one while the other is stationary.
  halfStable,  ///< They approach it from one side and leave it to the other.
};

struct CriticalDirection {
  Direction direction;
  Stability positive;  ///< For neurons with a_j > 0; with a_j < 0, attracting and repelling swap.
};

/// Counterclockwise from one direction to another; the whole circle if they are equal.
struct Arc {
  Direction from;
  Direction to;
};

/// The directions to which neurons turn in the early alignment phase, and those where they stay.
///
/// While all weights are small the residual is −y, and a balanced neuron's direction w̄ follows, up to a change of time,
///
///     w̄' = ± (D(w̄) − ⟨D(w̄), w̄⟩ w̄),   D(w̄) = (1/n) Σ_i 1[⟨w̄, x̃_i⟩ > 0] y_i x̃_i,
///
/// + when a_j > 0 and − when a_j < 0: it climbs, or descends, (1/n) Σ_i y_i ReLU⟨w̄, x̃_i⟩ along the circle. Within one
/// activation pattern D is constant, and w̄ is critical where D is parallel to it. On a sector line, w̄ ⊥ x̃_k, it is
/// critical where a convex combination of the two sides' D is (Filippov's sense): where the flows of the two sides
/// oppose each other, or one of them vanishes. The flow nearest to the line on each side decides its stability.
///
/// Where D = 0 every direction is stationary: where no point is active, and where the y_i x̃_i of the active points
/// cancel. An end of such an arc is critical; if the flow outside leads to it, directions stop there.
///
/// From E. Boursier, N. Flammarion, Early alignment in two-layer networks training is a two-edged sword (JMLR 26,
/// 2025).
struct CriticalDirections {
  std::vector<CriticalDirection> directions;  ///< Counterclockwise from (0, −1).
  std::vector<Arc> stationary;                ///< Arcs of D = 0, none touching another.
};

/// The critical directions of data that are rounded as for training, in O(n log n). Points with equal x count as one
/// point with the sum of their y.
CriticalDirections criticalDirections(const Data& data);

}  // namespace reluscope
