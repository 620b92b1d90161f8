#include "run/late_engines.hpp"

#include "engine/dense/dense_general.hpp"
#include "engine/dense/dense_line.hpp"
#include "engine/dense/dense_smooth.hpp"
#include "engine/flow/flow.hpp"
#include "network/activation.hpp"

namespace reluscope {
namespace {

template <template <class> class Dense>
std::unique_ptr<Engine> makeDense(bool isSingle, const Experiment& experiment, const Weights& start) {
  if (isSingle) {
    return std::make_unique<Dense<float>>(experiment, start);
  }
  return std::make_unique<Dense<double>>(experiment, start);
}

}  // namespace

std::unique_ptr<Engine> makeLateEngine(const Experiment& experiment, const Weights& start) {
  if (experiment.training.dynamics == Dynamics::flow) {
    return std::make_unique<Flow>(experiment, start);
  }
  const bool isSingle = experiment.training.precision == Precision::float32;
  if (!hasKink(experiment.network.activation)) {
    return makeDense<DenseSmooth>(isSingle, experiment, start);
  }
  if (!experiment.data.isOnLine()) {
    return makeDense<DenseGeneral>(isSingle, experiment, start);
  }
  return std::make_unique<DenseLine<float>>(experiment, start);
}

void requireLateEngines() {}

}  // namespace reluscope
