#pragma once

#include <vector>

#include "experiment/weights.hpp"
#include "network/direction.hpp"

namespace reluscope {

/// A plane through 0 in the space of hidden weights: two orthonormal vectors of d numbers.
struct Plane {
  std::vector<double> first;
  std::vector<double> second;
};

/// The plane that holds as much as possible of the hidden weights w_j, without their biases and without subtracting
/// their mean: the first two right singular vectors of W. Each is signed so that the neuron with the largest coordinate
/// has it positive, as scikit-learn does. The number of inputs must be at least 2.
Plane principalPlane(const Weights& weights);

/// Every w_j projected to a plane. The angle is that of −(u, v) for coordinates u and v, which is how the companion
/// notebook of the first paper draws it: arctan(v/u), plus π where u > 0.
Directions projected(const Weights& weights, const Plane& plane);

}  // namespace reluscope
