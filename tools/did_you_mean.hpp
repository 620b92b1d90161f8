#pragma once

#include <span>
#include <string_view>

namespace reluscope {

/// The word that was most likely meant: equal up to case and dashes, beginning with `word`, or within a few edits of
/// it. Empty if there is none.
std::string_view nearest(std::string_view word, std::span<const std::string_view> words);

}  // namespace reluscope
