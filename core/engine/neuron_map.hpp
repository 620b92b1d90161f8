#pragma once

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

}  // namespace reluscope
