#pragma once

#include <cstdint>
#include <vector>

#include "engine/dense/dense_neurons.hpp"
#include "engine/engine.hpp"

namespace reluscope {

/// The dense engine on a line: one input, one output, relu or leaky-relu. O(n·m) a step.
template <class Real>
class DenseLine final : public Engine {
 public:
  /// `start` has one entry for each neuron; the activation must be relu or leaky-relu.
  DenseLine(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "dense"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] bool knowsLoss() const override { return knowsLoss_; }
  [[nodiscard]] double loss() const override { return static_cast<double>(loss_); }
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;

 private:
  void evaluate();

  DenseNeurons<Real> neurons_;
  bool outputBias_;
  Descent<Real> descend_;
  Real outputSlope_;     // 2/n
  std::size_t members_;  // Neurons in a part of a step.

  std::vector<Real> y_;       // n
  std::vector<Real> slopes_;  // n: ∂L/∂h(x_i)
  Real c_;
  Real slopeOfC_ = 0;  // ∂L/∂c
  Real loss_ = 0;
  bool knowsLoss_ = false;
};

extern template class DenseLine<float>;
extern template class DenseLine<double>;

}  // namespace reluscope
