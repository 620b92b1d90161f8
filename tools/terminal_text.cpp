#include "tools/terminal_text.hpp"

#include <algorithm>
#include <system_error>

#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

constexpr std::size_t kLongest = 160;  // In bytes.

bool continuesLetter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::string quotation(std::string_view given) {
  if (given.size() <= kLongest) {
    return quotedText(given);
  }
  std::string_view end = given.substr(given.size() - kLongest);
  while (!end.empty() && continuesLetter(end.front())) {
    end.remove_prefix(1);
  }
  return "\"…" + quotedText(end).substr(1);
}

std::string inPlainLetters(std::string_view message) {
  std::string plain;
  for (std::size_t at = 0; at < message.size(); ++at) {
    const std::size_t start = at;
    while (at < message.size() && message[at] != '"') {
      ++at;
    }
    const std::string part = quotedText(message.substr(start, at - start));
    plain.append(part, 1, part.size() - 2).append(at < message.size() ? "\"" : "");
  }
  return plain;
}

std::string reason(int errorNumber) { return std::generic_category().message(errorNumber); }

}  // namespace reluscope
