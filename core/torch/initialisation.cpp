#include "torch/initialisation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <span>
#include <utility>

#include "text/number_text.hpp"
#include "random/torch_generator.hpp"

namespace reluscope {
namespace {

using Floats = std::vector<float>;

std::vector<double> widened(const Floats& values) { return {values.begin(), values.end()}; }

/// The parameters as PyTorch keeps them.
struct Tensors {
  std::size_t width;
  std::size_t inputs;
  std::size_t outputs;
  Floats w = Floats(width * inputs);
  Floats b = Floats(width);
  Floats a = Floats(width * outputs);  ///< Output after output.
  Floats c = Floats(outputs);

  [[nodiscard]] std::span<float> weightsOf(std::size_t j) { return std::span(w).subspan(j * inputs, inputs); }
};

/// `tensor.norm()` of PyTorch's AVX2 kernel, whose order of summation is eight lanes, then the lanes, then the rest.
float norm(std::span<const float> values) {
  constexpr std::size_t kLanes = 8;
  std::array<float, kLanes> lanes{};
  const std::size_t whole = values.size() / kLanes * kLanes;
  for (std::size_t k = 0; k < whole; ++k) {
    float& lane = lanes[k % kLanes];
    lane = std::fma(values[k], values[k], lane);
  }
  float sum = lanes[0];
  for (std::size_t lane = 1; lane < kLanes; ++lane) {
    sum += lanes[lane];
  }
  // Its compiler takes four of the rest at once, and does not fuse those.
  const std::size_t unfused = values.size() - whole >= kLanes / 2 ? whole + kLanes / 2 : whole;
  for (std::size_t k = whole; k < values.size(); ++k) {
    sum = k < unfused ? sum + values[k] * values[k] : std::fma(values[k], values[k], sum);
  }
  return std::sqrt(sum);
}

float square(float value) { return value * value; }

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
/// |a_j| ≥ ‖(w_j, b_j)‖ for every neuron with one input. The signs are multiplied by λ/√m and then by √2, with a rounding
/// to float32 after each.
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

/// Scales the neurons whose norm is out of bounds, as the companion notebook does: to it, the norm of neuron j is
/// √(‖w_j‖² + b_j² + ‖A‖²) with the output weights of all neurons.
void clip(const Network& network, Tensors& net) {
  const double root = std::sqrt(static_cast<double>(network.width));
  const auto least = static_cast<float>((*network.clipping)[0] / root);
  const auto most = static_cast<float>((*network.clipping)[1] / root);
  const float squareOfA = square(norm(net.a));
  for (std::size_t j = 0; j < net.width; ++j) {
    const float length = std::sqrt(square(norm(net.weightsOf(j))) + squareOfA + square(net.b[j]));
    const float factor = std::clamp(length, least, most) / length;
    if (!std::isfinite(factor)) {
      throw ExperimentError("network.clipping",
                            "the norms to clip are 0, since squares underflow in float32: raise network.initScale");
    }
    for (float& weight : net.weightsOf(j)) {
      weight *= factor;
    }
    for (std::size_t k = 0; k < net.outputs; ++k) {
      net.a[k * net.width + j] *= factor;
    }
    net.b[j] *= factor;
  }
}

/// Makes the second half of the neurons cancel the first.
void mirror(Tensors& net) {
  const std::size_t half = net.width / 2;
  const auto copy = [](std::span<float> from, std::span<float> to) { std::copy(from.begin(), from.end(), to.begin()); };
  copy(std::span(net.w).first(half * net.inputs), std::span(net.w).last(half * net.inputs));
  copy(std::span(net.b).first(half), std::span(net.b).last(half));
  for (std::size_t k = 0; k < net.outputs; ++k) {
    const auto weights = std::span(net.a).subspan(k * net.width, net.width);
    std::transform(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(half),
                   weights.begin() + static_cast<std::ptrdiff_t>(half), std::negate<>());
  }
}

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
  if (network.clipping) {
    clip(network, net);
  }
  if (network.zeroOutput) {
    mirror(net);
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
