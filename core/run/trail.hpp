#pragma once

#include <cstddef>
#include <vector>

#include "experiment/experiment.hpp"
#include "run/recording.hpp"

namespace reluscope {

/// One neuron through a run: entry k of every vector belongs to frame k.
struct Trail {
  Weights weights;  ///< The neuron's w, b and a, frame by frame; c is 0.
  /// The smallest and the largest x_i that it is active on, w x_i + b > 0; between them it is active on all. Not a
  /// number where it is active on none.
  std::vector<double> activeFrom;
  std::vector<double> activeTo;
};

/// The trail of a neuron over all frames recorded so far, on the data that it was trained on.
Trail trail(const Recording& recording, std::size_t neuron, const Data& data);

}  // namespace reluscope
