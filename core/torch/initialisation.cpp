#include "torch/initialisation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "text/number_text.hpp"
#include "torch/random.hpp"

namespace reluscope {
namespace {

std::vector<double> widened(const std::vector<float>& values) { return {values.begin(), values.end()}; }

/// The notebook's network. Each Linear first draws its default weights, which `normal_` and the signs then replace.
Weights drawNormal(const Network& network, double scale) {
  TorchGenerator generator(network.seed);
  const auto width = static_cast<std::size_t>(network.width);
  const double std = scale / std::sqrt(static_cast<double>(network.width));
  std::vector<float> w(width);
  std::vector<float> b(width, 0.0F);
  std::vector<float> a(width);

  generator.skip(network.hiddenBias ? 2 * network.width : network.width);
  generator.fillNormal(w, std);
  if (network.hiddenBias) {
    generator.fillNormal(b, std);
  }
  generator.skip(network.outputBias ? network.width + 1 : network.width);
  if (network.initialisation == Initialisation::balanced) {
    generator.fillSigns(a);
    for (std::size_t j = 0; j < width; ++j) {
      a[j] *= std::sqrt(w[j] * w[j] + b[j] * b[j]);
    }
  } else {
    generator.fillNormal(a, std);
  }
  std::vector<float> c(network.outputBias ? 1 : 0);
  generator.fillNormal(c, std);
  return {widened(w), widened(b), widened(a), c.empty() ? 0.0 : c.front()};
}

/// The companion paper's network: both Linears are made first; then w, the signs and b are drawn, so that
/// |a_j| ≥ ‖(w_j, b_j)‖ for every neuron. The signs are multiplied by λ/√m and then by √2, with a rounding to float32
/// after each.
Weights drawDominated(const Network& network, double scale) {
  TorchGenerator generator(network.seed);
  const auto width = static_cast<std::size_t>(network.width);
  const double radius = scale / std::sqrt(static_cast<double>(network.width));
  const auto bound = static_cast<float>(radius);
  std::vector<float> w(width);
  std::vector<float> b(width, 0.0F);
  std::vector<float> a(width);

  generator.skip(network.hiddenBias ? 2 * network.width : network.width);
  generator.skip(network.outputBias ? network.width + 1 : network.width);
  generator.fillUniform(w, -bound, bound);
  generator.fillSigns(a);
  const float magnitude = network.hiddenBias ? bound * std::numbers::sqrt2_v<float> : bound;
  for (float& weight : a) {
    weight *= magnitude;
  }
  if (network.hiddenBias) {
    generator.fillUniform(b, -bound, bound);
  }
  std::vector<float> c(network.outputBias ? 1 : 0);
  generator.fillNormal(c, radius);
  return {widened(w), widened(b), widened(a), c.empty() ? 0.0 : c.front()};
}

/// Below this initial scale float32 has hardly any numbers, so the weights of scale 1 are scaled in float64.
constexpr double kLeastDrawn = 1e-30;

}  // namespace

Weights initialWeights(const Network& network) {
  if (network.initial) {
    return *network.initial;
  }
  const bool isScaled = network.initScale < kLeastDrawn;
  const double scale = isScaled ? 1 : network.initScale;
  Weights weights =
      network.initialisation == Initialisation::dominated ? drawDominated(network, scale) : drawNormal(network, scale);
  if (isScaled) {
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      weights.w[j] *= network.initScale;
      weights.b[j] *= network.initScale;
      weights.a[j] *= network.initScale;
    }
    weights.c *= network.initScale;
  }
  return weights;
}

std::optional<std::string> underflowNote(const Network& network) {
  constexpr double harmless = 1e-12;  // Above this no draw is small enough for its square to underflow.
  if (network.initial || network.initialisation != Initialisation::balanced ||
      network.initScale / std::sqrt(static_cast<double>(network.width)) > harmless) {
    return std::nullopt;
  }
  const Weights weights = initialWeights(network);
  const auto zeros = std::count(weights.a.begin(), weights.a.end(), 0.0);
  if (zeros == 0) {
    return std::nullopt;
  }
  return "network.initScale: " + groupedDigits(static_cast<double>(zeros)) + " of " +
         groupedDigits(static_cast<double>(network.width)) +
         " output weights are 0: squares underflow in float32, as in PyTorch";
}

}  // namespace reluscope
