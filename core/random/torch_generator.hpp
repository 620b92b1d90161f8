#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>

namespace reluscope {

/// PyTorch's CPU random numbers: the same bits as PyTorch draws after `torch.manual_seed(seed)`.
///
/// Follows ATen's CPUGeneratorImpl, DistributionTemplates.h and DistributionsHelper.h (PyTorch 1.13, AVX2 path).
class TorchGenerator {
 public:
  explicit TorchGenerator(std::uint32_t seed) : engine_(seed) {}

  /// Skips the random bits of `count` draws of `uniform_` on a float32 tensor.
  void skip(std::int64_t count) { engine_.discard(static_cast<unsigned long long>(count)); }

  /// `tensor.normal_(0, std)` on a float32 tensor.
  void fillNormal(std::span<float> values, double std);

  /// `tensor.uniform_(low, high)` on a float32 tensor.
  void fillUniform(std::span<float> values, float low, float high);

  /// `2·bernoulli(½) − 1`: each value is +1 or −1.
  void fillSigns(std::span<float> values);

 private:
  std::uint32_t next() { return static_cast<std::uint32_t>(engine_()); }
  float floatUniform() { return static_cast<float>(next() & 0xFFFFFFU) * 0x1p-24F; }
  double doubleUniform();
  double doubleNormal();

  std::mt19937 engine_;
  std::optional<double> spareNormal_;  // Second of a Box–Muller pair, for the next draw, even by another tensor.
};

}  // namespace reluscope
