#pragma once

#include "experiment/weights.hpp"

namespace reluscope {

/// How far neurons are from balanced.
struct Imbalance {
  double largest = 0;  ///< The largest |a_j² − ‖w̃_j‖²|.
  double drift = 0;    ///< The largest change of an a_j² − ‖w̃_j‖² since the start.
};

/// The imbalance of weights that began as `start`, neuron by neuron. For activations with φ(tz) = tφ(z), t > 0,
/// gradient flow keeps every a_j² − ‖w̃_j‖²; a step of gradient descent changes it in second order of the learning rate,
/// so that by a given time lr · iteration the drift is of first order. ‖w̃_j‖² = w_j² + b_j².
Imbalance imbalance(const Weights& weights, const Weights& start);

}  // namespace reluscope
