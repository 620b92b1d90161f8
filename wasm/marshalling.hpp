#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "run/mending.hpp"
#include "run/run.hpp"
#include "run/run_file.hpp"

/// How the library's values become JavaScript's: arrays and text are copied, errors become real `Error` objects, and so
/// does a lack of memory, in whichever of the two it is.
namespace reluscope::wasm {

/// A file in the making as JavaScript holds it; it keeps its run alive.
class RunFileHandle {
 public:
  RunFileHandle(std::shared_ptr<const Run> run, RunFormat format, double seconds, std::int64_t neurons)
      : run_(std::move(run)), file_(makeRunFile(*run_, format, seconds, neurons)) {}

  [[nodiscard]] emscripten::val next();

 private:
  std::shared_ptr<const Run> run_;
  std::unique_ptr<RunFile> file_;
};

/// The search for what mends a run.
class MendingHandle {
 public:
  explicit MendingHandle(const Run& run) : mending_(run) {}

  bool search(double iterations);
  [[nodiscard]] emscripten::val found() const;

 private:
  Mending mending_;
};

/// A run as JavaScript holds it. Iterations and indices cross as doubles, JavaScript's only number; an index that does
/// not exist throws a RangeError.
class RunHandle {
 public:
  /// Other recordings take so many bytes of the memory that there is.
  explicit RunHandle(const Experiment& experiment, double taken = 0)
      : run_(std::make_shared<Run>(experiment, experiment.network.width, taken)),
        reserve_(new std::byte[kReservePerNeuron * static_cast<std::size_t>(experiment.network.width)]) {}

  void advance(double iterations);
  void end();
  [[nodiscard]] emscripten::val progress() const;
  [[nodiscard]] emscripten::val engine() const;
  [[nodiscard]] emscripten::val underflow() const;
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
  [[nodiscard]] emscripten::val outcome() const;
  [[nodiscard]] MendingHandle* mending() const;
  [[nodiscard]] double bytes() const { return run_->bytes(); }
  [[nodiscard]] RunFileHandle* file(const emscripten::val& format, double seconds, double neurons) const;
  [[nodiscard]] emscripten::val initialWeights() const;

 private:
  static constexpr std::size_t kReservePerNeuron = 128;

  [[nodiscard]] Frame frameAt(double index) const;

  std::shared_ptr<Run> run_;
  // Given back when memory runs out, so that what has been recorded can still be looked at.
  std::unique_ptr<std::byte[]> reserve_;
};

/// Throws an ExperimentError when the experiment is refused; beside another run it gets the memory that that one
/// leaves.
RunHandle* makeRun(const emscripten::val& experiment);
RunHandle* makeRunBeside(const emscripten::val& experiment, const RunHandle& other);

emscripten::val resolve(const emscripten::val& experiment);
emscripten::val fieldList();
emscripten::val presetList();
emscripten::val version();

}  // namespace reluscope::wasm
