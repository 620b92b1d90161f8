#include "engine/dense/pattern_neurons.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>

#include "network/activation.hpp"

namespace reluscope {
namespace {

constexpr std::size_t kGroup = 4;
constexpr std::size_t kAtOnce = 4;  // Of a neuron's subsets.
constexpr std::size_t kSubsets = 1 << kGroup;
constexpr std::size_t kNearest = 2;
constexpr std::size_t kLargestTable = 1 << 23;  // Bytes.
constexpr double kMoreThanRounding = 1 + 1e-6;

std::size_t groupsOf(std::size_t points) { return (points + kGroup - 1) / kGroup; }

/// Rounded up to what is taken at a time.
std::size_t padded(std::size_t subsets) { return (subsets + kAtOnce - 1) / kAtOnce * kAtOnce; }

constexpr std::size_t blocksOf(std::size_t numbers) { return Lanes<double>::padded(numbers) / Lanes<double>::count; }

/// The sizes of a network. The compiler knows them if they are given, so that a neuron stays in registers; 0 stands for
/// any.
template <std::size_t fixedInputs, std::size_t fixedOutputs>
struct Shape {
  static constexpr bool isFixed = fixedInputs != 0;

  template <class Real>
  explicit Shape(const Points<Real>& points)
      : inputs(isFixed ? fixedInputs : points.inputs),
        outputs(isFixed ? fixedOutputs : points.outputs),
        terms(blocksOf(inputs + 1)),
        size(blocksOf(inputs + 1 + outputs)),
        blocks(terms * outputs) {}

