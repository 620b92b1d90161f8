#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>

namespace reluscope {

/// Random numbers for tests: the same with every C++ library, unlike the standard's distributions.
class Chance {
 public:
  explicit Chance(std::uint32_t seed) : engine_(seed) {}

  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_() >> 11U) * 0x1p-53);
  }

  /// Log-uniform.
  double decades(double low, double high) { return std::pow(10.0, between(std::log10(low), std::log10(high))); }

  /// 0 … count − 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

  bool oneIn(std::size_t count) { return below(count) == 0; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace reluscope
