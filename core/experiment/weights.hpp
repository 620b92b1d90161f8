#pragma once

#include <cstddef>
#include <vector>

namespace reluscope {

/// The parameters of a network h(x) = c + Σ_j a_j φ(⟨w_j, x⟩ + b_j) with m neurons, d inputs and o outputs, in float64
/// whatever the precision of training.
struct Weights {
  std::vector<double> w;        ///< Hidden weights, m × d, neuron after neuron.
  std::vector<double> b;        ///< Hidden biases, m; zeros in a network without them.
  std::vector<double> a;        ///< Output weights, m × o, neuron after neuron.
  std::vector<double> c = {0};  ///< Output biases, o; zeros in a network without them.

  [[nodiscard]] std::size_t outputs() const { return c.size(); }
  [[nodiscard]] std::size_t inputs() const { return b.empty() ? 1 : w.size() / b.size(); }

  /// ⟨w_j, x⟩ + b_j.
  [[nodiscard]] double preactivation(std::size_t j, const double* x) const;

  bool operator==(const Weights&) const = default;
};

/// The network of one output alone.
Weights ofOutput(const Weights& weights, std::size_t output);

/// m neurons' o numbers each, neuron after neuron, as o lists of m, one after the other; and back.
std::vector<double> byOutput(const std::vector<double>& byNeuron, std::size_t outputs);
std::vector<double> byNeuron(const std::vector<double>& byOutput, std::size_t outputs);

}  // namespace reluscope
