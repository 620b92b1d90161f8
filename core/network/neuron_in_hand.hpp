#pragma once

#include <cstddef>

#include "experiment/weights.hpp"

namespace reluscope {

/// How the neurons of a network of one input and one output are taken in hand. Every function leaves finite weights, or
/// throws ExperimentError and leaves the weights as they are.
struct Handling {
  bool isBalanced = true;  ///< Whether |a_j| = ‖w̃_j‖ is kept of the neuron, w̃_j = (w_j, b_j).
  bool hiddenBias = true;  ///< Without one all kinks stay at 0.
};

/// Gives a neuron a kink −b/w and a weight a. It stays active on the same side of its kink, and keeps ‖w̃‖ unless it is
/// balanced, which has no neuron of weight 0: that keeps its weight.
void place(Weights& weights, std::size_t neuron, double kink, double weight, const Handling& handling);

/// Gives w̃ the direction of (across, up) and a norm. A balanced neuron keeps the sign of a, which is + for 0.
void turn(Weights& weights, std::size_t neuron, double across, double up, double norm, const Handling& handling);

/// Adds a balanced neuron of this kink and weight, active right of it, or a copy of another. It is the last one.
void add(Weights& weights, double kink, double weight, const Handling& handling);
void addCopy(Weights& weights, std::size_t neuron);

/// Removes a neuron; the last one of a network stays.
void remove(Weights& weights, std::size_t neuron);

}  // namespace reluscope
