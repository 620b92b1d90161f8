#pragma once

#include <cstddef>

#include "run/run.hpp"

namespace reluscope {

/// The distance between the functions learned by two runs, each at one of its recorded frames: the largest |h − h′| at
/// the points at which the first run's h is drawn (see plot.hpp), or on its data if there are several inputs or
/// outputs. Throws std::out_of_range if the other run has other numbers of these.
double distance(const Run& run, std::size_t frame, const Run& other, std::size_t otherFrame);

}  // namespace reluscope
