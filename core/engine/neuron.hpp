#pragma once

#include <cmath>

namespace reluscope {

/// A neuron's parameters, u = (w, b, a).
struct Neuron {
  double w = 0;
  double b = 0;
  double a = 0;
};

/// (2·lr/n) Σ_{i active} r_i x̃_i: what a step does to every neuron of one activation pattern, w̃ ← w̃ − a G and
/// a ← a − ⟨w̃, G⟩.
struct Pull {
  double w = 0;
  double b = 0;
};

/// ‖G‖₁, which bounds by how much a step turns and stretches u.
inline double reach(const Pull& pull) { return std::abs(pull.w) + std::abs(pull.b); }

/// Whether a neuron is so small that what a step adds to it may be a subnormal number, rounded to a few bits or none.
inline bool isTiny(const Neuron& u) { return std::abs(u.w) + std::abs(u.b) + std::abs(u.a) < 1e-280; }

}  // namespace reluscope
