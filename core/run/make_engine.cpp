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

namespace {

/// From this width on the frames of the cells engine are so large that they should be rebuilt, not stored.
constexpr std::int64_t kWide = 20'000;

bool usesCells(const Experiment& experiment) {
  return experiment.network.activation == Activation::relu && experiment.training.engine != EngineChoice::dense;
}

}  // namespace

bool needsLateParts(const Experiment& experiment) {
  return needsLateEngine(experiment) || (usesCells(experiment) && experiment.network.width >= kWide) ||
         experiment.network.clipping || experiment.network.zeroOutput;
}

std::unique_ptr<Engine> makeEngine(const Experiment& experiment) {
  const Weights start = initialWeights(experiment);
  if (needsLateEngine(experiment)) {
    return makeLateEngine(experiment, start);
  }
  if (usesCells(experiment)) {
    return std::make_unique<Alternating>(experiment, start);
  }
  return std::make_unique<DenseLine<double>>(experiment, start);
}

}  // namespace reluscope
