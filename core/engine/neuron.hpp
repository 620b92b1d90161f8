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

/// The reach, summed over steps, within which the bounds below hold; each step may begin with at most so much.
inline constexpr double kReach = 0.5;
inline constexpr double kCosh = 1.1276259652063807;  // cosh(kReach), sinh(kReach); libraries differ in the last bit.
inline constexpr double kSinh = 0.5210953054937474;

/// Whether a neuron is so small that what a step adds to it may be a subnormal number, rounded to a few bits or none.
inline bool isTiny(const Neuron& u) { return std::abs(u.w) + std::abs(u.b) + std::abs(u.a) < 1e-280; }

/// The path Σ|⟨x̃, G⟩| along which z = w x + b cannot change its sign: |z| / max|a|, as |a| stays below
/// cosh(kReach)|a| + sinh(kReach)‖w̃‖ within reach; a little less, to be on the safe side of rounding. Nothing can be
/// said of a tiny neuron, and a neuron of zeros, which never moves, has none (it is not a number).
inline double margin(double z, const Neuron& u) {
  constexpr double caution = 1 - 1e-7;
  return caution * (isTiny(u) ? 0 : std::abs(z)) / (kCosh * std::abs(u.a) + kSinh * (std::abs(u.w) + std::abs(u.b)));
}

/// A sum of very many lengths, some of them beneath its last place, that loses none of them to rounding (Kahan).
class Path {
 public:
  void add(double length) {
    const double whole = length + lost_;
    const double sum = sum_ + whole;
    lost_ = whole - (sum - sum_);
    sum_ = sum;
  }
  [[nodiscard]] double length() const { return sum_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

/// Whether a keeps its sign within reach. A step's map is a multiple of a Lorentz boost of rapidity artanh‖G‖; those of
/// several steps add up to artanh(kReach) at most, and such a boost turns no neuron with |a| > kReach ‖w̃‖.
inline bool keepsSign(const Neuron& u) { return std::abs(u.a) > 1.001 * kReach * (std::abs(u.w) + std::abs(u.b)); }

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
