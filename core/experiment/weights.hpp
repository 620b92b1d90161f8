#pragma once

#include <vector>

namespace reluscope {

/// The parameters of a one-dimensional network, h(x) = c + Σ_j a_j φ(w_j x + b_j), whatever precision trained them.
struct Weights {
  std::vector<double> w;  ///< Input weights, one a neuron.
  std::vector<double> b;  ///< Hidden biases, as many; zeros in a network without them.
  std::vector<double> a;  ///< Output weights, as many.
  double c = 0;           ///< Output bias; 0 in a network without one.

  bool operator==(const Weights&) const = default;
};

}  // namespace reluscope
