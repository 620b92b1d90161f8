#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/experiment.hpp"

namespace reluscope {

/// Gradient descent on one network and one data set: θ ← θ − lr ∇L(θ), L = (1/n) Σ_i (h(x_i) − y_i)².
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  /// `dense` or `cells`.
  [[nodiscard]] virtual std::string_view name() const = 0;

  /// Takes `steps` steps, but none from parameters whose loss is not finite; returns how many it took.
  virtual std::int64_t advance(std::int64_t steps) = 0;

  /// The loss of the present parameters.
  [[nodiscard]] virtual double loss() const = 0;

  /// The present parameters of the first `neurons` neurons (of all, when there are fewer).
  [[nodiscard]] virtual Weights weights(std::int64_t neurons) const = 0;
};

/// The bytes of what an experiment's engine keeps for every neuron and point together: nothing but for the activations
/// without a kink. The rest is some hundred bytes a neuron.
double matrixBytes(const Experiment& experiment);

/// The engine that an experiment asks for, standing at its initial weights.
std::unique_ptr<Engine> makeEngine(const Experiment& experiment);

}  // namespace reluscope
