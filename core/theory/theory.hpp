#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "experiment/experiment.hpp"
#include "theory/critical_directions.hpp"
#include "theory/least_squares.hpp"

namespace reluscope {

/// Why the theory does not apply to an experiment.
enum class Silence : std::uint8_t {
  shape,         ///< It is about one input and one output.
  activation,    ///< It assumes ReLU.
  hiddenBias,    ///< Without a hidden bias a neuron (w_j, 0) does not turn; its kink stays at 0.
  outputBias,    ///< The limit is known without an output bias.
  orthogonality  ///< The limit is known only for orthogonal data.
};

/// The reason in one word: the name of its enumerator.
std::string_view word(Silence silence);

/// What theory predicts for an experiment before training, for data rounded as for training.
struct Theory {
  std::optional<Silence> directions;  ///< Why nothing is known of critical directions, if so; see below.
  Line leastSquares;
  std::variant<Weights, Silence> limit;  ///< The network that training tends to for init scale → 0.
  bool keepsBalance = false;  ///< Whether gradient flow conserves every a_j² − ‖w̃_j‖²; see imbalance.hpp.
  double escapeTime = 0;      ///< See `escapeTime`.
};

Theory theory(const Experiment& experiment);

/// log(1/λ): the unit of time, up to a factor of the data, in which weights of size λ grow to size 1. Runs that differ
/// in a small λ alone fall on one another when t is measured in it (Boursier, Pillaud-Vivien and Flammarion, NeurIPS
/// 2022). 0 if λ ≥ 1, and for given initial weights.
double escapeTime(const Network& network);

/// `Theory::limit` alone.
std::variant<Weights, Silence> limitOf(const Experiment& experiment);

/// The directions to which neurons turn with these weights: the critical directions of the present residuals, which are
/// −y in early alignment. A residual below a millionth of the largest |y_i| counts as 0. The experiment must be one
/// that `theory` is not silent about.
CriticalDirections criticalDirections(const Experiment& experiment, const Weights& weights);

}  // namespace reluscope
