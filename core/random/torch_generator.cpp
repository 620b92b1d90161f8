#include "random/torch_generator.hpp"

#include <cmath>
#include <numbers>

#include "random/cephes.hpp"

namespace reluscope {
namespace {

constexpr std::size_t kBlock = 16;

/// Turns 16 uniforms into 16 normals, in place: the first eight of a block are the radii, the last eight the angles.
void boxMuller(std::span<float, kBlock> block, float std) {
  constexpr std::size_t half = kBlock / 2;
  for (std::size_t j = 0; j < half; ++j) {
    const float u1 = 1.0F - block[j];
    const float u2 = block[j + half];
    const float radius = std::sqrt(-2.0F * cephes::log(u1));
    const auto [sine, cosine] = cephes::sineAndCosine(2.0F * std::numbers::pi_v<float> * u2);
    block[j] = radius * cosine * std;
    block[j + half] = radius * sine * std;
  }
}

}  // namespace

double TorchGenerator::doubleUniform() {
  const std::uint64_t high = next();
  const std::uint64_t bits = (high << 32) | next();
  return static_cast<double>(bits & ((std::uint64_t{1} << 53) - 1)) * 0x1p-53;
}

double TorchGenerator::doubleNormal() {
  if (spareNormal_) {
    const double spare = *spareNormal_;
    spareNormal_.reset();
    return spare;
  }
  const double u1 = doubleUniform();
  const double u2 = doubleUniform();
  const double radius = std::sqrt(-2.0 * std::log1p(-u2));
  const double angle = 2.0 * std::numbers::pi * u1;
  spareNormal_ = radius * std::sin(angle);
  return radius * std::cos(angle);
}

void TorchGenerator::fillNormal(std::span<float> values, double std) {
  if (values.size() < kBlock) {
    for (float& value : values) {
      value = static_cast<float>(doubleNormal() * std);
    }
    return;
  }
  const auto narrowStd = static_cast<float>(std);
  for (float& value : values) {
    value = floatUniform();
  }
  for (std::size_t start = 0; start + kBlock <= values.size(); start += kBlock) {
    boxMuller(values.subspan(start).first<kBlock>(), narrowStd);
  }
  if (values.size() % kBlock != 0) {
    const auto last = values.last<kBlock>();
    for (float& value : last) {
      value = floatUniform();
    }
    boxMuller(last, narrowStd);
  }
}

void TorchGenerator::fillUniform(std::span<float> values, float low, float high) {
  for (float& value : values) {
    value = std::fma(floatUniform(), high - low, low);  // As PyTorch's compiler contracts it.
  }
}

void TorchGenerator::fillSigns(std::span<float> values) {
  for (float& value : values) {
    value = floatUniform() < 0.5F ? 1.0F : -1.0F;
  }
}

}  // namespace reluscope
