#pragma once

#include <emscripten/val.h>

/// Neurons in hand, and a step as one neuron feels it, for JavaScript; in the full module alone.
namespace reluscope::wasm {

/// An experiment with its initial weights written out, after an edit of them if one is given, and where its neurons
/// are.
emscripten::val inHand(const emscripten::val& experiment, const emscripten::val& edit);

/// The next step of a neuron from these weights of an experiment.
emscripten::val oneStep(const emscripten::val& experiment, const emscripten::val& weights, double neuron);

}  // namespace reluscope::wasm
