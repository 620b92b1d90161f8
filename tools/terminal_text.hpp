#pragma once

#include <string>
#include <string_view>

namespace reluscope {

/// An argument for a message: quoted and escaped like JSON; of a long one, only the end.
std::string quotation(std::string_view given);

/// A message of a library on one line, with control characters escaped.
std::string inPlainLetters(std::string_view message);

/// The system's text for an error number, such as "No such file or directory".
std::string reason(int errorNumber);

}  // namespace reluscope
