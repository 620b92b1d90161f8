#pragma once

#include <array>
#include <cmath>

#include "engine/neuron.hpp"

namespace reluscope {

/// A row of numbers that a neuron (w, b, a) is multiplied by.
struct NeuronRow {
  double w = 0;
  double b = 0;
  double a = 0;

  double operator*(const Neuron& u) const { return w * u.w + b * u.b + a * u.a; }
};

/// Second moments Σ u uᵀ of neurons.
struct Moments {
  double ww = 0;
  double wb = 0;
  double bb = 0;
  double wa = 0;
  double ba = 0;
  double aa = 0;

  void add(const Neuron& u, double sign = 1) {
    ww += sign * u.w * u.w;
    wb += sign * u.w * u.b;
    bb += sign * u.b * u.b;
    wa += sign * u.w * u.a;
    ba += sign * u.b * u.a;
    aa += sign * u.a * u.a;
  }

  /// S ↦ S r, for a row r.
  NeuronRow operator*(const NeuronRow& r) const {
    return {ww * r.w + wb * r.b + wa * r.a, wb * r.w + bb * r.b + ba * r.a, wa * r.w + ba * r.b + aa * r.a};
  }

  [[nodiscard]] double trace() const { return ww + bb + aa; }
};

/// The 3 × 3 matrix that moves neurons, by rows.
struct NeuronMap {
  NeuronRow w, b, a;

  Neuron operator*(const Neuron& u) const { return {w * u, b * u, a * u}; }

  /// P S Pᵀ
  [[nodiscard]] Moments moved(const Moments& s) const {
    const NeuronRow sw = s * w;
    const NeuronRow sb = s * b;
    const NeuronRow sa = s * a;
    return {dot(w, sw), dot(w, sb), dot(b, sb), dot(w, sa), dot(b, sa), dot(a, sa)};
  }

  /// Σ a w and Σ a b of P S Pᵀ.
  [[nodiscard]] HiddenVector outputSums(const Moments& s) const {
    const NeuronRow sa = s * a;
    return {dot(w, sa), dot(b, sa)};
  }

 private:
  static double dot(const NeuronRow& left, const NeuronRow& right) {
    return left.w * right.w + left.b * right.b + left.a * right.a;
  }
};

/// r P: the row that gives ⟨r, P u⟩ for u.
inline NeuronRow operator*(const NeuronRow& r, const NeuronMap& map) {
  return {r.w * map.w.w + r.b * map.b.w + r.a * map.a.w, r.w * map.w.b + r.b * map.b.b + r.a * map.a.b,
          r.w * map.w.a + r.b * map.b.a + r.a * map.a.a};
}

/// What gradient flow has done to all neurons of one activation pattern since some time, as a 2 × 2 matrix.
///
/// Flow moves a neuron by w̃' = −a g, a' = −⟨w̃, g⟩. Written as the symmetric matrix X = [[a + w, b], [b, a − w]], that
/// is X' = H X + X H with H = −½ [[g_w, g_b], [g_b, −g_w]]. So X(t) = Q X(0) Qᵀ with Q' = H Q and Q(0) = I: four
/// numbers with det Q = 1, by which det X = a² − ‖w̃‖² stays as it is. (SL(2, ℝ) covers the Lorentz group of the 3 × 3
/// matrices.)
struct Propagator {
  std::array<double, 4> q{1, 0, 0, 1};  ///< By rows.

  /// The rates of its four numbers under the pull g.
  static void rates(const HiddenVector& g, const double* q, double* rates) {
    const double w = -0.5 * g.w;
    const double b = -0.5 * g.b;
    rates[0] = w * q[0] + b * q[2];
    rates[1] = w * q[1] + b * q[3];
    rates[2] = b * q[0] - w * q[2];
    rates[3] = b * q[1] - w * q[3];
  }

  /// The 3 × 3 matrix P with u(t) = P u(0).
  static NeuronMap map(const double* q) {
    const double aa = 0.5 * q[0] * q[0];
    const double bb = 0.5 * q[1] * q[1];
    const double cc = 0.5 * q[2] * q[2];
    const double dd = 0.5 * q[3] * q[3];
    const double ab = q[0] * q[1];
    const double cd = q[2] * q[3];
    const double ac = q[0] * q[2];
    const double bd = q[1] * q[3];
    return {.w = {(aa - bb) - (cc - dd), ab - cd, (aa + bb) - (cc + dd)},
            .b = {ac - bd, q[0] * q[3] + q[1] * q[2], ac + bd},
            .a = {(aa - bb) + (cc - dd), ab + cd, (aa + bb) + (cc + dd)}};
  }
  [[nodiscard]] NeuronMap map() const { return map(q.data()); }

  /// The same with determinant 1, as it is up to the errors of integration.
  [[nodiscard]] Propagator normalised() const {
    const double error = q[0] * q[3] - q[1] * q[2] - 1;
    // 1/√(1 + error), for small errors without root and division.
    const double scale = std::abs(error) < 1e-6 ? 1 - error * (0.5 - 0.375 * error) : 1 / std::sqrt(1 + error);
    return {{scale * q[0], scale * q[1], scale * q[2], scale * q[3]}};
  }

  [[nodiscard]] Propagator inverse() const { return {{q[3], -q[1], -q[2], q[0]}}; }

  /// First `first`, then this.
  Propagator operator*(const Propagator& first) const {
    const std::array<double, 4>& p = first.q;
    return {
        {q[0] * p[0] + q[1] * p[2], q[0] * p[1] + q[1] * p[3], q[2] * p[0] + q[3] * p[2], q[2] * p[1] + q[3] * p[3]}};
  }

  /// Σ of the squares, 2 for the identity; at least the largest factor by which it stretches a neuron.
  [[nodiscard]] double squares() const { return q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]; }
};

}  // namespace reluscope
