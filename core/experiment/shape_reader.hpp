#pragma once

#include "experiment/input_values.hpp"

namespace reluscope {

/// Reads data of any shape, or a teacher in their place. The value of "data" is an object.
void readOtherData(InputValues& input, Data& data);

/// Reads `network.initial` for data of any shape. Its value is an object.
Weights readOtherInitial(InputValues& input, const Network& network, const Data& data);

/// Reads `network.clipping` and `network.zeroOutput`, and refuses what does not go with them.
void readAdjustments(const InputValues& input, Network& network);

/// Refuses what does not go with several inputs or outputs.
void refuseOtherShape(const Experiment& experiment);

}  // namespace reluscope
