#include "run/make_engine.hpp"

#include "engine/cells/alternating.hpp"
#include "engine/dense/dense_line.hpp"
#include "engine/dense/dense_smooth.hpp"
#include "engine/flow/make_flow.hpp"
#include "network/activation.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

template <class Real>
std::unique_ptr<Engine> makeDense(const Experiment& experiment) {
  const Weights start = initialWeights(experiment.network);
  if (hasKink(experiment.network.activation)) {
    return std::make_unique<DenseLine<Real>>(experiment, start);
  }
  return std::make_unique<DenseSmooth<Real>>(experiment, start);
}

bool cellsApply(const Experiment& experiment) {
  return experiment.network.activation == Activation::relu && experiment.training.precision == Precision::float64;
}

bool useCells(const Experiment& experiment) {
  return experiment.training.engine == EngineChoice::cells ||
         (experiment.training.engine == EngineChoice::automatic && cellsApply(experiment));
}

}  // namespace

std::unique_ptr<Engine> makeEngine(const Experiment& experiment) {
  if (experiment.training.dynamics == Dynamics::flow) {
    return makeFlow(experiment, initialWeights(experiment.network));
  }
  if (useCells(experiment)) {
    return std::make_unique<Alternating>(experiment, initialWeights(experiment.network));
  }
  return experiment.training.precision == Precision::float32 ? makeDense<float>(experiment)
                                                             : makeDense<double>(experiment);
}

}  // namespace reluscope
