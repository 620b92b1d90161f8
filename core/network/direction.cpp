#include "network/direction.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace reluscope {
namespace {

Directions directions(const std::vector<double>& first, const std::vector<double>& second) {
  const std::size_t count = first.size();
  Directions result{.cosines = std::vector<double>(count), .sines = std::vector<double>(count), .norms = {}};
  result.norms.resize(count);
  for (std::size_t j = 0; j < count; ++j) {
    const double length = norm(first[j], second[j]);
    result.cosines[j] = first[j] / length;
    result.sines[j] = second[j] / length;
    result.norms[j] = length;
  }
  return result;
}

}  // namespace

double norm(double w, double b) { return norm(std::span(&w, 1), b); }

double norm(std::span<const double> w, double b) {
  double largest = std::abs(b);
  for (const double each : w) {
    largest = std::max(largest, std::abs(each));
  }
  if (largest == 0) {
    return 0;
  }
  double squares = 0;
  for (const double each : w) {
    squares += (each / largest) * (each / largest);
  }
  return largest * std::sqrt(squares + (b / largest) * (b / largest));
}

Directions directions(const Weights& weights) { return directions(weights.w, weights.b); }

Directions directions(const Data& data, bool hiddenBias) {
  return directions(data.x, std::vector<double>(data.x.size(), hiddenBias ? 1.0 : 0.0));
}

}  // namespace reluscope
