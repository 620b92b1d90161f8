#pragma once

#include <cmath>

#include "engine/neuron.hpp"

namespace reluscope {

/// Whether a neuron is about to decay to a small part of itself if the pull G stays as it is. With Ĝ = G/‖G‖ its
/// component along (Ĝ, 1) decays, the one along (−Ĝ, 1) grows, and the rest stays. A neuron is delicate when the first
/// component is nearly all of it: it later grows from little more than the rounding errors made while it was large, so
/// that only the same roundings give the same neuron. With a remainder of 1/32 the errors are amplified 2·32² times.
/// Tiny neurons are delicate for the same reason. A pull too weak to act within the longest run, of 1e8 iterations,
/// makes no neuron delicate.
inline bool isDelicate(const Neuron& u, const HiddenVector& pull) {
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
