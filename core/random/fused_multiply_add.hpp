#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace reluscope {

/// x·y + z, rounded once, of floats whose result is normal. WebAssembly has no such instruction, and the C library's is
/// a call.
inline float fusedMultiplyAdd(float x, float y, float z) {
  // As a double the product is exact. A sum is rounded wrongly the second time only where the first has made it lie
  // halfway between two floats.
  const double sum = static_cast<double>(x) * static_cast<double>(y) + static_cast<double>(z);
  std::uint64_t bits = 0;
  std::memcpy(&bits, &sum, sizeof bits);
  constexpr std::uint64_t below = (std::uint64_t{1} << 29) - 1;
  const bool isHalfway = (bits & below) == std::uint64_t{1} << 28;
  return isHalfway ? std::fma(x, y, z) : static_cast<float>(sum);
}

}  // namespace reluscope
