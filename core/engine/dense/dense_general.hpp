#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/dense/neuron_form.hpp"
#include "engine/dense/points.hpp"
#include "engine/descent.hpp"
#include "engine/engine.hpp"

namespace reluscope {

/// The dense engine for several inputs or outputs, relu or leaky-relu: L = ‖H − Y‖² / (n·o). It steps neurons by their
/// activation patterns, pre-activations or weights, whichever is cheapest for the shape of the data.
template <class Real>
class DenseGeneral final : public Engine {
 public:
  /// The activation must be relu or leaky-relu.
  DenseGeneral(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "dense"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] double loss() const override { return static_cast<double>(loss_); }
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;

 private:
  void evaluate();

  Points<Real> points_;
  std::unique_ptr<NeuronForm<Real>> neurons_;
  bool outputBias_;
  Descent<Real> descend_;
  std::vector<Real> outputs_;    // o × stride: A φ(Z)
  std::vector<Real> slopes_;     // o × stride: ∂L/∂H
  std::vector<Real> c_;          // o
  std::vector<Real> slopesOfC_;  // o: ∂L/∂c
  Real loss_ = 0;
};

extern template class DenseGeneral<float>;
extern template class DenseGeneral<double>;

}  // namespace reluscope
