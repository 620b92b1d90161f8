#include "engine/dense/dense_general.hpp"

#include <cmath>

#include "engine/dense/direct_neurons.hpp"
#include "engine/dense/gram_neurons.hpp"
#include "engine/dense/pattern_neurons.hpp"

namespace reluscope {

template <class Real>
DenseGeneral<Real>::DenseGeneral(const Experiment& experiment, const Weights& start)
    : points_(rounded(experiment.data)),
      outputBias_(experiment.network.outputBias),
      descend_(static_cast<Real>(experiment.training.learningRate)),
      outputs_(points_.y.size()),
      slopes_(points_.y.size(), Real{0}),
      c_(start.c.begin(), start.c.end()),
      slopesOfC_(c_.size()) {
  if (GramNeurons<Real>::isCheaper(experiment.data)) {
    neurons_ = std::make_unique<GramNeurons<Real>>(points_, experiment, start);
  } else if (PatternNeurons<Real>::isCheaper(experiment.data)) {
    neurons_ = std::make_unique<PatternNeurons<Real>>(points_, experiment, start);
  } else {
    neurons_ = std::make_unique<DirectNeurons<Real>>(points_, experiment, start);
  }
  neurons_->sum(outputs_);
  evaluate();
}

/// Computes the loss and the slopes from the present outputs.
template <class Real>
void DenseGeneral<Real>::evaluate() {
  const auto values = static_cast<Real>(points_.count * points_.outputs);
  const Real outputSlope = Real{2} / values;
  Real squares = 0;
  for (std::size_t k = 0; k < points_.outputs; ++k) {
    slopesOfC_[k] = 0;
    for (std::size_t i = 0; i < points_.count; ++i) {
      const std::size_t at = k * points_.stride + i;
      const Real residual = c_[k] + outputs_[at] - points_.y[at];
      squares += residual * residual;
      slopes_[at] = outputSlope * residual;
      slopesOfC_[k] += slopes_[at];
    }
  }
  loss_ = squares / values;
}

template <class Real>
std::int64_t DenseGeneral<Real>::advance(std::int64_t steps) {
  for (std::int64_t taken = 0; taken < steps; ++taken) {
    if (!std::isfinite(loss_)) {
      return taken;
    }
    neurons_->step(slopes_, outputs_);
    for (std::size_t k = 0; outputBias_ && k < c_.size(); ++k) {
      c_[k] = descend_(c_[k], slopesOfC_[k]);
    }
    evaluate();
  }
  return steps;
}

template <class Real>
Weights DenseGeneral<Real>::weights(std::int64_t neurons) const {
  Weights weights = neurons_->weights(static_cast<std::size_t>(neurons));
  weights.c.assign(c_.begin(), c_.end());
  return weights;
}

template class DenseGeneral<float>;
template class DenseGeneral<double>;

}  // namespace reluscope
