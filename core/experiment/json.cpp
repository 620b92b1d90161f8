#include "experiment/json.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cmath>

#include "experiment/experiment.hpp"
#include "experiment/fields.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"
#include "text/rapidjson_heap.hpp"
#include "text/read_number.hpp"

namespace reluscope {
namespace {

using Kind = JsonValue::Kind;

constexpr std::size_t kMostElements = 1'000'000;
constexpr std::size_t kMostKeys = 100;  // In one object.
constexpr std::size_t kDeepest = 8;     // Levels of nested objects and lists.

using Encoding = rapidjson::UTF8<>;

/// Enough of a text to compare it with every choice and to make an excerpt of it.
std::string beginning(std::string_view text) { return std::string(text.substr(0, kLongestExcerpt + 1)); }

std::string listOf(std::size_t size) { return "a list of " + groupedDigits(static_cast<double>(size)); }

std::string jsonText(const JsonValue& value) {
  switch (value.kind) {
    case Kind::number:
      return numberText(value.number);
    case Kind::text:
      return quotedText(value.text);
    case Kind::list:
      return "[]";
    case Kind::object:
      return "{}";
    case Kind::null:
    case Kind::boolean:
      break;
  }
  return shown(value);
}

/// What a text is read as.
enum class Form : std::uint8_t { experiment, value, sweep };

/// Collects the values of a text. RapidJSON calls these functions while it reads, hence their names. When the outermost
/// object of an experiment has the key "experiment", only that key's value counts; the rest of the file may be very
/// long, or missing. Refuses at once what no experiment has, before it takes time and memory.
class Collector {
 public:
  Collector(std::string_view text, const rapidjson::MemoryStream& stream, Form form, std::string key,
            UnknownGroup unknownGroup)
      : text_(text), stream_(stream), groupOf_(unknownGroup), key_(std::move(key)), form_(form) {}

  std::vector<JsonValue> take() { return std::move(values_); }

  bool Null() { return add({}); }
  bool Bool(bool given) { return add({.kind = Kind::boolean, .number = given ? 1.0 : 0.0}); }
  bool RawNumber(const char* text, std::size_t length, bool /*copy*/) {
    const double number = readNumber(text);
    if (!std::isfinite(number)) {
      refuseAsTooLarge({text, length});
    }
    return add({.kind = Kind::number, .number = number});
  }
  bool String(const char* text, std::size_t length, bool /*copy*/) {
    return add({.kind = Kind::text, .text = beginning({text, length})});
  }
  // Numbers arrive as text, since RapidJSON misreads numbers such as "0e300".
  static bool Int(std::int32_t) { return false; }
  static bool Uint(std::uint32_t) { return false; }
  static bool Int64(std::int64_t) { return false; }
  static bool Uint64(std::uint64_t) { return false; }
  static bool Double(double) { return false; }
  bool StartObject() { return open(Kind::object); }
  bool StartArray() { return open(Kind::list); }
  bool EndObject(std::size_t /*size*/) { return close(); }
  bool EndArray(std::size_t size) {
    if (open_.size() > 1 && open_[open_.size() - 2].isKept) {
      endRow(values_.back(), open_[open_.size() - 2].size - 1, size);
    } else if (open_.size() > 2 && open_[open_.size() - 3].isKept && values_.back().isNested) {
      noteOdd(values_.back(), indexOf(open_[open_.size() - 3]) + indexOf(open_[open_.size() - 2]), listOf(size));
    }
    return close();
  }

  bool Key(const char* text, std::size_t length, bool /*copy*/) {
    const std::string_view name(text, length);
    if (form_ == Form::sweep && open_.size() == 1 && name != "version" && name != "experiment" && name != "over" &&
        name != kSchemaKey) {
      if (std::none_of(values_.begin(), values_.end(), [](const JsonValue& value) { return value.key == "over"; })) {
        return false;
      }
      throw ExperimentError(excerpt(name), "unknown key; those of a sweep are version, experiment, over");
    }
    if (form_ == Form::experiment && !isFound_ && open_.size() == 1 && name == "experiment") {
      isFound_ = true;
      key_.clear();
      open_.clear();
      values_.clear();
      return true;
    }
    Open& object = open_.back();
    const bool isTwice = std::find(object.names.begin(), object.names.end(), name) != object.names.end();
    object.names.emplace_back(name);
    if (isTwice) {
      throw ExperimentError(place(), "given twice");
    }
    if (object.names.size() > kMostKeys) {
      throw ExperimentError(place(), "one of more keys than an experiment can have");
    }
    key_.resize(object.keySize);
    key_.append(key_.empty() ? "" : ".");
    key_ += name.find('.') == std::string_view::npos ? excerpt(name) : '"' + excerpt(name) + '"';
    return true;
  }

