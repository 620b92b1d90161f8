#pragma once

#include <vector>

#include "run/run.hpp"

namespace reluscope {

/// When each frame of a run is to be shown, from 0 to 1, if time passes by change: as much of it between two frames as
/// changes between them. With n frames, the part of the time between frames k − 1 and k is
///
///   0.1 / (n − 1) + 0.9 · mean of q(k) / Σ q over the quantities q whose sum Σ q is not 0,
///
/// so that no frame passes unseen. The quantities are
///
///   function    the largest |h_k − h_{k−1}| where h is drawn, see plot.hpp;
///   loss        |L_k − L_{k−1}| / (L_k + L_{k−1}), which is half the change of log L where that is small;
///   kinks       Σ_j ‖u_j(k) − u_j(k−1)‖ with the neurons' directions u_j = w̃_j / ‖w̃_j‖;
///   weights     √ Σ_j (‖Δw̃_j‖² + Δa_j²).
std::vector<double> momentsByChange(const Run& run);

}  // namespace reluscope
