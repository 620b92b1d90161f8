#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/quoted_text.hpp"

namespace reluscope {

/// What the value of a key may be.
enum class FieldKind : std::uint8_t { integer, number, boolean, choice, numbers };

/// One key of the experiment format and its limits: the parser checks them, and the page's form shows them.
struct Field {
  std::string_view key;  ///< Dotted, such as `network.width`.
  FieldKind kind;
  double minimum = 0;  ///< Of the value, or of each of `numbers`.
  double maximum = 0;
  std::span<const std::string_view> choices = {};  ///< In the order of the enumeration's members.
};

/// Most points that the data may have.
inline constexpr std::size_t kMostPoints = 10'000;

/// The value of the key `version`.
inline constexpr double kFormatVersion = 1;

/// Every key below `data`, `network` and `training`, except `network.initial`.
std::span<const Field> fields();

/// The field with that dotted key, which must exist.
const Field& field(std::string_view key);

/// An enumeration's value as JSON: the field's choice in quotes.
template <class Enum>
std::string choiceText(std::string_view key, Enum value) {
  return quotedText(field(key).choices[static_cast<std::size_t>(value)]);
}

/// The allowed values in words, of each element for `numbers`: `a whole number from 1 to 1,000,000`.
std::string allowed(const Field& field);

}  // namespace reluscope
