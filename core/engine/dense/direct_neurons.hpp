#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/dense/neuron_form.hpp"
#include "engine/dense/points.hpp"
#include "engine/descent.hpp"

namespace reluscope {

/// Neurons that are stepped by their weights: Z = W X + b 1ᵀ anew after each step. O(neurons · points · inputs) a step,
/// without those that are active on no point and so never move again.
template <class Real>
class DirectNeurons final : public NeuronForm<Real> {
 public:
  DirectNeurons(const Points<Real>& points, const Experiment& experiment, const Weights& start);

  void step(const std::vector<Real>& slopes, std::vector<Real>& outputs) override;
  void sum(std::vector<Real>& outputs) override;
  [[nodiscard]] Weights weights(std::size_t neurons) const override;

 private:
  using Block = Lanes<Real>;
  using Vector = typename Block::Vector;

  template <bool leaky>
  void stepEach(const std::vector<Real>& slopes, std::vector<Real>& outputs);
  void dropInactive();
  [[nodiscard]] Real* parametersOf(std::size_t j) { return &parameters_[j * size_]; }
  [[nodiscard]] Real* rowOf(std::size_t j) { return &z_[j * points_.stride]; }
  void descend(Real* parameters, const Real* gradient) const;
  void multiply(std::size_t j);
  void addOutputs(std::size_t j, std::vector<Real>& outputs) const;

  const Points<Real>& points_;
  bool leaky_;
  bool hiddenBias_;
  Descent<Real> descend_;
  std::size_t width_;
  std::size_t size_;                   // Of a neuron's parameters: w, b and a, padded to whole blocks.
  std::vector<Real> parameters_;       // width × size
  std::vector<Real> z_;                // Of each neuron, a row of points: Z.
  std::vector<std::uint32_t> moving_;  // The neurons that may still move.
  std::vector<Real> inner_;            // A row of points: ∂L/∂z.
  std::vector<Real> gradient_;         // Of one neuron.
  bool mayDrop_ = false;               // Whether a neuron that moves had no gradient.
};

extern template class DirectNeurons<float>;
extern template class DirectNeurons<double>;

}  // namespace reluscope
