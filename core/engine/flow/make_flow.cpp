#include "engine/flow/make_flow.hpp"

#include "engine/flow/flow.hpp"

namespace reluscope {

std::unique_ptr<Engine> makeFlow(const Experiment& experiment, const Weights& start) {
  return std::make_unique<Flow>(experiment, start);
}

void requireFlow() {}

}  // namespace reluscope
