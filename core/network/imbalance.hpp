#pragma once

#include "experiment/weights.hpp"

namespace reluscope {

/// How far a network is from balanced. With several outputs, a_j² is the sum of their squares.
struct Imbalance {
  double largest = 0;  ///< The largest |a_j² − ‖w̃_j‖²|.
  double drift = 0;    ///< The largest change of an a_j² − ‖w̃_j‖² since the start.
};

/// The imbalance of weights that were `start` initially; ‖w̃_j‖² = w_j² + b_j². For activations with φ(tz) = tφ(z),
/// t > 0, gradient flow conserves every a_j² − ‖w̃_j‖². A step of gradient descent changes it to second order in the
/// learning rate, so that at a fixed time lr · iteration the drift is of first order.
Imbalance imbalance(const Weights& weights, const Weights& start);

}  // namespace reluscope
