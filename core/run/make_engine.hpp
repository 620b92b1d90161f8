#pragma once

#include <memory>

#include "engine/engine.hpp"

namespace reluscope {

/// The engine that an experiment asks for, at its initial weights.
std::unique_ptr<Engine> makeEngine(const Experiment& experiment);

}  // namespace reluscope
