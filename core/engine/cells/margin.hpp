#pragma once

#include <cmath>

#include "engine/neuron.hpp"

namespace reluscope {

/// The reach, summed over steps, within which the bounds below hold; each step may begin with at most so much.
inline constexpr double kReach = 0.5;
inline constexpr double kCosh = 1.1276259652063807;  // cosh(kReach), sinh(kReach); libraries differ in the last bit.
inline constexpr double kSinh = 0.5210953054937474;

/// The path Σ|⟨x̃, G⟩| along which z = w x + b cannot change its sign: |z| / max|a|, as |a| stays below
/// cosh(kReach)|a| + sinh(kReach)‖w̃‖ within reach; a little less, to be on the safe side of rounding. Nothing can be
/// said of a tiny neuron, and a neuron of zeros, which never moves, has none (it is not a number).
inline double margin(double z, const Neuron& u) {
  constexpr double caution = 1 - 1e-7;
  return caution * (isTiny(u) ? 0 : std::abs(z)) / (kCosh * std::abs(u.a) + kSinh * (std::abs(u.w) + std::abs(u.b)));
}

/// Whether a keeps its sign within reach. A step's map is a multiple of a Lorentz boost of rapidity artanh‖G‖; those of
/// several steps add up to artanh(kReach) at most, and such a boost turns no neuron with |a| > kReach ‖w̃‖.
inline bool keepsSign(const Neuron& u) { return std::abs(u.a) > 1.001 * kReach * (std::abs(u.w) + std::abs(u.b)); }

}  // namespace reluscope
