#include "run/late_engines.hpp"

#include "engine/dense/dense_line.hpp"
#include "engine/dense/dense_smooth.hpp"
#include "engine/flow/flow.hpp"
#include "network/activation.hpp"

namespace reluscope {

std::unique_ptr<Engine> makeLateEngine(const Experiment& experiment, const Weights& start) {
  if (experiment.training.dynamics == Dynamics::flow) {
    return std::make_unique<Flow>(experiment, start);
  }
  if (hasKink(experiment.network.activation)) {
    return std::make_unique<DenseLine<float>>(experiment, start);
  }
  if (experiment.training.precision == Precision::float32) {
    return std::make_unique<DenseSmooth<float>>(experiment, start);
  }
  return std::make_unique<DenseSmooth<double>>(experiment, start);
}

void requireLateEngines() {}

}  // namespace reluscope
