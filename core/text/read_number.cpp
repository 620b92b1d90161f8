#include "text/read_number.hpp"

#include <cstdlib>

namespace reluscope {

double readNumber(const char* text) { return std::strtod(text, nullptr); }

}  // namespace reluscope
