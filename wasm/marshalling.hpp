#pragma once

#include <emscripten/val.h>

#include <string>

#include "core/run.hpp"

/// How the library's values become JavaScript's: arrays are copied out, errors become real `Error` objects.
namespace reluscope::wasm {

/// A run as JavaScript holds it. Iterations and indices cross as doubles, JavaScript's only number; an index that does
/// not exist throws a RangeError.
class RunHandle {
 public:
  explicit RunHandle(const Experiment& experiment) : run_(experiment) {}

  void advance(double iterations);
  [[nodiscard]] emscripten::val progress() const;
  [[nodiscard]] std::string engine() const;
  [[nodiscard]] emscripten::val plot() const;
  [[nodiscard]] emscripten::val theory() const;
  [[nodiscard]] emscripten::val losses(double from) const;
  [[nodiscard]] emscripten::val frameIterations(double from) const;
  [[nodiscard]] emscripten::val frameLosses(double from) const;
  [[nodiscard]] emscripten::val frame(double index) const;
  [[nodiscard]] emscripten::val picture(double index, bool needsDirections) const;
  [[nodiscard]] emscripten::val trail(double neuron) const;
  [[nodiscard]] emscripten::val kinkCounts(double index) const;
  [[nodiscard]] emscripten::val imbalance(double index) const;
  [[nodiscard]] emscripten::val final() const;

 private:
  [[nodiscard]] Frame frameAt(double index) const;

  Run run_;
};

/// Throws an ExperimentError when the experiment is refused.
RunHandle* makeRun(const std::string& experiment);

std::string resolve(const std::string& experiment);
emscripten::val fieldList();
emscripten::val presetList();
std::string version();

}  // namespace reluscope::wasm
