#pragma once

#include <cstdint>
#include <vector>

#include "core/experiment.hpp"

namespace reluscope {

/// The parameters before the step of one iteration, and their loss.
struct Frame {
  std::int64_t iteration = 0;
  double loss = 0;
  Weights weights;
};

/// What a run leaves behind.
struct Recording {
  std::vector<Frame> frames;
  std::vector<double> loss;    ///< At iterations 0, lossEvery, 2·lossEvery, …
  std::int64_t lossEvery = 1;  ///< ⌈iterations / 100,000⌉
  double smallestWeight = 0;   ///< Smallest a_j over all frames, or 0.
  double largestWeight = 0;    ///< Largest a_j over all frames, or 0.

  /// Takes a frame in, and widens the range of the weights by it.
  void add(Frame frame);
};

/// Most bytes that a recording may need.
inline constexpr std::int64_t kMostRecordingBytes = std::int64_t{1} << 30;

/// The bytes that recording the first `neurons` neurons of every frame of a run takes.
double recordingBytes(const Training& training, std::int64_t neurons);

/// Iterations between two recorded losses.
std::int64_t lossInterval(std::int64_t iterations);

}  // namespace reluscope
