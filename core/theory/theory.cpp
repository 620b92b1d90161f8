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

std::string_view word(Silence silence) {
  switch (silence) {
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
  if (const std::optional<Silence> silence = silenceAbout(experiment.network)) {
    return *silence;
  }
  if (std::optional<Weights> limit = minimumNormInterpolator(rounded(experiment.data))) {
    return *std::move(limit);
  }
  return Silence::orthogonality;
}

Theory theory(const Experiment& experiment) {
  const Data data = rounded(experiment.data);
  Theory result{.directions = CriticalDirections{},
                .leastSquares = leastSquaresLine(data),
                .limit = limitOf(experiment),
                .keepsBalance = hasKink(experiment.network.activation)};
  if (const std::optional<Silence> silence = silenceAbout(experiment.network)) {
    result.directions = *silence;
  } else {
    result.directions = criticalDirections(data);
  }
  return result;
}

}  // namespace reluscope
