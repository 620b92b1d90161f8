#pragma once

#include <cstdint>
#include <cstring>

namespace reluscope {

/// What tells two doubles apart, −0 from 0 too. (Emscripten's library has no std::bit_cast yet.)
inline std::uint64_t bitsOf(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

}  // namespace reluscope
