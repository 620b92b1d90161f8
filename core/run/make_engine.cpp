#include "run/make_engine.hpp"

#include "engine/cells/alternating.hpp"
#include "engine/dense/dense_line.hpp"
#include "network/activation.hpp"
#include "run/late_engines.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {

bool needsLateEngine(const Experiment& experiment) {
  return !experiment.data.isOnLine() || experiment.training.dynamics == Dynamics::flow ||
         experiment.training.precision == Precision::float32 || !hasKink(experiment.network.activation);
}

bool needsLateParts(const Experiment& experiment) {
  return needsLateEngine(experiment) || experiment.network.clipping || experiment.network.zeroOutput;
}

std::unique_ptr<Engine> makeEngine(const Experiment& experiment) {
  const Weights start = initialWeights(experiment);
  if (needsLateEngine(experiment)) {
    return makeLateEngine(experiment, start);
  }
  const bool cellsApply = experiment.network.activation == Activation::relu;
  if (cellsApply && experiment.training.engine != EngineChoice::dense) {
    return std::make_unique<Alternating>(experiment, start);
  }
  return std::make_unique<DenseLine<double>>(experiment, start);
}

}  // namespace reluscope
