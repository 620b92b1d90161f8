#pragma once

#include <memory>
#include <optional>
#include <string>

#include "run/run.hpp"

namespace reluscope {

enum class RunFormat : std::uint8_t { json, csv };

/// The most bytes that a run's file may have.
inline constexpr std::int64_t kMostFileBytes = 1'000'000'000;

/// The approximate bytes of a run's file with `neurons` neurons of each frame.
double runFileBytes(const Experiment& experiment, RunFormat format, std::int64_t neurons);

/// The message for a file that would exceed `kMostFileBytes`; nothing for any other.
std::optional<std::string> refusalOfRunFile(const Experiment& experiment, RunFormat format, std::int64_t neurons);

/// A run's file, made piece by piece, so that a large file does not block other work and is never in memory as a whole.
/// Refers to the run, which must outlive it unchanged. Numbers read back to the same doubles.
class RunFile {
 public:
  RunFile() = default;
  RunFile(const RunFile&) = delete;
  RunFile& operator=(const RunFile&) = delete;
  virtual ~RunFile() = default;

  /// The next piece, of a few hundred kilobytes; empty at the end.
  virtual std::string next() = 0;
};

/// The file of a finished or stopped run, with the first `neurons` neurons of each frame. JSON contains everything that
/// was recorded, `seconds` as the time that training took, and `neurons` if the network has more; numbers that are not
/// finite are null. CSV contains the frames, one row for each neuron: frame,iteration,loss,neuron,w,b,a,
/// or with several inputs and outputs w1,w2,…,b,a1,a2,…
std::unique_ptr<RunFile> makeRunFile(const Run& run, RunFormat format, double seconds, std::int64_t neurons);

/// The experiment with its initial weights written out in `network.initial`, in the format of a run's JSON.
std::string initialWeightsText(const Experiment& experiment);

}  // namespace reluscope
