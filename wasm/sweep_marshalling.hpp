#pragma once

#include <emscripten/val.h>

#include <optional>
#include <utility>

#include "sweep/summary.hpp"
#include "sweep/sweep.hpp"

/// Sweeps, for JavaScript; in the full module alone.
namespace reluscope::wasm {

/// JavaScript's handle of a run of a sweep, which keeps no frames.
class SweptRunHandle {
 public:
  explicit SweptRunHandle(const Experiment& experiment)
      : run_(experiment), iterations_(static_cast<double>(experiment.training.iterations)) {}

  void advance(double iterations);
  [[nodiscard]] bool finished() const { return run_.finished(); }
  [[nodiscard]] double iterations() const { return iterations_; }
  [[nodiscard]] emscripten::val engine();
  [[nodiscard]] emscripten::val silence();
  [[nodiscard]] emscripten::val row();
  [[nodiscard]] emscripten::val losses(double last, double points) const;

 private:
  /// That of the present parameters, computed once.
  const Summary& summary();

  SummaryRun run_;
  std::optional<Summary> summary_;
  double iterations_;
};

/// JavaScript's handle of a sweep.
class SweepHandle {
 public:
  explicit SweepHandle(Sweep sweep) : sweep_(std::move(sweep)) {}

  void check() const;
  [[nodiscard]] double size() const { return static_cast<double>(sweep_.runs()); }
  [[nodiscard]] emscripten::val keys() const;
  [[nodiscard]] emscripten::val columns() const;
  [[nodiscard]] emscripten::val experiment() const;
  [[nodiscard]] emscripten::val experimentOf(double run) const;
  [[nodiscard]] emscripten::val underflow() const;
  [[nodiscard]] emscripten::val script() const;
  [[nodiscard]] SweptRunHandle* start(double run) const;
  [[nodiscard]] emscripten::val tableHeader(const emscripten::val& format) const;
  [[nodiscard]] emscripten::val tableRow(const emscripten::val& format, double run, const emscripten::val& engine,
                                         const emscripten::val& silence, const emscripten::val& row) const;

 private:
  [[nodiscard]] std::size_t checked(double run) const;

  Sweep sweep_;
};

/// Throws an ExperimentError for what is no sweep, or for a value of a range or list that is not allowed at all;
/// `check` looks at every run.
SweepHandle* makeSweep(const emscripten::val& text);

}  // namespace reluscope::wasm
