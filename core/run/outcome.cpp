#include "run/outcome.hpp"

#include <algorithm>
#include <cstddef>

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
  // The outermost points suffice: a neuron that is active between them is active on one of them.
  const Data data = rounded(run.experiment().data);
  const auto [least, greatest] = std::minmax_element(data.x.begin(), data.x.end());
  const Weights weights = run.weights();
  Outcome outcome{.loss = run.loss(),
                  .halvedAt = firstAtMost(run.recording(), 1.0 / 2),
                  .hundredthAt = firstAtMost(run.recording(), 1.0 / 100)};
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    outcome.active += static_cast<std::int64_t>(weights.w[j] * *least + weights.b[j] > 0 ||
                                                weights.w[j] * *greatest + weights.b[j] > 0);
  }
  return outcome;
}

}  // namespace reluscope
