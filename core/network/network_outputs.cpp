#include "network/network_outputs.hpp"

#include <algorithm>
#include <cstddef>

#include "network/activation.hpp"

namespace reluscope {
std::vector<double> networkOutputs(const Weights& weights, Activation activation, std::span<const double> points) {
  const std::size_t inputs = weights.inputs();
  const std::size_t outputs = weights.outputs();
  const std::size_t count = points.size() / inputs;
  std::vector<double> h(count * outputs);
  for (std::size_t i = 0; i < count; ++i) {
    double* const at = &h[i * outputs];
    std::copy(weights.c.begin(), weights.c.end(), at);
    for (std::size_t j = 0; j < weights.b.size(); ++j) {
      const double value = activate(activation, weights.preactivation(j, &points[i * inputs]));
      for (std::size_t k = 0; k < outputs; ++k) {
        at[k] += weights.a[j * outputs + k] * value;
      }
    }
  }
  return h;
}

}  // namespace reluscope
