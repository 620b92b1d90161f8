#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reluscope {

enum class Scale : std::uint8_t { linear, logarithmic };

/// `count` ≥ 2 values from one end to the other, evenly spaced on a scale. The ends are exact; the values between them
/// are rounded to twelve significant digits, so that they are decades and tenths where they can be, and have the same
/// bits on every platform. Both ends must be positive for a logarithmic scale.
std::vector<double> evenGrid(double from, double to, std::size_t count, Scale scale);

}  // namespace reluscope
