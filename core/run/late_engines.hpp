#pragma once

#include <memory>

#include "engine/engine.hpp"

namespace reluscope {

/// In place of a key in the ExperimentError of a module without the engine that an experiment needs.
inline constexpr const char* kNotHeld = "NotHeld";

/// Whether an experiment needs one of the engines that the page loads only then: of gradient flow, float32,
/// several inputs or outputs, or activations without a kink.
bool needsLateEngine(const Experiment& experiment);

/// Whether it needs one of them, initial weights that are adjusted after they are drawn, or a history of cells, which
/// makes wide runs faster and smaller.
bool needsLateParts(const Experiment& experiment);

/// That engine. Throws an ExperimentError with kNotHeld in a module without them.
std::unique_ptr<Engine> makeLateEngine(const Experiment& experiment, const Weights& start);

/// Throws the same error in a module without them.
void requireLateEngines();

}  // namespace reluscope