  [[noreturn]] void refuseAsTooLarge(std::string_view number) const {
    throw ExperimentError(place(), excerpt(number) + " is too large for a number (beyond ±1.8e308)");
  }

 private:
  /// The dotted key of the value being read, such as `data.x[3]`.
  [[nodiscard]] std::string place() const {
    std::string place;
    for (const Open& each : open_) {
      if (each.kind == Kind::list) {
        place += "[" + std::to_string(each.size - (&each == &open_.back() ? 0 : 1)) + "]";
      } else if (!each.names.empty()) {
        place.append(place.empty() ? "" : ".").append(each.names.back());
      }
    }
    return excerpt(place);
  }

  /// An object or a list that is still open.
  struct Open {
    Kind kind;
    std::size_t keySize;             // Of an object: the length of its own key.
    std::size_t size = 0;            // Of a list: the elements so far.
    std::vector<std::string> names;  // Of an object: its keys so far.
    bool isKept = false;             // Of a list: whether its elements go into the last of the values.
  };

  /// The place of a list's last element.
  static std::string indexOf(const Open& list) { return "[" + std::to_string(list.size - 1) + "]"; }

  /// Whether the value being read belongs to a key, not to a list.
  [[nodiscard]] bool isRecorded() const {
    return std::all_of(open_.begin(), open_.end(), [](const Open& each) { return each.kind == Kind::object; });
  }

  [[nodiscard]] std::optional<std::string_view> groupOf(std::string_view key) const {
    return groupOf_ != nullptr ? groupOf_(key) : std::nullopt;
  }

  /// Whether a key of that group has been read.
  [[nodiscard]] bool isMet(std::string_view group) const {
    return std::any_of(values_.begin(), values_.end(),
                       [&](const JsonValue& value) { return groupOf(value.key) == group; });
  }

  bool add(JsonValue value) {
    put(std::move(value));
    return goesOn();
  }

  bool open(Kind kind) {
    if (open_.size() == kDeepest) {
      throw ExperimentError(place(), "nested deeper than an experiment can be");
    }
    const bool isKept = put({.kind = kind}) && kind == Kind::list;
    if (isKept) {
      values_.back().numbers.reserve(numbersAhead());
    }
    open_.push_back({.kind = kind, .keySize = key_.size(), .names = {}, .isKept = isKept});
    return true;
  }

  /// How many numbers the list that starts here has, up to one, to reserve the memory that it needs at once. Its lists
  /// count with what follows them.
  [[nodiscard]] std::size_t numbersAhead() const {
    const std::string_view list = text_.substr(stream_.Tell());
    const std::size_t first = list.find_first_not_of(" \t\r\n");
    const bool isNested = first != std::string_view::npos && list[first] == '[';
    const std::string_view numbers = list.substr(0, list.find_first_of(isNested ? "}{\"" : "]}[{\""));
    return std::min(static_cast<std::size_t>(std::count(numbers.begin(), numbers.end(), ',')) + 1, kMostElements);
  }

  bool close() {
    open_.pop_back();
    return goesOn();
  }

  [[nodiscard]] bool goesOn() const { return !(isFound_ && open_.empty()); }

  /// Stores a value; returns whether it is now the last of the values and its key is known.
  bool put(JsonValue value) {
    if (!open_.empty() && open_.back().kind == Kind::list) {
      Open& list = open_.back();
      if (list.size == kMostElements) {
        throw ExperimentError(place(), "no list may have more than " + groupedDigits(kMostElements) + " elements");
      }
      ++list.size;
      if (list.isKept) {
        putIn(values_.back(), value);
      } else if (open_.size() > 1 && open_[open_.size() - 2].isKept) {
        putInRow(values_.back(), value);
      }
      return false;
    }
    if (!isRecorded()) {
      return false;
    }
    const auto group = groupOf(key_);
    if (!group) {
      value.key = key_;
      values_.push_back(std::move(value));
    } else if (!isMet(*group)) {
      values_.push_back({.key = key_, .kind = value.kind});
    }
    return !group;
  }

