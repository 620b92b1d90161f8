#include "text/quoted_text.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace reluscope {
namespace {

void appendEscape(std::string& text, unsigned unit) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  text += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) {
    text += kDigits[(unit >> shift) & 0xFU];
  }
}

}  // namespace

std::string quotedText(std::string_view text) {
  using Encoding = rapidjson::UTF8<>;
  constexpr std::string_view kSpecial = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  constexpr unsigned kReplacement = 0xFFFD;
  std::string quoted = "\"";
  for (std::size_t next = 0; next < text.size();) {
    rapidjson::MemoryStream stream(text.data() + next, text.size() - next);
    unsigned codepoint = 0;
    const bool isValid = Encoding::Decode(stream, &codepoint);
    next += isValid ? stream.Tell() : 1;
    const std::size_t special =
        isValid && codepoint < 0x80 ? kSpecial.find(static_cast<char>(codepoint)) : std::string_view::npos;
    if (!isValid) {
      appendEscape(quoted, kReplacement);
    } else if (special != std::string_view::npos) {
      quoted += '\\';
      quoted += kLetters[special];
    } else if (codepoint >= ' ' && codepoint <= '~') {
      quoted += static_cast<char>(codepoint);
    } else if (codepoint < 0x10000) {
      appendEscape(quoted, codepoint);
    } else {
      appendEscape(quoted, 0xD7C0 + (codepoint >> 10));
      appendEscape(quoted, 0xDC00 + (codepoint & 0x3FF));
    }
  }
  return quoted + '"';
}

std::string excerpt(std::string_view text) {
  const std::string quoted = quotedText(text.substr(0, kLongestExcerpt));
  return quoted.substr(1, quoted.size() - 2) + (text.size() > kLongestExcerpt ? "…" : "");
}

}  // namespace reluscope
