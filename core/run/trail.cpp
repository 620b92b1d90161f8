#include "run/trail.hpp"

#include <limits>

#include "network/activation_pattern.hpp"
#include "network/inputs.hpp"

namespace reluscope {

Trail trail(const Recording& recording, std::size_t neuron, const Data& data) {
  Trail result{.weights = recording.trail(neuron), .activeFrom = {}, .activeTo = {}};
  if (data.inputs > 1) {
    return result;
  }
  const ActivationPatterns patterns(distinctInputs(data));
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t frame = 0; frame < recording.frames(); ++frame) {
    const auto [first, last] = patterns.active(patterns.find(result.weights.w[frame], result.weights.b[frame]));
    result.activeFrom.push_back(first == last ? kNone : patterns.x()[first]);
    result.activeTo.push_back(first == last ? kNone : patterns.x()[last - 1]);
  }
  return result;
}

}  // namespace reluscope
