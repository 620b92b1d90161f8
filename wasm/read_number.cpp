// In place of core/text/read_number.cpp, whose strtod brings arithmetic of 128 bits along. JavaScript rounds as well.

#include "text/read_number.hpp"

#include <emscripten.h>

// clang-format off
EM_JS(double, readNumberInJavaScript, (const char* text), { return Number.parseFloat(UTF8ToString(text)); });
// clang-format on

namespace reluscope {

double readNumber(const char* text) { return readNumberInJavaScript(text); }

}  // namespace reluscope
