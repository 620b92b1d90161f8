#pragma once

#include <cmath>
#include <numbers>

#include "experiment/experiment.hpp"

namespace reluscope {

/// Slope of leaky-relu on the negative side, PyTorch's default.
template <class Real>
inline constexpr Real kLeakySlope = static_cast<Real>(0.01);

/// Whether φ has one kink, at 0, and is linear on either side of it. Gradient flow then conserves every a_j² − ‖w̃_j‖².
constexpr bool hasKink(Activation activation) {
  return activation == Activation::relu || activation == Activation::leakyRelu;
}

/// φ(z), each activation with PyTorch's definition and defaults.
template <class Real>
Real activate(Activation activation, Real z) {
  switch (activation) {
    case Activation::relu:
      return z > 0 ? z : Real{0};
    case Activation::leakyRelu:
      return z > 0 ? z : kLeakySlope<Real> * z;
    case Activation::gelu:
      return z * Real{0.5} * (1 + std::erf(z * static_cast<Real>(std::numbers::sqrt2 / 2)));
    case Activation::softplus:
      return z > 20 ? z : std::log1p(std::exp(z));
    case Activation::tanh:
      return std::tanh(z);
  }
  return 0;
}

/// φ′(z), with φ′(0) = 0 for relu and the negative side's slope for leaky-relu.
template <class Real>
Real slope(Activation activation, Real z) {
  switch (activation) {
    case Activation::relu:
      return z > 0 ? Real{1} : Real{0};
    case Activation::leakyRelu:
      return z > 0 ? Real{1} : kLeakySlope<Real>;
    case Activation::gelu: {
      const Real cumulative = Real{0.5} * (1 + std::erf(z * static_cast<Real>(std::numbers::sqrt2 / 2)));
      const Real density =
          std::exp(z * z * Real{-0.5}) * static_cast<Real>(std::numbers::inv_sqrtpi / std::numbers::sqrt2);
      return cumulative + z * density;
    }
    case Activation::softplus: {
      if (z > 20) {
        return 1;
      }
      const Real growth = std::exp(z);
      return growth / (growth + 1);
    }
    case Activation::tanh: {
      const Real value = std::tanh(z);
      return 1 - value * value;
    }
  }
  return 0;
}

/// φ′(z), given `value` = φ(z).
template <class Real>
Real slope(Activation activation, Real z, Real value) {
  return activation == Activation::tanh ? 1 - value * value : slope(activation, z);
}

}  // namespace reluscope
