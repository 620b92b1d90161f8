#pragma once

#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// h(x) = c + Σ_j a_j φ(w_j x + b_j) at every point of an ascending grid.
std::vector<double> learnedFunction(const Weights& weights, Activation activation, const std::vector<double>& grid);

/// The kink −b_j/w_j of every neuron; ±∞ or NaN where w_j = 0.
std::vector<double> kinks(const Weights& weights);

}  // namespace reluscope
