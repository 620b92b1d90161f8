#pragma once

#include <cstdint>

#include "engine/dense/dense_matrix.hpp"
#include "engine/engine.hpp"

namespace reluscope {

/// The dense engine for activations without a kink: `DenseMatrix` with one input and one output.
template <class Real>
class DenseSmooth final : public Engine {
 public:
  /// `start` has one entry for each neuron.
  DenseSmooth(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "dense"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] bool knowsLoss() const override { return knowsLoss_; }
  [[nodiscard]] double loss() const override { return static_cast<double>(network_.loss()); }
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;

 private:
  Real learningRate_;
  Eigen::Index members_;  // Neurons in a part of a step.
  DenseMatrix<Real> network_;
  bool knowsLoss_;
};

extern template class DenseSmooth<float>;
extern template class DenseSmooth<double>;

}  // namespace reluscope
