#pragma once

#include <cmath>

#include "engine/neuron.hpp"

namespace reluscope {

// ‖G‖₁ bounds how far a step turns and stretches u = (w, b, a). The bounds below hold as long as the sum of ‖G‖₁ over
// the steps since the last re-basing is at most kRebaseBound before each step.
inline constexpr double kRebaseBound = 0.5;
inline constexpr double kCosh = 1.1276259652063807;  // cosh(kRebaseBound). Libraries differ in the last bit.
inline constexpr double kSinh = 0.5210953054937474;  // sinh(kRebaseBound)

/// The path Σ|⟨x̃, G⟩| along which z = w x + b cannot change its sign: |z| / max|a|, where
/// max|a| ≤ cosh(kRebaseBound)|a| + sinh(kRebaseBound)‖w̃‖; slightly less, as a guard against rounding. 0 for a tiny
/// neuron, since nothing is known about it; NaN for a neuron of zeros, which never moves.
inline double margin(double z, const Neuron& u) {
  constexpr double caution = 1 - 1e-7;
  return caution * (isTiny(u) ? 0 : std::abs(z)) / (kCosh * std::abs(u.a) + kSinh * (std::abs(u.w) + std::abs(u.b)));
}

/// Whether a keeps its sign until the next re-basing. A step's map is a multiple of a Lorentz boost of rapidity
/// artanh‖G‖. Those of several steps add up to artanh(kRebaseBound) at most, and such a boost does not change the sign
/// of a where |a| > kRebaseBound ‖w̃‖.
inline bool keepsSign(const Neuron& u) {
  return std::abs(u.a) > 1.001 * kRebaseBound * (std::abs(u.w) + std::abs(u.b));
}

}  // namespace reluscope
