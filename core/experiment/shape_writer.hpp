#pragma once

#include "experiment/experiment.hpp"
#include "text/object_text.hpp"

namespace reluscope {

/// Data with several inputs or outputs, or a teacher.
ObjectText otherDataText(const Data& data);

/// Given weights for several inputs or outputs.
ObjectText otherInitialText(const Weights& initial, bool outputBias);

}  // namespace reluscope
