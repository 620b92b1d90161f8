#pragma once

#include <cstdint>
#include <cstring>

namespace reluscope {

/// The bits of a double, which also distinguish −0 from 0. (Emscripten's library has no std::bit_cast yet.)
inline std::uint64_t bitsOf(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

}  // namespace reluscope
