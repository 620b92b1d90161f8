#pragma once

#include <string>
#include <string_view>

namespace reluscope {

/// What somebody has given, as a terminal may show it: quoted and escaped as JSON is, and of a long one the end.
std::string quotation(std::string_view given);

/// A message of another's making, on one line and with what a terminal would obey escaped.
std::string inPlainLetters(std::string_view message);

/// What the system says of an error number, such as "No such file or directory".
std::string reason(int errorNumber);

}  // namespace reluscope
