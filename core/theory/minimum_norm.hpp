#pragma once

#include <optional>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The interpolator of minimum norm for orthogonal data, ⟨x̃_i, x̃_k⟩ = x_i x_k + 1 = 0 for every pair: a single point,
/// or two with x_1 x_2 = −1, up to kSmallestAngle. Nothing for other data.
///
/// It is ⟨w₊, x̃⟩₊ − ⟨w₋, x̃⟩₊ with w± = Σ_{±y_i > 0} |y_i| x̃_i / ‖x̃_i‖², as a network with one neuron for each of the
/// two that is not 0. Gradient flow from a small initialisation tends to it: E. Boursier, L. Pillaud-Vivien,
/// N. Flammarion, Gradient flow dynamics of shallow ReLU networks for square loss and orthogonal inputs (NeurIPS 2022).
std::optional<Weights> minimumNormInterpolator(const Data& data);

}  // namespace reluscope
