#pragma once

#include <span>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A direction in the plane, as the cosine and sine of its angle from the first axis.
struct Direction {
  double cosine = 0;
  double sine = 0;
};

/// Angles up to this, in radians, count as 0: rounding the data to float32 turns x̃ by up to 2⁻²⁵.
inline constexpr double kSmallestAngle = 1e-7;

/// Vectors in the plane in polar form, one for each entry.
struct Directions {
  std::vector<double> cosines;  ///< Of the angle from the first axis. Cosine and sine of the zero vector are NaN.
  std::vector<double> sines;
  std::vector<double> norms;
};

/// ‖(w, b)‖, without overflow or underflow and, unlike `hypot`, with the same bits on every platform.
double norm(double w, double b);

/// ‖(w, b)‖ of a neuron with any number of inputs.
double norm(std::span<const double> w, double b);

/// The hidden weights w̃_j = (w_j, b_j) of every neuron.
Directions directions(const Weights& weights);

/// The data as the neurons see them: x̃_i = (x_i, 1), or (x_i, 0) in a network without hidden biases.
Directions directions(const Data& data, bool hiddenBias);

}  // namespace reluscope