  void putIn(JsonValue& list, const JsonValue& element) const {
    ++list.size;
    if (form_ == Form::sweep && list.key.starts_with("over.")) {
      list.elements.push_back(jsonText(element));
    }
    if (list.size == 1 && element.kind == Kind::list) {
      list.isNested = true;
    }
    if (element.kind == Kind::number && !list.isNested) {
      putNumber(list, element.number);
    } else if (element.kind != Kind::list) {  // EndArray describes those, once their size is known.
      noteOdd(list, indexOf(open_.back()), shown(element));
    }
  }

  /// Stores an element of a list in a list.
  void putInRow(JsonValue& list, const JsonValue& element) const {
    if (element.kind == Kind::number && list.isNested) {
      putNumber(list, element.number);
    } else if (element.kind != Kind::list && list.isNested) {
      noteOdd(list, indexOf(open_[open_.size() - 2]) + indexOf(open_.back()), shown(element));
    }
  }

  void putNumber(JsonValue& list, double number) const {
    if (list.odd.empty()) {
      if (list.numbers.size() == kMostElements) {
        throw ExperimentError(place(), "no list may have more than " + groupedDigits(kMostElements) + " numbers");
      }
      list.numbers.push_back(number);
    }
  }

  /// Ends the list of `size` that is element number `index` of a list.
  static void endRow(JsonValue& list, std::size_t index, std::size_t size) {
    if (index == 0) {
      list.columns = size;
    }
    if (!list.isNested || size == 0 || size != list.columns) {
      noteOdd(list, "[" + std::to_string(index) + "]", listOf(size));
    }
  }

  static void noteOdd(JsonValue& list, const std::string& at, const std::string& element) {
    if (list.odd.empty()) {
      list.odd = element;
      list.oddAt = at;
    }
  }

  std::string_view text_;
  const rapidjson::MemoryStream& stream_;
  UnknownGroup groupOf_;
  std::string key_;
  Form form_;
  std::vector<JsonValue> values_;
  std::vector<Open> open_;  // Outermost first.
  bool isFound_ = false;    // The key "experiment".
};

[[noreturn]] void refuseAsNoJson(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(std::min(offset, text.size()));
  throw ExperimentError("", "the experiment is not JSON: it " +
                                (rest.empty() ? "breaks off after " + std::to_string(text.size()) + " bytes"
                                              : "goes wrong at byte " + std::to_string(offset + 1) + " of " +
                                                    std::to_string(text.size()) + ", at \"" + excerpt(rest) + "\""));
}

std::vector<JsonValue> valuesOf(std::string_view text, Form form, std::string_view key, UnknownGroup groupOf) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
  // RapidJSON takes a NUL for the end.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    refuseAsNoJson(text, nul);
  }
  const std::size_t start = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  rapidjson::MemoryStream stream(text.data() + start, text.size() - start);
  rapidjson::GenericReader<Encoding, Encoding, RapidJsonHeap> reader;
  Collector collector(text.substr(start), stream, form, std::string(key), groupOf);
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, collector);
  if (result.Code() == rapidjson::kParseErrorNumberTooBig) {
    const std::string_view number = text.substr(start + result.Offset());
    collector.refuseAsTooLarge(number.substr(0, number.find_first_not_of("+-.0123456789eE")));
  }
  if (result.IsError() && result.Code() != rapidjson::kParseErrorTermination) {
    refuseAsNoJson(text, start + result.Offset());
  }
  return collector.take();
}

}  // namespace

std::vector<JsonValue> jsonValues(std::string_view text, UnknownGroup groupOf) {
  return valuesOf(text, Form::experiment, "", groupOf);
}

std::vector<JsonValue> jsonValues(std::string_view text, std::string_view key, UnknownGroup groupOf) {
  try {
    return valuesOf(text, key.empty() ? Form::experiment : Form::value, excerpt(key), groupOf);
  } catch (const ExperimentError&) {
    return {{.key = excerpt(key), .kind = Kind::text, .text = beginning(text)}};
  }
}

std::optional<std::vector<JsonValue>> sweepJsonValues(std::string_view text, UnknownGroup groupOf) {
  std::vector<JsonValue> values = valuesOf(text, Form::sweep, "", groupOf);
  const bool isSweep =
      std::any_of(values.begin(), values.end(), [](const JsonValue& value) { return value.key == "over"; });
  return isSweep ? std::optional(std::move(values)) : std::nullopt;
}

std::string shown(const JsonValue& value) {
  switch (value.kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return value.number != 0 ? "true" : "false";
    case Kind::number:
      return groupedDigits(value.number);
    case Kind::text:
      return '"' + excerpt(value.text) + '"';
    case Kind::list:
      return listOf(value.size);
    case Kind::object:
      return "an object";
  }
  return {};
}

}  // namespace reluscope
