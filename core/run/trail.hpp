#pragma once

#include <cstddef>
#include <vector>

#include "experiment/experiment.hpp"
#include "run/recording.hpp"

namespace reluscope {

/// One neuron throughout a run: entry k of every vector belongs to frame k.
struct Trail {
  Weights weights;  ///< The neuron's w, b and a, frame by frame; c is not set.
  /// The smallest and the largest x_i on which it is active, w x_i + b > 0; it is active on all between them. NaN where
  /// it is active on none.
  std::vector<double> activeFrom;
  std::vector<double> activeTo;
};

/// The trail of a neuron over the frames recorded so far; `data` is what the run is trained on.
Trail trail(const Recording& recording, std::size_t neuron, const Data& data);

}  // namespace reluscope
