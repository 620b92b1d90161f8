#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "experiment/weights.hpp"

namespace reluscope {

/// The hidden neurons of a network with any number of inputs and outputs, relu or leaky-relu, in one of the forms in
/// which gradient descent can step them.
template <class Real>
class NeuronForm {
 public:
  NeuronForm() = default;
  NeuronForm(const NeuronForm&) = delete;
  NeuronForm& operator=(const NeuronForm&) = delete;
  virtual ~NeuronForm() = default;

  /// One step of gradient descent, after which `outputs`, o rows of points, are A φ(Z). `slopes` has the same shape:
  /// ∂L/∂H, and zeros for padding.
  virtual void step(const std::vector<Real>& slopes, std::vector<Real>& outputs) = 0;

  /// A φ(Z) before the first step.
  virtual void sum(std::vector<Real>& outputs) = 0;

  /// The parameters of the first `neurons` neurons, or of all if there are fewer; c is left to the caller.
  [[nodiscard]] virtual Weights weights(std::size_t neurons) const = 0;
};

}  // namespace reluscope
