#pragma once

#include <cmath>

#include "engine/neuron.hpp"

namespace reluscope {

/// Whether a neuron is about to decay to a small part of itself, by a pull that stays as it is. With Ĝ = G/‖G‖ its
/// component along (Ĝ, 1) decays, that along (−Ĝ, 1) grows, and the rest stays; it is delicate when the first is all
/// but everything. What it grows to in the end is then hardly more than what rounding left of it while it was large,
/// so only the same roundings give the same neuron: at a remainder of 1/32 they count 2·32² times in the end. So it is
/// with a tiny one. A pull that no run is long enough for, of 1e8 iterations at most, makes nobody delicate.
inline bool isDelicate(const Neuron& u, const Pull& pull) {
  constexpr double remainder = 1.0 / 32;
  constexpr double weakest = 1e-9;
  const double steepness = std::sqrt(pull.w * pull.w + pull.b * pull.b);
  const double along = u.w * pull.w + u.b * pull.b;
  const double across = u.w * pull.b - u.b * pull.w;
  if (isTiny(u)) {
    return steepness > weakest && (u.w != 0 || u.b != 0 || u.a != 0);
  }
  return steepness > weakest && u.a * along > 0 && std::abs(across) < remainder * std::abs(along) &&
         std::abs(u.a * steepness - along) < remainder * std::abs(along);
}

}  // namespace reluscope
