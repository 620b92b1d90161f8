#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reluscope {

/// A JSON string literal in printable ASCII: quoted, with everything else escaped. Bytes that are not UTF-8 become
/// U+FFFD.
std::string quotedText(std::string_view text);

/// The most bytes of a text that `excerpt` shows.
inline constexpr std::size_t kLongestExcerpt = 40;

/// The beginning of a text for an error message, escaped as `quotedText` does but without quotes; `…` marks a cut.
std::string excerpt(std::string_view text);

}  // namespace reluscope
