#pragma once

#include "engine/lanes.hpp"

namespace reluscope {

/// One step down a gradient, θ − lr·g rounded once, as PyTorch's SGD takes it (a fused multiply-add).
///
/// A second rounding would matter: a neuron that decays to nothing before it grows amplifies the difference to 1e-9 of
/// the weights. WebAssembly has no fused multiply-add, so float64 computes the rounding errors of the product and of
/// the sum (Dekker 1971, Knuth's TwoSum) and adds them at the end; float32 is computed in float64, which holds the
/// product exactly. Every target gives the same bits. Values are numbers or blocks of lanes.
template <class Real>
class Descent;

template <>
class Descent<double> {
 public:
  explicit Descent(double learningRate) : rate_(learningRate), high_(highHalf(learningRate)), low_(rate_ - high_) {}

  template <class Value>
  Value operator()(const Value& theta, const Value& gradient) const {
    const Value product = gradient * rate_;
    const Value gradientHigh = highHalf(gradient);
    const Value gradientLow = gradient - gradientHigh;
    const Value productError =
        ((gradientHigh * high_ - product) + (gradientLow * high_ + gradientHigh * low_)) + gradientLow * low_;

    const Value sum = theta - product;
    const Value part = sum - theta;
    const Value sumError = (theta - (sum - part)) - (product + part);
    return sum + (sumError - productError);
  }

 private:
  /// The upper 26 bits of each value (Veltkamp).
  template <class Value>
  static Value highHalf(const Value& value) {
    const Value scaled = value * 0x8000001p0;
    return scaled - (scaled - value);
  }

  double rate_;
  double high_;
  double low_;
};

template <>
class Descent<float> {
 public:
  explicit Descent(float learningRate) : rate_(static_cast<double>(learningRate)) {}

  float operator()(float theta, float gradient) const {
    return static_cast<float>(static_cast<double>(theta) - static_cast<double>(gradient) * rate_);
  }

  Lanes<float>::Vector operator()(const Lanes<float>::Vector& theta, const Lanes<float>::Vector& gradient) const {
    using Wide __attribute__((vector_size(2 * Lanes<float>::bytes))) = double;
    return __builtin_convertvector(
        __builtin_convertvector(theta, Wide) - __builtin_convertvector(gradient, Wide) * rate_, Lanes<float>::Vector);
  }

 private:
  double rate_;
};

}  // namespace reluscope
