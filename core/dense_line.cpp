#include "core/dense_line.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/activation.hpp"

namespace reluscope {
namespace {

template <class Real>
std::vector<Real> blocks(const std::vector<double>& values) {
  std::vector<Real> result(Lanes<Real>::padded(values.size()));
  std::transform(values.begin(), values.end(), result.begin(), [](double value) { return static_cast<Real>(value); });
  return result;
}

template <class Real>
std::vector<double> firstOf(const std::vector<Real>& values, std::size_t count) {
  return {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

template <class Real>
DenseLine<Real>::DenseLine(const Experiment& experiment, const Weights& start)
    : width_(start.w.size()),
      leaky_(experiment.network.activation == Activation::leakyRelu),
      hiddenBias_(experiment.network.hiddenBias),
      outputBias_(experiment.network.outputBias),
      descend_(static_cast<Real>(experiment.training.learningRate)),
      outputSlope_(Real{2} / static_cast<Real>(experiment.data.x.size())),
      w_(blocks<Real>(start.w)),
      b_(blocks<Real>(start.b)),
      a_(blocks<Real>(start.a)),
      c_(static_cast<Real>(start.c)) {
  const Data data = rounded(experiment.data);
  x_.assign(data.x.begin(), data.x.end());
  y_.assign(data.y.begin(), data.y.end());
  outputs_.resize(x_.size());
  g_.resize(x_.size());
  pass(false);
  evaluate();
}

/// Moves every neuron, if asked to, and sums the outputs. With `fixed` points, their number known to the compiler, the
/// sums stay in registers.
template <class Real>
template <bool leaky, std::size_t fixed>
void DenseLine<Real>::pass(bool move) {
  const std::size_t points = fixed != 0 ? fixed : x_.size();
  const Real* const x = x_.data();
  const Real* const g = g_.data();
  const auto phi = [](const Vector& z, const Vector& value) {
    return z > Vector{} ? value : (leaky ? value * kLeakySlope<Real> : Vector{});
  };
  std::array<Vector, std::max<std::size_t>(fixed, 1)> fixedSums{};
  Vector* const sums = fixed != 0 ? fixedSums.data() : outputs_.data();
  std::fill(sums, sums + points, Vector{});

  const Descent<Real> descend = descend_;
  const bool hiddenBias = hiddenBias_;
  for (Real *wNow = w_.data(), *bNow = b_.data(), *aNow = a_.data(), *end = wNow + w_.size(); wNow != end;
       wNow += Block::count, bNow += Block::count, aNow += Block::count) {
    Vector w = Block::load(wNow);
    Vector b = Block::load(bNow);
    Vector a = Block::load(aNow);
    if (move) {
      Vector gradientW{};
      Vector gradientB{};
      Vector gradientA{};
      for (std::size_t i = 0; i < points; ++i) {
        const Vector z = w * x[i] + b;
        const Vector delta = phi(z, a * g[i]);
        gradientA += phi(z, z) * g[i];
        gradientW += delta * x[i];
        gradientB += delta;
      }
      w = descend(w, gradientW);
      a = descend(a, gradientA);
      Block::store(w, wNow);
      Block::store(a, aNow);
      if (hiddenBias) {
        b = descend(b, gradientB);
        Block::store(b, bNow);
      }
    }
    for (std::size_t i = 0; i < points; ++i) {
      const Vector z = w * x[i] + b;
      sums[i] += phi(z, z) * a;
    }
  }
  std::copy(sums, sums + (fixed != 0 ? points : 0), outputs_.data());
}

template <class Real>
void DenseLine<Real>::pass(bool move) {
  if (leaky_) {
    return pass<true, 0>(move);
  }
  switch (x_.size()) {
    case 1:
      return pass<false, 1>(move);
    case 2:
      return pass<false, 2>(move);
    case 3:
      return pass<false, 3>(move);
    case 4:
      return pass<false, 4>(move);
    case 5:
      return pass<false, 5>(move);
    default:
      return pass<false, 0>(move);
  }
}

/// Loss and gradient with respect to the outputs, from the lanes of their sums.
template <class Real>
void DenseLine<Real>::evaluate() {
  const std::size_t points = x_.size();
  Real squares = 0;
  gradientC_ = 0;
  for (std::size_t i = 0; i < points; ++i) {
    const Real residual = c_ + Block::sum(outputs_[i]) - y_[i];
    squares += residual * residual;
    g_[i] = outputSlope_ * residual;
    gradientC_ += g_[i];
  }
  loss_ = squares / static_cast<Real>(points);
}

template <class Real>
std::int64_t DenseLine<Real>::advance(std::int64_t steps) {
  for (std::int64_t taken = 0; taken < steps; ++taken) {
    if (!std::isfinite(loss_)) {
      return taken;
    }
    if (outputBias_) {
      c_ = descend_(c_, gradientC_);
    }
    pass(true);
    evaluate();
  }
  return steps;
}

template <class Real>
Weights DenseLine<Real>::weights(std::int64_t neurons) const {
  const std::size_t count = std::min(width_, static_cast<std::size_t>(neurons));
  return {firstOf(w_, count), firstOf(b_, count), firstOf(a_, count), static_cast<double>(c_)};
}

template class DenseLine<float>;
template class DenseLine<double>;

}  // namespace reluscope
