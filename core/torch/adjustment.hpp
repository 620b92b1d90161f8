#pragma once

#include "experiment/experiment.hpp"
#include "torch/tensors.hpp"

namespace reluscope {

/// Does to a drawn network what `clipping` and `zeroOutput` ask for, as the companion notebooks do it.
void adjust(const Network& network, Tensors& net);

}  // namespace reluscope
