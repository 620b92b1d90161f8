#pragma once

#include <cstdlib>
#include <string_view>

namespace reluscope {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
inline constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool kSanitized = false;
#endif

/// Whether this is a full run, which may take its time.
inline bool isFull() {
  const char* full = std::getenv("RELUSCOPE_FULL");
  return full != nullptr && std::string_view(full) == "1";
}

/// Of `all` random trials, or of a size that is to be large: all of it, and a tenth where sanitizers make it ten times
/// as slow, because WebAssembly goes through the same ones whole. A full run spares the sanitizers nothing.
template <typename Count>
Count portion(Count all) {
  return kSanitized && !isFull() ? all / 10 : all;
}

}  // namespace reluscope
