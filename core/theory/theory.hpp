#pragma once

#include <cstdint>
#include <variant>

#include "experiment/experiment.hpp"
#include "theory/critical_directions.hpp"
#include "theory/least_squares.hpp"

namespace reluscope {

/// Why the theory has nothing to say of an experiment.
enum class Silence : std::uint8_t {
  activation,    ///< It is about ReLU.
  hiddenBias,    ///< Without a hidden bias a neuron (w_j, 0) does not turn; its kink stays at 0.
  outputBias,    ///< An output bias grows while neurons turn, so that the residual is not −y for long.
  orthogonality  ///< The limit is known for orthogonal data alone.
};

/// What is known of an experiment before it is trained, for the data as the trainer sees them.
struct Theory {
  std::variant<CriticalDirections, Silence> directions;  ///< Of early alignment.
  Line leastSquares;
  std::variant<Weights, Silence> limit;  ///< The network that training from a vanishing initialisation leads to.
  bool keepsBalance = false;  ///< Whether gradient flow keeps every a_j² − ‖w̃_j‖²; see imbalance.hpp.
};

Theory theory(const Experiment& experiment);

}  // namespace reluscope
