#include "torch/adjustment.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace reluscope {
namespace {

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

}  // namespace

void adjust(const Network& network, Tensors& net) {
  if (network.clipping) {
    clip(network, net);
  }
  if (network.zeroOutput) {
    mirror(net);
  }
}

}  // namespace reluscope
