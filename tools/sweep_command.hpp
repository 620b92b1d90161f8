#pragma once

#include "tools/call.hpp"

namespace reluscope {

/// The command `sweep`: trains every run of a sweep, on all processors, and writes one row for each in their order; or
/// writes a PyTorch script that makes the same runs. Returns the exit status: 0, or 128 plus the number of the signal
/// that interrupted it. The first such signal lets the runs under way finish; a second ends the program at once. Throws
/// CallError and ExperimentError.
int sweepCommand(const Call& call);

}  // namespace reluscope