  std::size_t inputs;
  std::size_t outputs;
  std::size_t terms;   // Blocks of x̃ and w̃.
  std::size_t size;    // Blocks of a neuron's w, b and a.
  std::size_t blocks;  // Of its sums.
};

template <class Vector>
Vector absolute(const Vector& value) {
  return value > Vector{} ? value : -value;
}

}  // namespace

template <class Real>
bool PatternNeurons<Real>::isCheaper(const Data& data) {
  return groupsOf(data.points()) * kSubsets * data.outputs * Block::padded(data.inputs + 1) * sizeof(double) <=
         kLargestTable;
}

template <class Real>
PatternNeurons<Real>::PatternNeurons(const Points<Real>& points, const Experiment& experiment, const Weights& start)
    : points_(points),
      leak_(experiment.network.activation == Activation::leakyRelu ? kLeakySlope<double> : 0.0),
      descend_(static_cast<Real>(experiment.training.learningRate)),
      width_(start.b.size()),
      terms_(blocksOf(points.inputs + 1)),
      size_(blocksOf(points.inputs + 1 + points.outputs)),
      parameters_(width_ * size_),
      gradient_(size_),
      x_(points.count * terms_),
      reach_(terms_),
      moves_(terms_, Block::all(1)),
      groups_(groupsOf(points.count)),
      pattern_(width_ * groups_, 0),
      subsets_(width_ * padded(groups_)),
      subsetCount_(width_),
      nearest_(width_ * kNearest, 0),
      margin_(width_, 0),
      moving_(width_),
      slopes_(groups_ * kSubsets * points.outputs * terms_),
      totalSlope_(points.outputs * terms_),
      neurons_(slopes_.size()),
      totalNeurons_(totalSlope_.size()),
      sums_(points.outputs * terms_) {
  const auto put = [](Vector* to, std::size_t k, double value) { to[k / Block::count][k % Block::count] = value; };
  for (std::size_t i = 0; i < points.count; ++i) {
    Vector* const x = &x_[i * terms_];
    for (std::size_t k = 0; k < points.inputs; ++k) {
      put(x, k, static_cast<double>(points.x[k * points.stride + i]));
    }
    put(x, points.inputs, 1);
    for (std::size_t k = 0; k < terms_; ++k) {
      reach_[k] = absolute(x[k]) > reach_[k] ? absolute(x[k]) : reach_[k];
    }
  }
  if (!experiment.network.hiddenBias) {
    put(moves_.data(), points.inputs, 0);
  }
  const auto rounded = [](double value) { return static_cast<double>(static_cast<Real>(value)); };
  for (std::size_t j = 0; j < width_; ++j) {
    Vector* const own = parametersOf(j);
    for (std::size_t k = 0; k < points.inputs; ++k) {
      put(own, k, rounded(start.w[j * points.inputs + k]));
    }
    put(own, points.inputs, rounded(start.b[j]));
    for (std::size_t k = 0; k < points.outputs; ++k) {
      put(own, points.inputs + 1 + k, rounded(start.a[j * points.outputs + k]));
    }
    findPattern(j);
    listSubsets(j);
  }
  std::iota(moving_.begin(), moving_.end(), 0U);
  dropInactive();
}

/// Drops the neurons that are active on no point, unless the activation moves those too.
template <class Real>
void PatternNeurons<Real>::dropInactive() {
  mayDrop_ = false;
  if (leak_ != 0) {
    return;
  }
  const auto isInactive = [this](std::uint32_t j) { return subsetCount_[j] == 0; };
  moving_.erase(std::remove_if(moving_.begin(), moving_.end(), isInactive), moving_.end());
}

/// Looks at all points: on which a neuron is active, which are nearest to its kink, and how far the others are.
template <class Real>
void PatternNeurons<Real>::findPattern(std::size_t j) {
  std::array<double, kNearest + 1> least;
  least.fill(std::numeric_limits<double>::infinity());
  std::array<std::uint32_t, kNearest + 1> nearest{};
  const Vector* const own = parametersOf(j);
  for (std::size_t g = 0; g < groups_; ++g) {
    unsigned subset = 0;
    const std::size_t end = std::min(points_.count, (g + 1) * kGroup);
    for (std::size_t i = g * kGroup; i < end; ++i) {
      Vector products{};
      for (std::size_t k = 0; k < terms_; ++k) {
        products += own[k] * x_[i * terms_ + k];
      }
      const double z = Block::sum(products);
      subset |= (z > 0 ? 1U : 0U) << (i % kGroup);
      if (std::abs(z) < least.back()) {
        std::size_t rank = kNearest;
        for (; rank > 0 && std::abs(z) < least[rank - 1]; --rank) {
          least[rank] = least[rank - 1];
          nearest[rank] = nearest[rank - 1];
        }
        least[rank] = std::abs(z);
        nearest[rank] = static_cast<std::uint32_t>(i);
      }
    }
    patternOf(j)[g] = static_cast<std::uint8_t>(subset);
  }
  std::copy(nearest.begin(), nearest.end() - 1, &nearest_[j * kNearest]);
  Vector largest{};
  for (std::size_t k = 0; k < terms_; ++k) {
    largest += absolute(own[k]) * reach_[k];
  }
  const double rounding = static_cast<double>(4 * points_.inputs + 8) * std::numeric_limits<double>::epsilon();
  margin_[j] = least.back() - rounding * Block::sum(largest);
}

/// Notes where in the tables a neuron's subsets are, of the groups in which it is active.
template <class Real>
void PatternNeurons<Real>::listSubsets(std::size_t j) {
  const std::size_t step = points_.outputs * terms_;
  const std::uint8_t* const pattern = patternOf(j);
  std::uint32_t* const subsets = &subsets_[j * padded(groups_)];
  std::size_t count = 0;
  for (std::size_t g = 0; g < groups_; ++g) {
    subsets[count] = static_cast<std::uint32_t>((g * kSubsets + pattern[g]) * step);
    count += pattern[g] != 0 ? 1 : 0;
  }
  // The first group's empty subset adds nothing.
  std::fill(subsets + count, subsets + padded(count), 0);
  subsetCount_[j] = static_cast<std::uint32_t>(padded(count));
  mayDrop_ = mayDrop_ || count == 0;
}

template <class Real>
typename PatternNeurons<Real>::Vector PatternNeurons<Real>::descended(const Vector& theta,
                                                                      const Vector& gradient) const {
  if constexpr (std::is_same_v<Real, double>) {
    return descend_(theta, gradient);
  } else {
    Vector next;
    for (std::size_t lane = 0; lane < Block::count; ++lane) {
      next[lane] = static_cast<double>(descend_(static_cast<Real>(theta[lane]), static_cast<Real>(gradient[lane])));
    }
    return next;
  }
}

/// Sums s x̃ over every subset of each group.
template <class Real>
template <std::size_t fixedInputs, std::size_t fixedOutputs>
void PatternNeurons<Real>::fillTable(const std::vector<Real>& slopes) {
  const Shape<fixedInputs, fixedOutputs> shape(points_);
  std::fill(totalSlope_.begin(), totalSlope_.end(), Vector{});
  for (std::size_t i = 0; i < points_.count; ++i) {
    Vector* const group = &slopes_[i / kGroup * kSubsets * shape.blocks];
    const std::size_t before = (std::size_t{1} << (i % kGroup)) * shape.blocks;
    for (std::size_t output = 0; output < shape.outputs; ++output) {
      const auto slope = static_cast<double>(slopes[output * points_.stride + i]);
      for (std::size_t k = 0; k < shape.terms; ++k) {
        const Vector row = x_[i * shape.terms + k] * slope;
        const Vector part = row * (1 - leak_);
        const std::size_t at = output * shape.terms + k;
        totalSlope_[at] += row * leak_;
        for (std::size_t subset = at; subset < before; subset += shape.blocks) {
          group[before + subset] = group[subset] + part;
        }
      }
    }
  }
}

/// Steps each neuron, if this is a step, and sums a w̃ by the subset of each group on which it is active.
template <class Real>
template <std::size_t fixedInputs, std::size_t fixedOutputs>
void PatternNeurons<Real>::pass(bool isStep) {
  using Known = Shape<fixedInputs, fixedOutputs>;
  const Known shape(points_);
  const std::size_t outputs = shape.outputs;
  const std::size_t terms = shape.terms;
  const std::size_t blocks = shape.blocks;
  std::array<Vector, Known::isFixed ? blocksOf(fixedInputs + 1) * fixedOutputs : 1> fixedSums;
  std::array<Vector, Known::isFixed ? blocksOf(fixedInputs + 1 + fixedOutputs) : 1> fixedGradient{};
  Vector* const sums = Known::isFixed ? fixedSums.data() : sums_.data();
  Vector* const gradient = Known::isFixed ? fixedGradient.data() : gradient_.data();
  const Vector* const slopes = slopes_.data();
  Vector* const neurons = neurons_.data();
  const Vector* const x = x_.data();
  const Vector* const reach = reach_.data();
  const Vector* const moves = moves_.data();

  std::fill(totalNeurons_.begin(), totalNeurons_.end(), Vector{});
  std::fill(neurons_.begin(), neurons_.end(), Vector{});
  for (const std::uint32_t j : moving_) {
    const std::uint32_t* const subsets = &subsets_[j * padded(groups_)];
    const std::uint32_t* end = subsets + subsetCount_[j];
    Vector* const own = parametersOf(j);
    const auto a = [&](std::size_t output) {
      const std::size_t k = shape.inputs + 1 + output;
      return own[k / Block::count][k % Block::count];
    };
    if (isStep) {
      std::copy(totalSlope_.data(), totalSlope_.data() + blocks, sums);
      for (const std::uint32_t* at = subsets; at < end; at += kAtOnce) {
        for (std::size_t k = 0; k < blocks; ++k) {
          sums[k] += (slopes[at[0] + k] + slopes[at[1] + k]) + (slopes[at[2] + k] + slopes[at[3] + k]);
        }
      }
      for (std::size_t k = 0; k < terms; ++k) {
        Vector slope{};
        for (std::size_t output = 0; output < outputs; ++output) {
          slope += sums[output * terms + k] * a(output);
        }
        gradient[k] = slope * moves[k];
      }
      for (std::size_t output = 0; output < outputs; ++output) {
        Vector products{};
        for (std::size_t k = 0; k < terms; ++k) {
          products += own[k] * sums[output * terms + k];
        }
        const std::size_t k = shape.inputs + 1 + output;
        gradient[k / Block::count][k % Block::count] = Block::sum(products);
      }
      Vector moved{};
      for (std::size_t k = 0; k < shape.size; ++k) {
        const Vector next = descended(own[k], gradient[k]);
        if (k < terms) {
          moved += absolute(next - own[k]) * reach[k];
        }
        own[k] = next;
      }
      margin_[j] -= Block::sum(moved) * kMoreThanRounding;
      if (!(margin_[j] > 0)) {
        findPattern(j);
        listSubsets(j);
      } else {
        std::uint8_t* const pattern = patternOf(j);
        bool hasChanged = false;
        for (std::size_t rank = 0; rank < kNearest; ++rank) {
          const std::size_t i = nearest_[j * kNearest + rank];
          Vector products{};
          for (std::size_t k = 0; k < terms; ++k) {
            products += own[k] * x[i * terms + k];
          }
          const auto bit = static_cast<std::uint8_t>(1U << (i % kGroup));
          const bool isActive = Block::sum(products) > 0;
          if (isActive != ((pattern[i / kGroup] & bit) != 0)) {
            pattern[i / kGroup] ^= bit;
            hasChanged = true;
          }
        }
        if (hasChanged) {
          listSubsets(j);
        }
      }
    }
    end = subsets + subsetCount_[j];
    for (std::size_t output = 0; output < outputs; ++output) {
      for (std::size_t k = 0; k < terms; ++k) {
        sums[output * terms + k] = own[k] * a(output);
        totalNeurons_[output * terms + k] += sums[output * terms + k];
      }
    }
    for (const std::uint32_t* at = subsets; at < end; at += kAtOnce) {
      for (std::size_t k = 0; k < blocks; ++k) {
        neurons[at[0] + k] += sums[k];
        neurons[at[1] + k] += sums[k];
        neurons[at[2] + k] += sums[k];
        neurons[at[3] + k] += sums[k];
      }
    }
  }
}

/// Outputs from the sums over neurons.
template <class Real>
template <std::size_t fixedInputs, std::size_t fixedOutputs>
void PatternNeurons<Real>::readOutputs(std::vector<Real>& outputs) {
  const Shape<fixedInputs, fixedOutputs> shape(points_);
  for (std::size_t i = points_.count; i-- > 0;) {
    Vector* const group = &neurons_[i / kGroup * kSubsets * shape.blocks];
    const std::size_t before = (std::size_t{1} << (i % kGroup)) * shape.blocks;
    for (std::size_t output = 0; output < shape.outputs; ++output) {
      Vector h{};
      for (std::size_t k = 0; k < shape.terms; ++k) {
        const std::size_t at = output * shape.terms + k;
        // Subsets with this point are summed, and from there on count as those without.
        Vector with{};
        for (std::size_t subset = at; subset < before; subset += shape.blocks) {
          with += group[before + subset];
          group[subset] += group[before + subset];
        }
        h += (with * (1 - leak_) + totalNeurons_[at] * leak_) * x_[i * shape.terms + k];
      }
      outputs[output * points_.stride + i] = static_cast<Real>(Block::sum(h));
    }
  }
}

template <class Real>
template <std::size_t fixedInputs, std::size_t fixedOutputs>
void PatternNeurons<Real>::stepAs(const std::vector<Real>& slopes, std::vector<Real>& outputs) {
  fillTable<fixedInputs, fixedOutputs>(slopes);
  pass<fixedInputs, fixedOutputs>(true);
  readOutputs<fixedInputs, fixedOutputs>(outputs);
}

template <class Real>
void PatternNeurons<Real>::sum(std::vector<Real>& outputs) {
  pass<0, 0>(false);
  readOutputs<0, 0>(outputs);
}

template <class Real>
void PatternNeurons<Real>::step(const std::vector<Real>& slopes, std::vector<Real>& outputs) {
  if (points_.inputs == 2 && points_.outputs == 1) {
    stepAs<2, 1>(slopes, outputs);
  } else if (points_.inputs == 1 && points_.outputs == 2) {
    stepAs<1, 2>(slopes, outputs);
  } else {
    stepAs<0, 0>(slopes, outputs);
  }
  if (mayDrop_) {
    dropInactive();
  }
}

template <class Real>
Weights PatternNeurons<Real>::weights(std::size_t neurons) const {
  const auto at = [](const Vector* from, std::size_t k) { return from[k / Block::count][k % Block::count]; };
  Weights weights;
  for (std::size_t j = 0; j < std::min(neurons, width_); ++j) {
    const Vector* const own = &parameters_[j * size_];
    for (std::size_t k = 0; k < points_.inputs; ++k) {
      weights.w.push_back(at(own, k));
    }
    weights.b.push_back(at(own, points_.inputs));
    for (std::size_t k = 0; k < points_.outputs; ++k) {
      weights.a.push_back(at(own, points_.inputs + 1 + k));
    }
  }
  return weights;
}

template class PatternNeurons<float>;
template class PatternNeurons<double>;

}  // namespace reluscope
