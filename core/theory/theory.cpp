#include "theory/theory.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "network/activation.hpp"
#include "network/residuals.hpp"
#include "theory/minimum_norm.hpp"

namespace reluscope {
namespace {

constexpr double kNegligible = 1e-6;  // Of the largest |y_i|: a residual that is learned.

std::optional<Silence> silenceAboutDirections(const Experiment& experiment) {
  const Network& network = experiment.network;
  if (!experiment.data.isOnLine()) {
    return Silence::shape;
  }
  if (network.activation != Activation::relu) {
    return Silence::activation;
  }
  if (!network.hiddenBias) {
    return Silence::hiddenBias;
  }
  return std::nullopt;
}

}  // namespace

std::string_view word(Silence silence) {
  switch (silence) {
    case Silence::shape:
      return "shape";
    case Silence::activation:
      return "activation";
    case Silence::hiddenBias:
      return "hiddenBias";
    case Silence::outputBias:
      return "outputBias";
    case Silence::orthogonality:
      return "orthogonality";
  }
  return {};
}

std::variant<Weights, Silence> limitOf(const Experiment& experiment) {
  if (const std::optional<Silence> silence = silenceAboutDirections(experiment)) {
    return *silence;
  }
  if (experiment.network.outputBias) {
    return Silence::outputBias;
  }
  if (std::optional<Weights> limit = minimumNormInterpolator(rounded(experiment.data))) {
    return *std::move(limit);
  }
  return Silence::orthogonality;
}

Theory theory(const Experiment& experiment) {
  return {.directions = silenceAboutDirections(experiment),
          .leastSquares = experiment.data.isOnLine() ? leastSquaresLine(rounded(experiment.data)) : Line{},
          .limit = limitOf(experiment),
          .keepsBalance = hasKink(experiment.network.activation),
          .escapeTime = escapeTime(experiment.network)};
}

double escapeTime(const Network& network) {
  // The mending already brings log10 along; log would enlarge the page's module by a table.
  return network.initial || network.initScale >= 1 ? 0 : -std::numbers::ln10 * std::log10(network.initScale);
}

CriticalDirections criticalDirections(const Experiment& experiment, const Weights& weights) {
  Data data = rounded(experiment.data);
  double largest = 0;
  for (const double y : data.y) {
    largest = std::max(largest, std::abs(y));
  }
  data.y = residuals(experiment, weights);
  for (double& y : data.y) {
    if (std::abs(y) < kNegligible * largest) {
      y = 0;
    }
  }
  return criticalDirections(data);
}

}  // namespace reluscope
