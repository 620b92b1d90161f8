#pragma once

#include <memory>
#include <stdexcept>

#include "engine/engine.hpp"

namespace reluscope {

/// This module was built without the engine that an experiment needs.
class NotHeld : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// Whether an experiment needs one of the engines that the page loads only then: of gradient flow, float32, or
/// activations without a kink.
bool needsLateEngine(const Experiment& experiment);

/// That engine. Throws NotHeld in a module without them.
std::unique_ptr<Engine> makeLateEngine(const Experiment& experiment, const Weights& start);

/// Throws NotHeld in a module without them.
void requireLateEngines();

}  // namespace reluscope
