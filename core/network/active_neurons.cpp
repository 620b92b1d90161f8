#include "network/active_neurons.hpp"

#include <algorithm>
#include <cstddef>

namespace reluscope {

std::int64_t activeNeurons(const Weights& weights, const Data& data) {
  // On a line the outermost points suffice: a neuron that is active between them is active on one of them.
  const auto [least, greatest] = std::minmax_element(data.x.begin(), data.x.end());
  std::int64_t active = 0;
  for (std::size_t j = 0; j < weights.b.size(); ++j) {
    bool isActive =
        data.inputs == 1 && (weights.preactivation(j, &*least) > 0 || weights.preactivation(j, &*greatest) > 0);
    for (std::size_t from = 0; data.inputs > 1 && from < data.x.size() && !isActive; from += data.inputs) {
      isActive = weights.preactivation(j, &data.x[from]) > 0;
    }
    active += isActive ? 1 : 0;
  }
  return active;
}

}  // namespace reluscope
