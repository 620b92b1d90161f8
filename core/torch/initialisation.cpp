#include "torch/initialisation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "random/torch_generator.hpp"
#include "text/number_text.hpp"
#include "torch/adjustment.hpp"
#include "torch/tensors.hpp"

namespace reluscope {
namespace {

/// The notebook's network. Each Linear first draws its default weights, which `normal_` and the signs then replace.
Tensors drawNormal(const Network& network, double scale, Tensors net) {
  TorchGenerator generator(network.seed);
  const auto hidden = static_cast<std::int64_t>(net.w.size());
  const auto output = static_cast<std::int64_t>(net.a.size());
  const double std = scale / std::sqrt(static_cast<double>(hidden));
  const double outputStd = scale / std::sqrt(static_cast<double>(network.width));

  generator.skip(network.hiddenBias ? hidden + network.width : hidden);
  generator.fillNormal(net.w, std);
  if (network.hiddenBias) {
    generator.fillNormal(net.b, std);
  }
  generator.skip(network.outputBias ? output + static_cast<std::int64_t>(net.outputs) : output);
  if (network.initialisation == Initialisation::balanced) {
    generator.fillSigns(net.a);
    for (std::size_t j = 0; j < net.width; ++j) {
      const float length = std::sqrt(square(norm(net.weightsOf(j))) + square(net.b[j]));
      for (std::size_t k = 0; k < net.outputs; ++k) {
        net.a[k * net.width + j] *= length;
      }
    }
  } else {
    generator.fillNormal(net.a, outputStd);
  }
  if (network.outputBias) {
    generator.fillNormal(net.c, outputStd);
  }
  return net;
}

/// The companion paper's network: both Linears are made first; then w, the signs and b are drawn, so that
/// |a_j| ≥ ‖(w_j, b_j)‖ for every neuron with one input. The signs are multiplied by λ/√m and then by √2, with a
/// rounding to float32 after each.
Tensors drawDominated(const Network& network, double scale, Tensors net) {
  TorchGenerator generator(network.seed);
  const auto hidden = static_cast<std::int64_t>(net.w.size());
  const auto output = static_cast<std::int64_t>(net.a.size());
  const double radius = scale / std::sqrt(static_cast<double>(network.width));
  const auto bound = static_cast<float>(radius);

  generator.skip(network.hiddenBias ? hidden + network.width : hidden);
  generator.skip(network.outputBias ? output + static_cast<std::int64_t>(net.outputs) : output);
  generator.fillUniform(net.w, -bound, bound);
  generator.fillSigns(net.a);
  const float magnitude = network.hiddenBias ? bound * std::numbers::sqrt2_v<float> : bound;
  for (float& weight : net.a) {
    weight *= magnitude;
  }
  if (network.hiddenBias) {
    generator.fillUniform(net.b, -bound, bound);
  }
  if (network.outputBias) {
    generator.fillNormal(net.c, radius);
  }
  return net;
}

std::vector<double> widened(const Floats& values) { return {values.begin(), values.end()}; }

Weights weightsOf(const Tensors& net) {
  Weights weights{.w = widened(net.w), .b = widened(net.b), .a = widened(net.a), .c = widened(net.c)};
  for (std::size_t j = 0; j < net.width; ++j) {
    for (std::size_t k = 0; k < net.outputs; ++k) {
      weights.a[j * net.outputs + k] = static_cast<double>(net.a[k * net.width + j]);
    }
  }
  return weights;
}

/// Below this initial scale float32 has hardly any numbers, so the weights of scale 1 are scaled in float64.
constexpr double kLeastDrawn = 1e-30;

}  // namespace

Weights initialWeights(const Network& network, std::size_t inputs, std::size_t outputs) {
  if (network.initial) {
    return *network.initial;
  }
  const bool isScaled = network.initScale < kLeastDrawn;
  const double scale = isScaled ? 1 : network.initScale;
  Tensors net{.width = static_cast<std::size_t>(network.width), .inputs = inputs, .outputs = outputs};
  net = network.initialisation == Initialisation::dominated ? drawDominated(network, scale, std::move(net))
                                                            : drawNormal(network, scale, std::move(net));
  if (network.clipping || network.zeroOutput) {
    adjust(network, net);
  }
  Weights weights = weightsOf(net);
  if (isScaled) {
    for (std::vector<double>* values : {&weights.w, &weights.b, &weights.a, &weights.c}) {
      for (double& value : *values) {
        value *= network.initScale;
      }
    }
  }
  return weights;
}

Weights initialWeights(const Experiment& experiment) {
  return initialWeights(experiment.network, experiment.data.inputs, experiment.data.outputs);
}

std::optional<std::string> underflowNote(const Experiment& experiment) {
  const Network& network = experiment.network;
  constexpr double harmless = 1e-12;  // Above this no draw is small enough for its square to underflow.
  if (network.initial || network.initialisation != Initialisation::balanced ||
      network.initScale / std::sqrt(static_cast<double>(network.width) * static_cast<double>(experiment.data.inputs)) >
          harmless) {
    return std::nullopt;
  }
  const Weights weights = initialWeights(experiment);
  const auto zeros = std::count(weights.a.begin(), weights.a.end(), 0.0);
  if (zeros == 0) {
    return std::nullopt;
  }
  return "network.initScale: " + groupedDigits(static_cast<double>(zeros)) + " of " +
         groupedDigits(static_cast<double>(weights.a.size())) +
         " output weights are 0: squares underflow in float32, as in PyTorch";
}

}  // namespace reluscope
