#pragma once

#include <string>

namespace reluscope {

/// A decimal that reads back to the same double, nearly always the shortest one; `null` if it is not finite.
std::string numberText(double value);

/// A number for messages: `numberText`, but whole numbers up to 1e12 have commas between thousands.
std::string groupedDigits(double value);

}  // namespace reluscope
