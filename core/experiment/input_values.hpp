#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/fields.hpp"
#include "experiment/json.hpp"
#include "text/number_text.hpp"

namespace reluscope {

/// The most neurons that a network may have.
inline constexpr std::size_t kMostNeurons = 1'000'000;

/// The rest of a key after its section ("" is the whole experiment); empty if the key is not in that section.
std::string_view nameWithin(std::string_view section, std::string_view key);

/// The names of the keys in a section, separated by commas.
std::string namesWithin(std::string_view section);

[[noreturn]] void refuse(std::string_view key, const JsonValue& value, std::string_view expected);
[[noreturn]] void refuse(const Field& field, const JsonValue& value);

void refuseOtherLength(const std::string& key, std::size_t size, const char* other, std::size_t length);

/// Fills in zeros for hidden biases that are left out, and refuses inconsistent weights.
void completeInitial(Weights& initial, const Network& network, std::size_t inputs);

/// The innermost section of an unknown key, such as `network`; nothing for a known key.
std::optional<std::string_view> sectionOfUnknown(std::string_view key);

/// The values of an experiment's text and of settings. Of two values of one key the later counts.
class InputValues {
 public:
  using Kind = JsonValue::Kind;

  explicit InputValues(std::vector<JsonValue> values) : values_(std::move(values)) {}

  /// The value of a key, or null if it is left out.
  [[nodiscard]] const JsonValue* find(std::string_view key) const {
    const auto found =
        std::find_if(values_.rbegin(), values_.rend(), [key](const JsonValue& value) { return value.key == key; });
    return found == values_.rend() ? nullptr : &*found;
  }

  /// Whether a key, or a key below it, has a value.
  [[nodiscard]] bool has(std::string_view section) const {
    return std::any_of(values_.begin(), values_.end(), [section](const JsonValue& value) {
      return value.key == section || !nameWithin(section, value.key).empty();
    });
  }

  void requireObject(std::string_view section, std::string_view expected = "an object") const {
    const JsonValue* const value = find(section);
    if (value != nullptr && value->kind != Kind::object) {
      refuse(section, *value, expected);
    }
  }

  void refuseUnknownKeys(std::string_view section) const {
    for (const JsonValue& value : values_) {
      if (sectionOfUnknown(value.key) == section) {
        throw ExperimentError(value.key, "unknown key; the known ones are " + namesWithin(section));
      }
    }
  }

  void read(std::string_view key, double& target) const {
    const JsonValue* const value = find(key);
    if (value == nullptr) {
      return;
    }
    const Field& limits = field(key);
    if (value->kind != Kind::number || !(value->number >= limits.minimum && value->number <= limits.maximum) ||
        (limits.kind == FieldKind::integer && value->number != std::trunc(value->number))) {
      refuse(limits, *value);
    }
    target = value->number;
  }

  template <class Integer>
  void readInteger(std::string_view key, Integer& target) const {
    auto number = static_cast<double>(target);
    read(key, number);
    target = static_cast<Integer>(number);
  }

  void read(std::string_view key, bool& target) const {
    if (const JsonValue* const value = find(key)) {
      if (value->kind != Kind::boolean) {
        refuse(field(key), *value);
      }
      target = value->number != 0;
    }
  }

  template <class Enum>
  void readChoice(std::string_view key, Enum& target) const {
    target = static_cast<Enum>(choice(key, static_cast<std::ptrdiff_t>(target)));
  }

  /// Moves a list of 1 to `most` numbers, each within ±magnitude, into `target`; `each` describes them in messages.
  void take(std::string_view key, double magnitude, std::size_t most, std::string_view each,
            std::vector<double>& target) {
    const JsonValue* const value = find(key);
    if (value == nullptr) {
      return;
    }
    if (value->kind != Kind::list || value->size == 0 || value->size > most) {
      refuse(key, *value,
             std::string("a list of 1 to ")
                 .append(groupedDigits(static_cast<double>(most)))
                 .append(", each ")
                 .append(each));
    }
    const auto refuseElement = [key, each](std::size_t index, std::string_view element) {
      throw ExperimentError(std::string(key).append("[").append(std::to_string(index)).append("]"),
                            std::string(element).append(" is not ").append(each));
    };
    for (std::size_t index = 0; index < value->numbers.size(); ++index) {
      if (!(std::abs(value->numbers[index]) <= magnitude)) {
        refuseElement(index, groupedDigits(value->numbers[index]));
      }
    }
    if (!value->odd.empty()) {
      refuseElement(value->numbers.size(), value->odd);
    }
    target = takeNumbers(*value);
  }

  /// Moves the numbers out of a value of this object.
  std::vector<double> takeNumbers(const JsonValue& value) {
    return std::move(values_[static_cast<std::size_t>(&value - values_.data())].numbers);
  }

 private:
  [[nodiscard]] std::ptrdiff_t choice(std::string_view key, std::ptrdiff_t otherwise) const {
    const JsonValue* const value = find(key);
    if (value == nullptr) {
      return otherwise;
    }
    const auto choices = field(key).choices;
    const auto found =
        value->kind == Kind::text ? std::find(choices.begin(), choices.end(), value->text) : choices.end();
    if (found == choices.end()) {
      refuse(field(key), *value);
    }
    return found - choices.begin();
  }

  std::vector<JsonValue> values_;
};

}  // namespace reluscope
