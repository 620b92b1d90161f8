#pragma once

#include <string>

#include "sweep/sweep.hpp"

namespace reluscope {

/// A script that makes the runs of a sweep in PyTorch and prints their final losses. Throws ExperimentError for a sweep
/// over presets.
std::string sweepScript(const Sweep& sweep);

}  // namespace reluscope
