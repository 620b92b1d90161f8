#pragma once

#include <cmath>

namespace reluscope {

/// A neuron's parameters, u = (w, b, a).
struct Neuron {
  double w = 0;
  double b = 0;
  double a = 0;
};

/// A vector in the plane of hidden weights (w, b): the G of a step, Σ a w̃ over neurons, and the like.
struct HiddenVector {
  double w = 0;
  double b = 0;
};

/// ‖v‖₁.
inline double l1Norm(const HiddenVector& v) { return std::abs(v.w) + std::abs(v.b); }

/// Whether a neuron is so small that a step may add subnormal numbers to it, which keep only a few bits or none.
inline bool isTiny(const Neuron& u) { return std::abs(u.w) + std::abs(u.b) + std::abs(u.a) < 1e-280; }

}  // namespace reluscope
