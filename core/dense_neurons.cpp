#include "core/dense_neurons.hpp"

#include <algorithm>
#include <array>

#include "core/activation.hpp"

namespace reluscope {

template <class Real>
DenseNeurons<Real>::DenseNeurons(std::vector<Real> x, Activation activation, bool hiddenBias, double learningRate)
    : x_(std::move(x)),
      leaky_(activation == Activation::leakyRelu),
      hiddenBias_(hiddenBias),
      descend_(static_cast<Real>(learningRate)),
      outputs_(x_.size()) {}

template <class Real>
void DenseNeurons<Real>::reserve(std::size_t size) {
  for (auto* values : {&w_, &b_, &a_}) {
    values->reserve(Block::padded(size));
  }
}

template <class Real>
void DenseNeurons<Real>::resize(std::size_t size) {
  for (auto* values : {&w_, &b_, &a_}) {
    values->resize(size);  // Drops what stood in the padding.
    values->resize(Block::padded(size), Real{0});
  }
  size_ = size;
}

template <class Real>
void DenseNeurons<Real>::add(const Neuron& u) {
  const std::size_t slot = size_;
  resize(slot + 1);
  const Real w = w_[slot] = static_cast<Real>(u.w);
  const Real b = b_[slot] = static_cast<Real>(u.b);
  const Real a = a_[slot] = static_cast<Real>(u.a);
  for (std::size_t i = 0; i < x_.size(); ++i) {
    const Real z = w * x_[i] + b;
    outputs_[i][slot % Block::count] += activate(leaky_ ? Activation::leakyRelu : Activation::relu, z) * a;
  }
}

template <class Real>
void DenseNeurons<Real>::remove(std::size_t slot) {
  const std::size_t last = size_ - 1;
  for (auto* values : {&w_, &b_, &a_}) {
    (*values)[slot] = (*values)[last];
  }
  resize(last);
  if (last == 0) {
    std::fill(outputs_.begin(), outputs_.end(), Vector{});
  }
}

/// Moves every member and sums the outputs. With `fixed` points, their number known to the compiler, the sums stay in
/// registers.
template <class Real>
template <bool leaky, std::size_t fixed>
void DenseNeurons<Real>::pass(const Real* slopes) {
  const std::size_t points = fixed != 0 ? fixed : x_.size();
  const Real* const x = x_.data();
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
    Vector gradientW{};
    Vector gradientB{};
    Vector gradientA{};
    for (std::size_t i = 0; i < points; ++i) {
      const Vector z = w * x[i] + b;
      const Vector delta = phi(z, a * slopes[i]);
      gradientA += phi(z, z) * slopes[i];
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
    for (std::size_t i = 0; i < points; ++i) {
      const Vector z = w * x[i] + b;
      sums[i] += phi(z, z) * a;
    }
  }
  std::copy(sums, sums + (fixed != 0 ? points : 0), outputs_.data());
}

template <class Real>
void DenseNeurons<Real>::step(const std::vector<Real>& slopes) {
  if (leaky_) {
    return pass<true, 0>(slopes.data());
  }
  switch (x_.size()) {
    case 1:
      return pass<false, 1>(slopes.data());
    case 2:
      return pass<false, 2>(slopes.data());
    case 3:
      return pass<false, 3>(slopes.data());
    case 4:
      return pass<false, 4>(slopes.data());
    case 5:
      return pass<false, 5>(slopes.data());
    default:
      return pass<false, 0>(slopes.data());
  }
}

template class DenseNeurons<float>;
template class DenseNeurons<double>;

}  // namespace reluscope
