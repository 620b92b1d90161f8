#pragma once

#include <cstddef>
#include <vector>

#include "experiment/weights.hpp"

namespace reluscope {

/// Σ_j a_j φ(w_j x + b_j) at every point of a grid, neuron by neuron.
template <class Phi>
std::vector<double> sumOfNeurons(const Weights& weights, const std::vector<double>& grid, Phi phi) {
  std::vector<double> h(grid.size(), 0.0);
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    for (std::size_t k = 0; k < grid.size(); ++k) {
      h[k] += weights.a[j] * phi(weights.w[j] * grid[k] + weights.b[j]);
    }
  }
  return h;
}

}  // namespace reluscope
