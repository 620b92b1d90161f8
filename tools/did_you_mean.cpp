#include "tools/did_you_mean.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <string>
#include <vector>

namespace reluscope {
namespace {

std::string plain(std::string_view word) {
  std::string letters;
  for (const char each : word) {
    if (std::isalnum(static_cast<unsigned char>(each)) != 0) {
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
    }
  }
  return letters;
}

/// The number of letters to change, insert, delete or swap with their neighbour to turn one word into the other
/// (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> beforeLast;
  std::vector<std::size_t> last(b.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> current(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], beforeLast[j - 2] + 1);
      }
    }
    beforeLast = std::move(last);
    last = std::move(current);
  }
  return last.back();
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> words) {
  constexpr std::size_t kLongest = 40;
  const std::string given = plain(word.substr(0, kLongest));
  if (given.empty()) {
    return {};
  }
  std::string_view best;
  std::size_t least = std::max<std::size_t>(given.size() / 3, 1) + 1;
  for (const std::string_view each : words) {
    const std::string known = plain(each);
    const std::size_t away = known == given ? 0 : known.starts_with(given) ? 1 : distance(given, known);
    if (away < least) {
      least = away;
      best = each;
    }
  }
  return best;
}

}  // namespace reluscope
