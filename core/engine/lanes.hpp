#pragma once

#include <array>
#include <cstddef>
#include <cstring>

namespace reluscope {

/// A block of neurons for one SIMD expression: 16 bytes, 2 doubles or 4 floats on every target.
///
/// The width is part of the arithmetic, not of the machine: every target sums over the same lanes in the same order, so
/// that WebAssembly, SSE2, AVX and NEON give the same bits.
template <class Real>
struct Lanes {
  static constexpr std::size_t bytes = 16;
  static constexpr std::size_t count = bytes / sizeof(Real);
  using Vector __attribute__((vector_size(bytes))) = Real;
  using Mask = decltype(Vector{} > Vector{});  ///< All bits of a lane, or none.

  /// `count` numbers from memory, whatever its alignment.
  static Vector load(const Real* from) {
    Vector vector;
    std::memcpy(&vector, from, bytes);
    return vector;
  }

  static void store(const Vector& vector, Real* to) { std::memcpy(to, &vector, bytes); }

  static Vector all(Real value) { return Vector{} + value; }

  /// Sum of the lanes, by repeated halving.
  static Real sum(const Vector& vector) {
    std::array<Real, count> half;
    store(vector, half.data());
    for (std::size_t width = count / 2; width > 0; width /= 2) {
      for (std::size_t k = 0; k < width; ++k) {
        half[k] += half[k + width];
      }
    }
    return half[0];
  }

  /// `size` rounded up to whole blocks.
  static constexpr std::size_t padded(std::size_t size) { return (size + count - 1) / count * count; }
};

}  // namespace reluscope
