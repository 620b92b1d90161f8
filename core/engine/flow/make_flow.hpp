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

/// The engine of gradient flow. Throws NotHeld in a module without it.
std::unique_ptr<Engine> makeFlow(const Experiment& experiment, const Weights& start);

/// Throws NotHeld in a module without it.
void requireFlow();

}  // namespace reluscope
