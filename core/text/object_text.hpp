#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/number_text.hpp"

namespace reluscope {

/// Numbers as a JSON list.
std::string listText(std::span<const double> values);

/// JSON texts as a JSON list.
inline std::string listText(const std::vector<std::string>& elements) {
  std::string text;
  for (const std::string& each : elements) {
    text.append(text.empty() ? "[" : ",").append(each);
  }
  return text.empty() ? "[]" : text + "]";
}

/// Builds the text of a JSON object, member by member.
class ObjectText {
 public:
  ObjectText& add(std::string_view name, std::string_view json) {
    text_.append(text_.empty() ? "{\"" : ",\"").append(name).append("\":").append(json);
    return *this;
  }
  ObjectText& add(std::string_view name, const char* json) { return add(name, std::string_view(json)); }
  ObjectText& add(std::string_view name, double value) { return add(name, numberText(value)); }
  ObjectText& add(std::string_view name, bool value) { return add(name, std::string_view(value ? "true" : "false")); }
  ObjectText& add(std::string_view name, std::span<const double> values) { return add(name, listText(values)); }
  ObjectText& add(std::string_view name, const ObjectText& object) { return add(name, object.text()); }

  [[nodiscard]] std::string text() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

}  // namespace reluscope
