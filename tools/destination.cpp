#include "tools/destination.hpp"

#include <charconv>
#include <string>

namespace reluscope {

namespace fs = std::filesystem;

fs::path destination(fs::path path) {
  constexpr int kMostLinks = 40;  // The system's limit; opening the path then fails.
  std::error_code error;
  for (int links = 0; links < kMostLinks && fs::is_symlink(fs::symlink_status(path, error)); ++links) {
    if (descriptorAt(path)) {
      return path;
    }
    path = path.parent_path() / fs::read_symlink(path, error);
  }
  return path;
}

std::optional<int> descriptorAt(const fs::path& place) {
  std::error_code error;
  const fs::path own = fs::canonical("/proc/self/fd", error);
  if (own.empty() || fs::canonical(place.parent_path(), error) != own) {
    return std::nullopt;
  }
  const std::string name = place.filename();
  const char* const end = name.data() + name.size();
  int number = -1;
  const auto [stop, failure] = std::from_chars(name.data(), end, number);
  return failure == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace reluscope
