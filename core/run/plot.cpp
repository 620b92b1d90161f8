#include "run/plot.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace reluscope {
namespace {

constexpr std::size_t kGridPoints = 100;
constexpr int kChosenIntervals = 200;
constexpr double kLeastSpan = 1e-30;  // Anything shorter is 0 to float32.

/// The range of values, padded by `below` and `above` units; see plot.hpp.
Range range(const std::vector<double>& values, double below, double above) {
  const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
  const double magnitude = std::max(std::abs(*smallest), std::abs(*largest));
  const double span = *largest > *smallest ? *largest - *smallest : magnitude;
  const double unit = span < kLeastSpan ? 1 : std::max(std::clamp(1.0, span / 10, 2 * span), 1e-6 * magnitude);
  return {*smallest - below * unit, *largest + above * unit};
}

/// One input of every point.
std::vector<double> input(const Data& data, std::size_t which) {
  std::vector<double> values;
  for (std::size_t index = which; index < data.x.size(); index += data.inputs) {
    values.push_back(data.x[index]);
  }
  return values;
}

}  // namespace

Plot plot(const Data& data) {
  const Data seen = rounded(data);
  Plot result{.xRange = range(input(seen, 0), 1, 1),
              .yRange = range(seen.y, 2.6, 1),
              .grid = std::vector<double>(kGridPoints),
              .secondRange = seen.inputs > 1 ? range(input(seen, 1), 1, 1) : Range{},
              .targetRange = range(seen.y, 1, 1)};
  const double step = (result.xRange[1] - result.xRange[0]) / (kGridPoints - 1);
  for (std::size_t k = 0; k < kGridPoints; ++k) {
    const double x = k + 1 == kGridPoints ? result.xRange[1] : result.xRange[0] + static_cast<double>(k) * step;
    result.grid[k] = static_cast<double>(static_cast<float>(x));
  }
  return result;
}

std::vector<double> gridAround(const Range& xRange) {
  const double step = (xRange[1] - xRange[0]) / kChosenIntervals;
  std::vector<double> grid;
  for (int k = -kChosenIntervals / 2; k <= kChosenIntervals * 3 / 2; ++k) {
    grid.push_back(xRange[0] + k * step);
  }
  return grid;
}

}  // namespace reluscope
