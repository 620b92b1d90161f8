#pragma once

#include <memory>

#include "engine/engine.hpp"

namespace reluscope {

/// The engine of gradient flow, or null in a module that does not hold it.
std::unique_ptr<Engine> makeFlow(const Experiment& experiment, const Weights& start);

/// Whether this module holds it.
bool holdsFlow();

}  // namespace reluscope
