#include "engine/dense/dense_line.hpp"

#include <algorithm>
#include <cmath>

#include "engine/neuron.hpp"

namespace reluscope {
namespace {

template <class Real>
std::vector<Real> as(const std::vector<double>& values) {
  std::vector<Real> result(values.size());
  std::transform(values.begin(), values.end(), result.begin(), [](double value) { return static_cast<Real>(value); });
  return result;
}

}  // namespace

template <class Real>
DenseLine<Real>::DenseLine(const Experiment& experiment, const Weights& start)
    : neurons_(as<Real>(rounded(experiment.data).x), experiment.network.activation, experiment.network.hiddenBias,
               experiment.training.learningRate),
      outputBias_(experiment.network.outputBias),
      descend_(static_cast<Real>(experiment.training.learningRate)),
      outputSlope_(Real{2} / static_cast<Real>(experiment.data.x.size())),
      members_(kPairsInPart / experiment.data.x.size()),
      y_(as<Real>(rounded(experiment.data).y)),
      slopes_(y_.size()),
      c_(static_cast<Real>(start.c[0])) {
  neurons_.assign(start);
  advance(0);
}

/// Computes the loss and the slopes from the present outputs.
template <class Real>
void DenseLine<Real>::evaluate() {
  Real squares = 0;
  slopeOfC_ = 0;
  for (std::size_t i = 0; i < y_.size(); ++i) {
    const Real residual = c_ + neurons_.output(i) - y_[i];
    squares += residual * residual;
    slopes_[i] = outputSlope_ * residual;
    slopeOfC_ += slopes_[i];
  }
  loss_ = squares / static_cast<Real>(y_.size());
}

template <class Real>
std::int64_t DenseLine<Real>::advance(std::int64_t steps) {
  if (!knowsLoss_) {
    knowsLoss_ = neurons_.sum(members_);
    evaluate();
    return 0;
  }
  for (std::int64_t taken = 0; taken < steps; ++taken) {
    if (!std::isfinite(loss_) || !neurons_.step(slopes_, members_)) {
      return taken;
    }
    if (outputBias_) {
      c_ = descend_(c_, slopeOfC_);
    }
    evaluate();
  }
  return steps;
}

template <class Real>
Weights DenseLine<Real>::weights(std::int64_t neurons) const {
  const std::size_t count = std::min(neurons_.size(), static_cast<std::size_t>(neurons));
  Weights weights{.w = std::vector<double>(count),
                  .b = std::vector<double>(count),
                  .a = std::vector<double>(count),
                  .c = {static_cast<double>(c_)}};
  for (std::size_t j = 0; j < count; ++j) {
    const Neuron u = neurons_.at(j);
    weights.w[j] = u.w;
    weights.b[j] = u.b;
    weights.a[j] = u.a;
  }
  return weights;
}

template class DenseLine<float>;
template class DenseLine<double>;

}  // namespace reluscope
