#pragma once

#include <iosfwd>

#include "core/run.hpp"

namespace reluscope {

/// Most bytes that a run's file may have.
inline constexpr std::int64_t kMostFileBytes = 1'000'000'000;

/// About how many bytes a run's file will have that keeps so many neurons of each frame.
double runFileBytes(const Experiment& experiment, std::int64_t neurons);

/// A finished run, or one that was stopped, as JSON. `seconds` is what training took; `neurons` is written when the
/// recording keeps fewer than there are. Numbers read back to the same doubles; those that are not finite are null.
void writeRunJson(std::ostream& out, const Run& run, double seconds, std::int64_t neurons);

/// The frames as CSV: frame,iteration,loss,neuron,w,b,a, a row a neuron.
void writeRunCsv(std::ostream& out, const Run& run);

}  // namespace reluscope
