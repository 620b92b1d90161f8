#pragma once

#include <span>
#include <string_view>

namespace reluscope {

/// That of the words which was most likely meant by another one: it is the same but for case and dashes, begins like
/// it, or is a few letters away. Empty when none is.
std::string_view nearest(std::string_view word, std::span<const std::string_view> words);

}  // namespace reluscope
