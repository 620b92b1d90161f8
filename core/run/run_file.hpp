#pragma once

#include <memory>
#include <optional>
#include <string>

#include "run/run.hpp"

namespace reluscope {

enum class RunFormat : std::uint8_t { json, csv };

/// Most bytes that a run's file may have.
inline constexpr std::int64_t kMostFileBytes = 1'000'000'000;

/// About how many bytes a run's file will have that keeps so many neurons of each frame.
double runFileBytes(const Experiment& experiment, RunFormat format, std::int64_t neurons);

/// What is wrong with a file that would have more than `kMostFileBytes`, and what to do; nothing for any other.
std::optional<std::string> refusalOfRunFile(const Experiment& experiment, RunFormat format, std::int64_t neurons);

/// A run's file, made piece by piece: a large one keeps nobody from other work for long, and is never in memory as a
/// whole. The run has to stay as it is meanwhile. Numbers read back to the same doubles.
class RunFile {
 public:
  RunFile() = default;
  RunFile(const RunFile&) = delete;
  RunFile& operator=(const RunFile&) = delete;
  virtual ~RunFile() = default;

  /// The next piece, of some hundred kilobytes; empty when there is no more.
  virtual std::string next() = 0;
};

/// A finished run, or one that was stopped, with the first `neurons` neurons of each frame. As JSON it has all that was
/// recorded; `seconds` is what training took; `neurons` is written when there are more; numbers that are not finite are
/// null. As CSV it has the frames: frame,iteration,loss,neuron,w,b,a, a row a neuron.
std::unique_ptr<RunFile> makeRunFile(const Run& run, RunFormat format, double seconds, std::int64_t neurons);

/// The experiment with the weights that it starts from written out in `network.initial`, in a file like the JSON of a
/// run.
std::string initialWeightsText(const Experiment& experiment);

}  // namespace reluscope
