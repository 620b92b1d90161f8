#pragma once

#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A direction of the plane, by the cosine and the sine of its angle from the first axis.
struct Direction {
  double cosine = 0;
  double sine = 0;
};

/// Angles below this, in radians, cannot be told from 0 when data are rounded to float32, which turns x̃ by up to 2⁻²⁵.
inline constexpr double kSmallestAngle = 1e-7;

/// Vectors of the plane in polar form, one an entry.
struct Directions {
  std::vector<double> cosines;  ///< Of the angle from the first axis; not a number for the zero vector, as the sine is.
  std::vector<double> sines;
  std::vector<double> norms;
};

/// ‖(w, b)‖, without overflow or underflow; the same bits on every platform, which `hypot` is not.
double norm(double w, double b);

/// The input weights w̃_j = (w_j, b_j) of every neuron.
Directions directions(const Weights& weights);

/// The data as the neurons see them: x̃_i = (x_i, 1), or (x_i, 0) in a network without hidden biases.
Directions directions(const Data& data, bool hiddenBias);

}  // namespace reluscope
