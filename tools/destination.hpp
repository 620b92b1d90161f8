#pragma once

#include <filesystem>
#include <optional>

namespace reluscope {

/// Follows symbolic links to a path that is not a link, to one that does not exist, or to an open descriptor of this
/// process.
std::filesystem::path destination(std::filesystem::path path);

/// The open descriptor that a destination denotes, such as that of /dev/stdout; nothing for other paths.
std::optional<int> descriptorAt(const std::filesystem::path& place);

}  // namespace reluscope
