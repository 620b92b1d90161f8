#include "engine/dense/dense_neurons.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "network/activation.hpp"

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
  for (auto* values : {&now_.w, &now_.b, &now_.a}) {
    values->reserve(Block::padded(size));
  }
}

template <class Real>
void DenseNeurons<Real>::resize(std::size_t size) {
  for (auto* values : {&now_.w, &now_.b, &now_.a}) {
    values->resize(size);  // Clears the padding.
    values->resize(Block::padded(size), Real{0});
  }
  size_ = size;
}

template <class Real>
void DenseNeurons<Real>::assign(const Weights& weights) {
  resize(weights.w.size());
  const auto narrow = [](double value) { return static_cast<Real>(value); };
  std::transform(weights.w.begin(), weights.w.end(), now_.w.begin(), narrow);
  std::transform(weights.b.begin(), weights.b.end(), now_.b.begin(), narrow);
  std::transform(weights.a.begin(), weights.a.end(), now_.a.begin(), narrow);
  std::fill(outputs_.begin(), outputs_.end(), Vector{});
  begin_ = 0;
}

/// The end of a part of a pass, a multiple of the block size.
template <class Real>
std::size_t DenseNeurons<Real>::endOfPart(std::size_t members) const {
  return begin_ + std::min(Block::padded(members), now_.w.size() - begin_);
}

template <class Real>
bool DenseNeurons<Real>::sum(std::size_t members) {
  const std::size_t end = endOfPart(members);
  for (; begin_ < end; begin_ += Block::count) {
    const Vector w = Block::load(&now_.w[begin_]);
    const Vector b = Block::load(&now_.b[begin_]);
    const Vector a = Block::load(&now_.a[begin_]);
    for (std::size_t i = 0; i < x_.size(); ++i) {
      const Vector z = w * x_[i] + b;
      outputs_[i] += (z > Vector{} ? z : (leaky_ ? z * kLeakySlope<Real> : Vector{})) * a;
    }
  }
  begin_ = end == now_.w.size() ? 0 : end;
  return begin_ == 0;
}

template <class Real>
void DenseNeurons<Real>::add(const Neuron& u) {
  const std::size_t slot = size_;
  resize(slot + 1);
  const Real w = now_.w[slot] = static_cast<Real>(u.w);
  const Real b = now_.b[slot] = static_cast<Real>(u.b);
  const Real a = now_.a[slot] = static_cast<Real>(u.a);
  for (std::size_t i = 0; i < x_.size(); ++i) {
    const Real z = w * x_[i] + b;
    outputs_[i][slot % Block::count] += activate(leaky_ ? Activation::leakyRelu : Activation::relu, z) * a;
  }
}

template <class Real>
void DenseNeurons<Real>::remove(std::size_t slot) {
  const std::size_t last = size_ - 1;
  for (auto* values : {&now_.w, &now_.b, &now_.a}) {
    (*values)[slot] = (*values)[last];
  }
  resize(last);
  if (last == 0) {
    std::fill(outputs_.begin(), outputs_.end(), Vector{});
  }
}

/// Moves the members from `begin_` to `end` and sums their outputs. `fixed` is the number of points if the compiler
/// knows it, so that the sums stay in registers; otherwise 0.
template <class Real>
template <bool leaky, std::size_t fixed>
void DenseNeurons<Real>::pass(const Real* slopes, std::size_t end, Columns& moved) {
  const std::size_t points = fixed != 0 ? fixed : x_.size();
  const Real* const x = x_.data();
  const auto phi = [](const Vector& z, const Vector& value) {
    return z > Vector{} ? value : (leaky ? value * kLeakySlope<Real> : Vector{});
  };
  std::array<Vector, std::max<std::size_t>(fixed, 1)> fixedSums{};
  Vector* const sums = fixed != 0 ? fixedSums.data() : outputs_.data();
  if (begin_ == 0) {
    std::fill(sums, sums + points, Vector{});
  } else {
    std::copy(outputs_.data(), outputs_.data() + (fixed != 0 ? points : 0), sums);
  }

  const Descent<Real> descend = descend_;
  const bool hiddenBias = hiddenBias_;
  for (std::size_t block = begin_; block < end; block += Block::count) {
    Vector w = Block::load(&now_.w[block]);
    Vector b = Block::load(&now_.b[block]);
    Vector a = Block::load(&now_.a[block]);
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
    Block::store(w, &moved.w[block]);
    Block::store(a, &moved.a[block]);
    if (hiddenBias) {
      b = descend(b, gradientB);
      Block::store(b, &moved.b[block]);
    }
    for (std::size_t i = 0; i < points; ++i) {
      const Vector z = w * x[i] + b;
      sums[i] += phi(z, z) * a;
    }
  }
  std::copy(sums, sums + (fixed != 0 ? points : 0), outputs_.data());
}

template <class Real>
void DenseNeurons<Real>::pass(const Real* slopes, std::size_t end, Columns& moved) {
  if (leaky_) {
    return pass<true, 0>(slopes, end, moved);
  }
  switch (x_.size()) {
    case 1:
      return pass<false, 1>(slopes, end, moved);
    case 2:
      return pass<false, 2>(slopes, end, moved);
    case 3:
      return pass<false, 3>(slopes, end, moved);
    case 4:
      return pass<false, 4>(slopes, end, moved);
    case 5:
      return pass<false, 5>(slopes, end, moved);
    default:
      return pass<false, 0>(slopes, end, moved);
  }
}

template <class Real>
bool DenseNeurons<Real>::step(const std::vector<Real>& slopes, std::size_t members) {
  const std::size_t size = now_.w.size();
  const std::size_t end = endOfPart(members);
  if (begin_ == 0 && end == size) {
    pass(slopes.data(), end, now_);
    return true;
  }
  if (begin_ == 0) {
    moved_ = now_;
  }
  pass(slopes.data(), end, moved_);
  begin_ = end;
  if (end < size) {
    return false;
  }
  std::swap(now_, moved_);
  begin_ = 0;
  return true;
}

template class DenseNeurons<float>;
template class DenseNeurons<double>;

}  // namespace reluscope
