#pragma once

#include <memory>

#include "engine/engine.hpp"

namespace reluscope {

/// In place of a key in the ExperimentError of a module without the engine that an experiment needs.
inline constexpr const char* kNotHeld = "NotHeld";

/// The engine of gradient flow. Throws an ExperimentError with kNotHeld in a module without it.
std::unique_ptr<Engine> makeFlow(const Experiment& experiment, const Weights& start);

/// Throws the same error in a module without it.
void requireFlow();

}  // namespace reluscope
