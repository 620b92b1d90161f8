#include "core/plot.hpp"

#include <algorithm>
#include <cstddef>

#include "core/activation.hpp"

namespace reluscope {
namespace {

constexpr std::size_t kGridPoints = 100;

std::array<double, 2> range(const std::vector<double>& values, double below, double above) {
  const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
  return {*smallest - below, *largest + above};
}

}  // namespace

Plot plot(const Data& data) {
  const Data seen = rounded(data);
  Plot result{.xRange = range(seen.x, 1, 1), .yRange = range(seen.y, 2.6, 1), .grid = std::vector<double>(kGridPoints)};
  const double step = (result.xRange[1] - result.xRange[0]) / (kGridPoints - 1);
  for (std::size_t k = 0; k < kGridPoints; ++k) {
    const double x = k + 1 == kGridPoints ? result.xRange[1] : result.xRange[0] + static_cast<double>(k) * step;
    result.grid[k] = static_cast<double>(static_cast<float>(x));
  }
  return result;
}

std::vector<double> learnedFunction(const Weights& weights, Activation activation, const std::vector<double>& grid) {
  std::vector<double> h(grid.size(), 0.0);
  const auto addNeurons = [&](auto phi) {
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      for (std::size_t k = 0; k < grid.size(); ++k) {
        h[k] += weights.a[j] * phi(weights.w[j] * grid[k] + weights.b[j]);
      }
    }
  };
  if (activation == Activation::relu) {
    addNeurons([](double z) { return activate(Activation::relu, z); });  // The usual case, open to vectorisation.
  } else {
    addNeurons([activation](double z) { return activate(activation, z); });
  }
  for (double& value : h) {
    value += weights.c;
  }
  return h;
}

std::vector<double> kinks(const Weights& weights) {
  std::vector<double> result(weights.w.size());
  std::transform(weights.b.begin(), weights.b.end(), weights.w.begin(), result.begin(),
                 [](double b, double w) { return -b / w; });
  return result;
}

}  // namespace reluscope
