#pragma once

#include <array>
#include <vector>

#include "core/experiment.hpp"

namespace reluscope {

/// The frame of the twin-axis picture, as the notebook draws it: the same for a whole run.
struct Plot {
  std::array<double, 2> xRange;  ///< [min x − 1, max x + 1]
  std::array<double, 2> yRange;  ///< [min y − 2.6, max y + 1]
  std::vector<double> grid;      ///< 100 points from end to end of xRange, as float32 numbers.
};

Plot plot(const Data& data);

/// h(x) = c + Σ_j a_j φ(w_j x + b_j) at every point of the grid, which ascends.
std::vector<double> learnedFunction(const Weights& weights, Activation activation, const std::vector<double>& grid);

/// The kink −b_j/w_j of every neuron; not finite where w_j = 0.
std::vector<double> kinks(const Weights& weights);

}  // namespace reluscope
