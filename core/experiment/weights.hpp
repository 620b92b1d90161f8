#pragma once

#include <vector>

namespace reluscope {

/// The parameters of a network h(x) = c + Σ_j a_j φ(w_j x + b_j), in float64 whatever the precision of training.
struct Weights {
  std::vector<double> w;  ///< Hidden weights, one for each neuron.
  std::vector<double> b;  ///< Hidden biases, of the same length; zeros in a network without them.
  std::vector<double> a;  ///< Output weights, of the same length.
  double c = 0;           ///< Output bias; 0 in a network without one.

  bool operator==(const Weights&) const = default;
};

}  // namespace reluscope
