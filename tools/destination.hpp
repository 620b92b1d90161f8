#pragma once

#include <filesystem>
#include <optional>

namespace reluscope {

/// Where links in the place of a file lead: to what is no link, to what is not there, or to an open descriptor of this
/// program.
std::filesystem::path destination(std::filesystem::path path);

/// The number of the open descriptor that is at a destination such as that of /dev/stdout.
std::optional<int> descriptorAt(const std::filesystem::path& place);

}  // namespace reluscope
