#pragma once

#include <string>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A resolved experiment as one line of JSON with every key; parsing it gives an equal experiment.
std::string experimentText(const Experiment& experiment);

}  // namespace reluscope
