#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reluscope {

/// What stands at a key of an experiment's text.
struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object };

  std::string key = {};  ///< Dotted, as messages show it; a name with a dot in it is quoted.
  Kind kind = Kind::null;
  double number = 0;                 ///< Of a number; 1 for true.
  std::string text = {};             ///< Of a text: its beginning, longer than any word and than what is shown of it.
  std::size_t size = 0;              ///< Of a list.
  std::vector<double> numbers = {};  ///< Of a list: the elements before the first that is no number.
  std::string firstNonNumber = {};   ///< Of a list: that element, as `shown` prints it.
};

/// To which of the unknown keys, of which only the first is of interest, a key belongs; nothing for a known one.
using UnknownGroup = std::optional<std::string_view> (*)(std::string_view key);

/// The values in a text, each object before what is in it; the whole has the key "". In a run's file they are those of
/// its key "experiment", after which it may be cut off. Throws ExperimentError for a text that no experiment can be.
/// Values of unknown keys have no text and no numbers, and there is one of each group at most, so that no text takes
/// more than four times its own memory.
std::vector<JsonValue> jsonValues(std::string_view text, UnknownGroup groupOf = nullptr);

/// The values in a text that is to stand at a key. One that is not JSON is a bare string.
std::vector<JsonValue> jsonValues(std::string_view text, std::string_view key, UnknownGroup groupOf = nullptr);

/// A value as an error message shows it: short, and never the inside of something nested.
std::string shown(const JsonValue& value);

}  // namespace reluscope
