#pragma once

namespace reluscope {

/// The double nearest to a number as JSON writes it.
double readNumber(const char* text);

}  // namespace reluscope
