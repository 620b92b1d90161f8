#include "network/network_outputs.hpp"

#include <algorithm>
#include <cstddef>

#include "network/activation.hpp"

namespace reluscope {
namespace {

/// ⟨w_j, x⟩ + b_j.
double preactivation(const Weights& weights, std::size_t j, const double* x) {
  const std::size_t inputs = weights.inputs();
  double z = 0;
  for (std::size_t k = 0; k < inputs; ++k) {
    z += weights.w[j * inputs + k] * x[k];
  }
  return z + weights.b[j];
}

}  // namespace

std::vector<double> networkOutputs(const Weights& weights, Activation activation, std::span<const double> points) {
  const std::size_t inputs = weights.inputs();
  const std::size_t outputs = weights.outputs();
  const std::size_t count = points.size() / inputs;
  std::vector<double> h(count * outputs);
  for (std::size_t i = 0; i < count; ++i) {
    double* const at = &h[i * outputs];
    std::copy(weights.c.begin(), weights.c.end(), at);
    for (std::size_t j = 0; j < weights.b.size(); ++j) {
      const double value = activate(activation, preactivation(weights, j, &points[i * inputs]));
      for (std::size_t k = 0; k < outputs; ++k) {
        at[k] += weights.a[j * outputs + k] * value;
      }
    }
  }
  return h;
}

std::int64_t activeNeurons(const Weights& weights, const Data& data) {
  Data points = data;
  if (data.inputs == 1) {
    // The outermost points suffice: a neuron that is active between them is active on one of them.
    const auto [least, greatest] = std::minmax_element(data.x.begin(), data.x.end());
    points.x = {*least, *greatest};
  }
  std::int64_t active = 0;
  for (std::size_t j = 0; j < weights.b.size(); ++j) {
    bool isActive = false;
    for (std::size_t from = 0; from < points.x.size() && !isActive; from += data.inputs) {
      isActive = preactivation(weights, j, &points.x[from]) > 0;
    }
    active += isActive ? 1 : 0;
  }
  return active;
}

}  // namespace reluscope
