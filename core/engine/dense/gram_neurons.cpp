#include "engine/dense/gram_neurons.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "network/activation.hpp"

namespace reluscope {
namespace {

constexpr std::size_t kBits = 64;
constexpr std::size_t kMostPointsOfGram = 2'000;  // 32 MB in float64.
constexpr std::size_t kLeastInputs = 16;
constexpr std::uint32_t kNone = ~std::uint32_t{0};

}  // namespace

template <class Real>
bool GramNeurons<Real>::isCheaper(const Data& data) {
  // A step takes up to n/2 products of each pair of a neuron and a point on which it is active, and otherwise 2 d.
  return data.inputs >= kLeastInputs && data.points() <= kMostPointsOfGram && data.points() < 4 * data.inputs;
}

template <class Real>
GramNeurons<Real>::GramNeurons(const Points<Real>& points, const Experiment& experiment, const Weights& start)
    : points_(points),
      start_(start),
      leak_(experiment.network.activation == Activation::leakyRelu ? kLeakySlope<Real> : Real{0}),
      hiddenBias_(experiment.network.hiddenBias),
      descend_(static_cast<Real>(experiment.training.learningRate)),
      rate_(static_cast<Real>(experiment.training.learningRate)),
      width_(start.b.size()),
      gram_(points.count * points.stride, Real{0}),
      z_(width_ * points.stride, Real{0}),
      coefficients_(z_.size(), Real{0}),
      a_(start.a.size()),
      words_((points.count + kBits - 1) / kBits),
      pattern_(width_ * words_),
      first_(width_),
      table_(std::bit_ceil(2 * width_)),
      v_(z_.size()),
      products_(z_.size()) {
  std::transform(start.a.begin(), start.a.end(), a_.begin(), [](double value) { return static_cast<Real>(value); });
  const auto at = [&](std::size_t k, std::size_t i) { return static_cast<double>(points.x[k * points.stride + i]); };
  for (std::size_t i = 0; i < points.count; ++i) {
    for (std::size_t other = i; other < points.count; ++other) {
      double product = hiddenBias_ ? 1 : 0;
      for (std::size_t k = 0; k < points.inputs; ++k) {
        product += at(k, i) * at(k, other);
      }
      gram_[i * points.stride + other] = gram_[other * points.stride + i] = static_cast<Real>(product);
    }
  }
  for (std::size_t j = 0; j < width_; ++j) {
    for (std::size_t i = 0; i < points.count; ++i) {
      double z = 0;
      for (std::size_t k = 0; k < points.inputs; ++k) {
        z += start.w[j * points.inputs + k] * at(k, i);
      }
      z_[j * points.stride + i] = static_cast<Real>(z + start.b[j]);
    }
  }
}

/// Notes the points on which each neuron is active, and which neurons agree in them.
template <class Real>
void GramNeurons<Real>::findPatterns() {
  std::fill(table_.begin(), table_.end(), kNone);
  for (std::size_t j = 0; j < width_; ++j) {
    const Real* const z = &z_[j * points_.stride];
    std::uint64_t* const pattern = &pattern_[j * words_];
    std::uint64_t hash = 0;
    for (std::size_t word = 0; word < words_; ++word) {
      std::uint64_t bits = 0;
      const std::size_t end = std::min(points_.count, (word + 1) * kBits);
      for (std::size_t i = end; i-- > word * kBits;) {
        bits = bits << 1 | static_cast<std::uint64_t>(z[i] > 0);
      }
      pattern[word] = bits;
      hash = (hash ^ bits) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 32;
    }
    std::size_t slot = hash & (table_.size() - 1);
    while (table_[slot] != kNone && !std::equal(pattern, pattern + words_, &pattern_[table_[slot] * words_])) {
      slot = (slot + 1) & (table_.size() - 1);
    }
    if (table_[slot] == kNone) {
      table_[slot] = static_cast<std::uint32_t>(j);
    }
    first_[j] = table_[slot];
  }
}

/// K v, four points at a time.
template <class Real>
void GramNeurons<Real>::multiply(const Real* v, Real* product) {
  const std::size_t stride = points_.stride;
  chosen_.clear();
  for (std::size_t i = 0; i < points_.count; ++i) {
    if (v[i] != 0) {
      chosen_.push_back(i);
    }
  }
  std::fill(product, product + stride, Real{0});
  constexpr std::size_t kAtOnce = 4;
  for (std::size_t from = 0; from < chosen_.size(); from += kAtOnce) {
    std::array<const Real*, kAtOnce> rows;
    std::array<Real, kAtOnce> factors;
    for (std::size_t k = 0; k < kAtOnce; ++k) {
      const bool isLeft = from + k < chosen_.size();
      rows[k] = &gram_[chosen_[isLeft ? from + k : from] * stride];
      factors[k] = isLeft ? v[chosen_[from + k]] : Real{0};
    }
    for (std::size_t i = 0; i < stride; i += Block::count) {
      const Vector sum = (Block::load(rows[0] + i) * factors[0] + Block::load(rows[1] + i) * factors[1]) +
                         (Block::load(rows[2] + i) * factors[2] + Block::load(rows[3] + i) * factors[3]);
      Block::store(Block::load(product + i) + sum, product + i);
    }
  }
}

/// Moves a neuron: z by −factor · product, its coefficients by −factor · v.
template <class Real>
void GramNeurons<Real>::stepNeuron(std::size_t j, const Real* v, const Real* product, Real factor,
                                   const std::vector<Real>& slopes) {
  const std::size_t stride = points_.stride;
  Real* const z = &z_[j * stride];
  Real* const q = &coefficients_[j * stride];
  const Real leak = leak_;
  for (std::size_t k = 0; k < points_.outputs; ++k) {
    Vector slope{};
    for (std::size_t i = 0; i < stride; i += Block::count) {
      const Vector at = Block::load(z + i);
      slope += (at > Vector{} ? at : at * leak) * Block::load(&slopes[k * stride + i]);
    }
    Real& a = a_[j * points_.outputs + k];
    a = descend_(a, Block::sum(slope));
  }
  for (std::size_t i = 0; i < stride; i += Block::count) {
    Block::store(Block::load(z + i) - Block::load(product + i) * factor, z + i);
    Block::store(Block::load(q + i) - Block::load(v + i) * factor, q + i);
  }
}

template <class Real>
void GramNeurons<Real>::addOutputs(std::size_t j, std::vector<Real>& outputs) const {
  const std::size_t stride = points_.stride;
  const Real* const z = &z_[j * stride];
  const Real leak = leak_;
  for (std::size_t k = 0; k < points_.outputs; ++k) {
    const Real a = a_[j * points_.outputs + k];
    Real* const to = &outputs[k * stride];
    for (std::size_t i = 0; i < stride; i += Block::count) {
      const Vector at = Block::load(z + i);
      Block::store(Block::load(to + i) + (at > Vector{} ? at : at * leak) * a, to + i);
    }
  }
}

template <class Real>
void GramNeurons<Real>::sum(std::vector<Real>& outputs) {
  std::fill(outputs.begin(), outputs.end(), Real{0});
  for (std::size_t j = 0; j < width_; ++j) {
    addOutputs(j, outputs);
  }
}

template <class Real>
void GramNeurons<Real>::step(const std::vector<Real>& slopes, std::vector<Real>& outputs) {
  const std::size_t stride = points_.stride;
  const bool isShared = points_.outputs == 1;
  findPatterns();
  std::fill(outputs.begin(), outputs.end(), Real{0});
  for (std::size_t j = 0; j < width_; ++j) {
    const std::uint64_t* const pattern = &pattern_[j * words_];
    const bool isInactive = std::all_of(pattern, pattern + words_, [](std::uint64_t bits) { return bits == 0; });
    if (isInactive && leak_ == 0) {
      continue;  // It adds nothing, and never moves again.
    }
    const std::size_t owner = isShared ? first_[j] : j;
    Real* const v = &v_[owner * stride];
    Real* const product = &products_[owner * stride];
    if (owner == j) {
      const Real* const z = &z_[j * stride];
      for (std::size_t i = 0; i < stride; i += Block::count) {
        Vector outer{};
        if (isShared) {
          outer = Block::load(&slopes[i]);
        } else {
          for (std::size_t k = 0; k < points_.outputs; ++k) {
            outer += Block::load(&slopes[k * stride + i]) * a_[j * points_.outputs + k];
          }
        }
        Block::store(Block::load(z + i) > Vector{} ? outer : outer * leak_, v + i);
      }
      multiply(v, product);
    }
    stepNeuron(j, v, product, isShared ? rate_ * a_[j] : rate_, slopes);
    addOutputs(j, outputs);
  }
}

template <class Real>
Weights GramNeurons<Real>::weights(std::size_t neurons) const {
  const std::size_t count = std::min(neurons, width_);
  const std::size_t inputs = points_.inputs;
  const auto as = [](double value) { return static_cast<double>(static_cast<Real>(value)); };
  Weights weights{.w = {start_.w.begin(), start_.w.begin() + static_cast<std::ptrdiff_t>(count * inputs)},
                  .b = {start_.b.begin(), start_.b.begin() + static_cast<std::ptrdiff_t>(count)},
                  .a = {a_.begin(), a_.begin() + static_cast<std::ptrdiff_t>(count * points_.outputs)}};
  for (std::size_t j = 0; j < count; ++j) {
    const Real* const q = &coefficients_[j * points_.stride];
    for (std::size_t k = 0; k < inputs; ++k) {
      double& w = weights.w[j * inputs + k];
      for (std::size_t i = 0; i < points_.count; ++i) {
        w += static_cast<double>(q[i]) * static_cast<double>(points_.x[k * points_.stride + i]);
      }
      w = as(w);
    }
    if (hiddenBias_) {
      for (std::size_t i = 0; i < points_.count; ++i) {
        weights.b[j] += static_cast<double>(q[i]);
      }
      weights.b[j] = as(weights.b[j]);
    }
  }
  return weights;
}

template class GramNeurons<float>;
template class GramNeurons<double>;

}  // namespace reluscope
