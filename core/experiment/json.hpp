#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reluscope {

/// The value of one key in an experiment's text.
struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, text, list, object };

  std::string key = {};  ///< Dotted, as in messages; a name that contains a dot is quoted.
  Kind kind = Kind::null;
  double number = 0;      ///< Of a number; 1 for true.
  std::string text = {};  ///< Of a text: its beginning, longer than any choice and than any excerpt.
  std::size_t size = 0;   ///< Of a list.
  /// Of a list: its elements, or those of its lists one after the other, before the first odd one.
  std::vector<double> numbers = {};
  bool isNested = false;    ///< Of a list: whether its first element is a list.
  std::size_t columns = 0;  ///< Of a nested list: the length of its first list.
  /// Of a list: its first element that is no number, as `shown` prints it; in a nested one, the first that is no list
  /// of numbers as long as the first, or an element of such a list that is no number.
  std::string odd = {};
  std::string oddAt = {};                  ///< Its place, such as [3] or [3][1].
  std::vector<std::string> elements = {};  ///< Of a list below a sweep's "over": each element as JSON, lists as [].
};

/// Sorts unknown keys into groups, of which only the first key is kept; nothing for a known key.
using UnknownGroup = std::optional<std::string_view> (*)(std::string_view key);

/// The values in a text, each object before its members; the whole text has the key "". Of a run's file, the values in
/// its key "experiment", after which the file may be cut off. Throws ExperimentError for a text that cannot be an
/// experiment. Unknown keys are kept without text and numbers, one for each group, so that the result takes at most
/// four times the memory of the text.
std::vector<JsonValue> jsonValues(std::string_view text, UnknownGroup groupOf = nullptr);

/// The values in a text that is to be the value of a key. Text that is not JSON is a bare string.
std::vector<JsonValue> jsonValues(std::string_view text, std::string_view key, UnknownGroup groupOf = nullptr);

/// The values in the text of a sweep: an object with the key "over" and perhaps "version" and "experiment". Nothing if
/// there is no "over", or another key before it: such a text can be an experiment.
std::optional<std::vector<JsonValue>> sweepJsonValues(std::string_view text, UnknownGroup groupOf);

/// A value for an error message: short, without the contents of lists and objects.
std::string shown(const JsonValue& value);

}  // namespace reluscope
