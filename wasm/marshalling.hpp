#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "network/principal_plane.hpp"
#include "run/mending.hpp"
#include "run/phases.hpp"
#include "run/run.hpp"
#include "run/run_file.hpp"

/// Converts between the library's values and JavaScript's. Arrays and text are copied; exceptions, including lack of
/// memory on either side, become `Error` objects.
namespace reluscope::wasm {

/// JavaScript's handle of a run's file; it keeps the run alive.
class RunFileHandle {
 public:
  RunFileHandle(std::shared_ptr<const Run> run, RunFormat format, double seconds, std::int64_t neurons)
      : run_(std::move(run)), file_(makeRunFile(*run_, format, seconds, neurons)) {}

  [[nodiscard]] emscripten::val next();

 private:
  std::shared_ptr<const Run> run_;
  std::unique_ptr<RunFile> file_;
};

/// JavaScript's handle of a search for a remedy.
class MendingHandle {
 public:
  explicit MendingHandle(const Run& run) : mending_(run) {}

  bool search(double iterations);
  [[nodiscard]] emscripten::val found() const;

 private:
  Mending mending_;
};

/// JavaScript's handle of a run. Iterations and indices are doubles, JavaScript's only number type; an index out of
/// range throws a RangeError.
class RunHandle {
 public:
  /// `taken` is the bytes that other recordings take.
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
  [[nodiscard]] emscripten::val losses(double from, double every) const;
  [[nodiscard]] emscripten::val frameIterations(double from) const;
  [[nodiscard]] emscripten::val frameLosses(double from) const;
  [[nodiscard]] emscripten::val frame(double index) const;
  [[nodiscard]] emscripten::val picture(double index, const emscripten::val& options) const;
  [[nodiscard]] emscripten::val trail(double neuron) const;
  [[nodiscard]] emscripten::val kinkCounts(double index) const;
  [[nodiscard]] emscripten::val imbalance(double index) const;
  [[nodiscard]] emscripten::val outcome() const;
  [[nodiscard]] double distance(double index, const RunHandle& other, double otherIndex) const;
  emscripten::val phases();
  [[nodiscard]] MendingHandle* mending() const;
  [[nodiscard]] double bytes() const { return run_->bytes(); }
  [[nodiscard]] RunFileHandle* file(const emscripten::val& format, double seconds, double neurons) const;
  [[nodiscard]] emscripten::val initialWeights() const;

 private:
  static constexpr std::size_t kReservePerNeuron = 128;

  [[nodiscard]] Frame frameAt(double index) const;
  void addLine(emscripten::val& value, const emscripten::val& options, const Weights& weights,
               std::size_t output) const;
  void addSpace(emscripten::val& value, const emscripten::val& options, const Weights& weights) const;
  [[nodiscard]] const Plane& principalPlane() const;

  std::shared_ptr<Run> run_;
  Phases phases_;
  mutable Plane plane_;  // The principal plane when there were so many frames.
  mutable std::size_t planeFrames_ = 0;
  // Freed when memory runs out, so that the recording can still be read.
  std::unique_ptr<std::byte[]> reserve_;
};

/// Both throw an ExperimentError if the experiment is refused, and with kNotHeld if another module trains it. A run
/// beside others gets the memory that they leave; `taken` is the bytes that their recordings take.
RunHandle* makeRun(const emscripten::val& experiment);
RunHandle* makeRunBeside(const emscripten::val& experiment, double taken);

emscripten::val resolve(const emscripten::val& experiment);
emscripten::val fieldList();
emscripten::val presetList();
emscripten::val version();

}  // namespace reluscope::wasm
