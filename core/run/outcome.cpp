#include "run/outcome.hpp"

#include <algorithm>
#include <cstddef>

#include "network/active_neurons.hpp"

namespace reluscope {
namespace {

std::optional<std::int64_t> firstAtMost(const Recording& recording, double part) {
  const std::vector<double>& loss = recording.loss();
  const auto found = std::find_if(loss.begin(), loss.end(), [&](double value) { return value <= part * loss.front(); });
  if (found == loss.end()) {
    return std::nullopt;
  }
  return (found - loss.begin()) * recording.lossEvery();
}

}  // namespace

Outcome outcomeOf(const Run& run) {
  return {.loss = run.loss(),
          .halvedAt = firstAtMost(run.recording(), 1.0 / 2),
          .hundredthAt = firstAtMost(run.recording(), 1.0 / 100),
          .active = activeNeurons(run.weights(), rounded(run.experiment().data))};
}

}  // namespace reluscope
