#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "experiment/experiment.hpp"
#include "theory/critical_directions.hpp"
#include "theory/least_squares.hpp"

namespace reluscope {

/// Why the theory does not apply to an experiment.
enum class Silence : std::uint8_t {
  activation,    ///< It assumes ReLU.
  hiddenBias,    ///< Without a hidden bias a neuron (w_j, 0) does not turn; its kink stays at 0.
  outputBias,    ///< An output bias grows while neurons turn, so the residual does not stay −y.
  orthogonality  ///< The limit is known only for orthogonal data.
};

/// The reason in one word: the name of its enumerator.
std::string_view word(Silence silence);

/// What theory predicts for an experiment before training, for data rounded as for training.
struct Theory {
  std::variant<CriticalDirections, Silence> directions;  ///< Of early alignment.
  Line leastSquares;
  std::variant<Weights, Silence> limit;  ///< The network that training tends to for init scale → 0.
  bool keepsBalance = false;  ///< Whether gradient flow conserves every a_j² − ‖w̃_j‖²; see imbalance.hpp.
};

Theory theory(const Experiment& experiment);

/// `Theory::limit` alone.
std::variant<Weights, Silence> limitOf(const Experiment& experiment);

}  // namespace reluscope
