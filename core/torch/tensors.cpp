#include "torch/tensors.hpp"

#include <array>
#include <cmath>

namespace reluscope {

// The order of summation is that of the kernel: eight lanes, then the lanes, then the rest.
float norm(std::span<const float> values) {
  constexpr std::size_t kLanes = 8;
  std::array<float, kLanes> lanes{};
  const std::size_t whole = values.size() / kLanes * kLanes;
  for (std::size_t k = 0; k < whole; ++k) {
    float& lane = lanes[k % kLanes];
    lane = std::fma(values[k], values[k], lane);
  }
  float sum = lanes[0];
  for (std::size_t lane = 1; lane < kLanes; ++lane) {
    sum += lanes[lane];
  }
  // Its compiler takes four of the rest at once, and does not fuse those.
  const std::size_t unfused = values.size() - whole >= kLanes / 2 ? whole + kLanes / 2 : whole;
  for (std::size_t k = whole; k < values.size(); ++k) {
    sum = k < unfused ? sum + values[k] * values[k] : std::fma(values[k], values[k], sum);
  }
  return std::sqrt(sum);
}

}  // namespace reluscope
