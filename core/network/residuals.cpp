#include "network/residuals.hpp"

#include <algorithm>
#include <cstddef>

#include "network/inputs.hpp"
#include "network/learned_function.hpp"

namespace reluscope {

std::vector<double> residuals(const Experiment& experiment, const Weights& weights) {
  const Data data = rounded(experiment.data);
  const std::vector<double> inputs = distinctInputs(data);
  const std::vector<double> h = learnedFunction(weights, experiment.network.activation, inputs);
  std::vector<double> residuals = data.y;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const auto at = std::lower_bound(inputs.begin(), inputs.end(), data.x[i]) - inputs.begin();
    residuals[i] -= h[static_cast<std::size_t>(at)];
  }
  return residuals;
}

}  // namespace reluscope
