#include "theory/theory.hpp"

#include <optional>
#include <utility>

#include "network/activation.hpp"
#include "theory/minimum_norm.hpp"

namespace reluscope {
namespace {

std::optional<Silence> silenceAbout(const Network& network) {
  if (network.activation != Activation::relu) {
    return Silence::activation;
  }
  if (!network.hiddenBias) {
    return Silence::hiddenBias;
  }
  if (network.outputBias) {
    return Silence::outputBias;
  }
  return std::nullopt;
}

}  // namespace

Theory theory(const Experiment& experiment) {
  const Data data = rounded(experiment.data);
  const Line line = leastSquaresLine(data);
  const bool keepsBalance = hasKink(experiment.network.activation);
  if (const std::optional<Silence> silence = silenceAbout(experiment.network)) {
    return {.directions = *silence, .leastSquares = line, .limit = *silence, .keepsBalance = keepsBalance};
  }
  Theory result{.directions = criticalDirections(data),
                .leastSquares = line,
                .limit = Silence::orthogonality,
                .keepsBalance = keepsBalance};
  if (std::optional<Weights> limit = minimumNormInterpolator(data)) {
    result.limit = *std::move(limit);
  }
  return result;
}

}  // namespace reluscope
