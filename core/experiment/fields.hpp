#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/quoted_text.hpp"

namespace reluscope {

/// The type of a key's value.
enum class FieldKind : std::uint8_t { integer, number, boolean, choice, numbers };

/// One key of the experiment format with its limits, which the reader checks and the page's form shows.
struct Field {
  std::string_view key;  ///< Dotted, such as `network.width`.
  FieldKind kind;
  double minimum = 0;  ///< Of the value, or of each of `numbers`.
  double maximum = 0;
  std::span<const std::string_view> choices = {};  ///< In the order of the enumeration.
};

/// The largest numbers of data points, inputs and outputs.
inline constexpr std::size_t kMostPoints = 10'000;
inline constexpr std::size_t kMostInputs = 1'000;
inline constexpr std::size_t kMostOutputs = 10;

/// The largest product of neurons, points and inputs, if there are several inputs or outputs.
inline constexpr double kMostProducts = 1e8;

/// The largest bound of `network.clipping`.
inline constexpr double kMostClipping = 1e6;

/// A key that editors take a schema's address from, beside `version`; here it is passed over.
inline constexpr std::string_view kSchemaKey = "$schema";

/// The value of the key `version`.
inline constexpr double kFormatVersion = 1;

/// Every key below `data`, `network` and `training`, except `network.initial` and `network.clipping`.
std::span<const Field> fields();

/// The field of a dotted key, which must exist.
const Field& field(std::string_view key);

/// An enumeration's value as JSON: the field's choice in quotes.
template <class Enum>
std::string choiceText(std::string_view key, Enum value) {
  return quotedText(field(key).choices[static_cast<std::size_t>(value)]);
}

/// The allowed values in words, such as `a whole number from 1 to 1,000,000`; for `numbers`, of each element.
std::string allowed(const Field& field);

}  // namespace reluscope
