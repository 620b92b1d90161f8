#include "engine/dense/direct_neurons.hpp"

#include <algorithm>
#include <numeric>

#include "network/activation.hpp"

namespace reluscope {
namespace {

/// φ(z).
template <class Real, bool leaky>
typename Lanes<Real>::Vector activated(const typename Lanes<Real>::Vector& z) {
  using Vector = typename Lanes<Real>::Vector;
  return z > Vector{} ? z : (leaky ? z * kLeakySlope<Real> : Vector{});
}

/// φ'(z) · value.
template <class Real, bool leaky>
typename Lanes<Real>::Vector sloped(const typename Lanes<Real>::Vector& z, const typename Lanes<Real>::Vector& value) {
  using Vector = typename Lanes<Real>::Vector;
  return z > Vector{} ? value : (leaky ? value * kLeakySlope<Real> : Vector{});
}

}  // namespace

template <class Real>
DirectNeurons<Real>::DirectNeurons(const Points<Real>& points, const Experiment& experiment, const Weights& start)
    : points_(points),
      leaky_(experiment.network.activation == Activation::leakyRelu),
      hiddenBias_(experiment.network.hiddenBias),
      descend_(static_cast<Real>(experiment.training.learningRate)),
      width_(start.b.size()),
      size_(Block::padded(points.inputs + 1 + points.outputs)),
      parameters_(width_ * size_, Real{0}),
      z_(width_ * points.stride, Real{0}),
      moving_(width_),
      inner_(points.stride),
      gradient_(size_, Real{0}) {
  const auto narrow = [](double value) { return static_cast<Real>(value); };
  for (std::size_t j = 0; j < width_; ++j) {
    Real* const own = parametersOf(j);
    std::transform(&start.w[j * points.inputs], &start.w[j * points.inputs] + points.inputs, own, narrow);
    own[points.inputs] = narrow(start.b[j]);
    std::transform(&start.a[j * points.outputs], &start.a[j * points.outputs] + points.outputs, own + points.inputs + 1,
                   narrow);
    multiply(j);
  }
  std::iota(moving_.begin(), moving_.end(), 0U);
  dropInactive();
}

/// Computes a neuron's row of Z.
template <class Real>
void DirectNeurons<Real>::multiply(std::size_t j) {
  const std::size_t stride = points_.stride;
  const Real* const w = parametersOf(j);
  Real* const z = rowOf(j);
  std::fill(z, z + stride, Real{0});
  for (std::size_t k = 0; k < points_.inputs; ++k) {
    const Real* const x = &points_.x[k * stride];
    for (std::size_t i = 0; i < stride; i += Block::count) {
      Block::store(Block::load(z + i) + Block::load(x + i) * w[k], z + i);
    }
  }
  const Real b = w[points_.inputs];
  for (std::size_t i = 0; i < points_.count; ++i) {
    z[i] += b;
  }
}

template <class Real>
void DirectNeurons<Real>::addOutputs(std::size_t j, std::vector<Real>& outputs) const {
  const std::size_t stride = points_.stride;
  const Real* const z = &z_[j * stride];
  const Real* const a = &parameters_[j * size_ + points_.inputs + 1];
  for (std::size_t k = 0; k < points_.outputs; ++k) {
    Real* const to = &outputs[k * stride];
    for (std::size_t i = 0; i < stride; i += Block::count) {
      const Vector at = Block::load(z + i);
      const Vector value = leaky_ ? activated<Real, true>(at) : activated<Real, false>(at);
      Block::store(Block::load(to + i) + value * a[k], to + i);
    }
  }
}

template <class Real>
void DirectNeurons<Real>::sum(std::vector<Real>& outputs) {
  std::fill(outputs.begin(), outputs.end(), Real{0});
  for (const std::uint32_t j : moving_) {
    addOutputs(j, outputs);
  }
}

/// Drops the neurons that are active on no point, unless the activation moves those too.
template <class Real>
void DirectNeurons<Real>::dropInactive() {
  mayDrop_ = false;
  if (leaky_) {
    return;
  }
  const auto isInactive = [this](std::uint32_t j) {
    const Real* const z = rowOf(j);
    return std::none_of(z, z + points_.count, [](Real at) { return at > 0; });
  };
  moving_.erase(std::remove_if(moving_.begin(), moving_.end(), isInactive), moving_.end());
}

template <class Real>
void DirectNeurons<Real>::descend(Real* parameters, const Real* gradient) const {
  for (std::size_t k = 0; k < size_; k += Block::count) {
    Block::store(descend_(Block::load(parameters + k), Block::load(gradient + k)), parameters + k);
  }
}

template <class Real>
template <bool leaky>
void DirectNeurons<Real>::stepEach(const std::vector<Real>& slopes, std::vector<Real>& outputs) {
  const std::size_t stride = points_.stride;
  const std::size_t inputs = points_.inputs;
  for (const std::uint32_t j : moving_) {
    Real* const own = parametersOf(j);
    const Real* const a = own + inputs + 1;
    const Real* const z = rowOf(j);
    Real* const gradient = gradient_.data();
    Vector slopeOfB{};
    for (std::size_t i = 0; i < stride; i += Block::count) {
      const Vector at = Block::load(z + i);
      Vector outer{};
      for (std::size_t k = 0; k < points_.outputs; ++k) {
        outer += Block::load(&slopes[k * stride + i]) * a[k];
      }
      const Vector inner = sloped<Real, leaky>(at, outer);
      slopeOfB += inner;
      Block::store(inner, &inner_[i]);
    }
    const auto dot = [&](const Real* from, auto value) {
      Vector total{};
      for (std::size_t i = 0; i < stride; i += Block::count) {
        total += Block::load(from + i) * value(i);
      }
      return Block::sum(total);
    };
    for (std::size_t k = 0; k < inputs; ++k) {
      gradient[k] = dot(&points_.x[k * stride], [&](std::size_t i) { return Block::load(&inner_[i]); });
    }
    gradient[inputs] = hiddenBias_ ? Block::sum(slopeOfB) : Real{0};
    bool isZero = true;
    for (std::size_t k = 0; k < points_.outputs; ++k) {
      gradient[inputs + 1 + k] =
          dot(&slopes[k * stride], [&](std::size_t i) { return activated<Real, leaky>(Block::load(z + i)); });
      isZero = isZero && gradient[inputs + 1 + k] == 0;
    }
    mayDrop_ = mayDrop_ || isZero;
    descend(own, gradient);
    multiply(j);
    addOutputs(j, outputs);
  }
}

template <class Real>
void DirectNeurons<Real>::step(const std::vector<Real>& slopes, std::vector<Real>& outputs) {
  if (mayDrop_) {
    dropInactive();
  }
  std::fill(outputs.begin(), outputs.end(), Real{0});
  leaky_ ? stepEach<true>(slopes, outputs) : stepEach<false>(slopes, outputs);
}

template <class Real>
Weights DirectNeurons<Real>::weights(std::size_t neurons) const {
  Weights weights;
  for (std::size_t j = 0; j < std::min(neurons, width_); ++j) {
    const Real* const own = &parameters_[j * size_];
    weights.w.insert(weights.w.end(), own, own + points_.inputs);
    weights.b.push_back(static_cast<double>(own[points_.inputs]));
    weights.a.insert(weights.a.end(), own + points_.inputs + 1, own + points_.inputs + 1 + points_.outputs);
  }
  return weights;
}

template class DirectNeurons<float>;
template class DirectNeurons<double>;

}  // namespace reluscope
