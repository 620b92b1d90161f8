#pragma once

#include <cstddef>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// One step of gradient descent, θ − η ∇L(θ), L = (1/n) Σ_i r_i², as it is felt by one neuron of a network of one input
/// and one output; in float64, whatever the precision of training. Entry i of each list belongs to the point (x_i,
/// y_i).
struct OneStep {
  std::vector<double> residuals;  ///< r_i = h(x_i) − y_i.
  std::vector<double> slopes;     ///< φ′(w x_i + b): 1 where a ReLU neuron is active.

  /// What each point adds to −∇L: −(2/n) r_i a φ′ (x_i, 1) for (w, b), and −(2/n) r_i φ(w x_i + b) for a.
  std::vector<double> pullW;
  std::vector<double> pullB;
  std::vector<double> pullA;

  /// How fast the pull of each point moves the kink −b/w; not finite where w = 0.
  std::vector<double> kinkVelocities;

  /// The neuron before the step, the sums of the pulls, and the neuron after it.
  double w = 0;
  double b = 0;
  double a = 0;
  double sumW = 0;
  double sumB = 0;
  double sumA = 0;
  double nextW = 0;
  double nextB = 0;
  double nextA = 0;
};

OneStep oneStep(const Experiment& experiment, const Weights& weights, std::size_t neuron);

}  // namespace reluscope
