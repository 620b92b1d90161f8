#include "tools/over_setting.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "experiment/json.hpp"
#include "text/quoted_text.hpp"
#include "tools/call_error.hpp"
#include "tools/terminal_text.hpp"

namespace reluscope {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

/// A number, true, false and null as they are; everything else is a bare string.
std::string asJson(std::string_view part) {
  using Kind = JsonValue::Kind;
  const Kind kind = jsonValues(part, "value").front().kind;
  const bool isJson = kind == Kind::number || kind == Kind::boolean || kind == Kind::null;
  return isJson ? std::string(part) : quotedText(part);
}

std::string rangeText(const std::vector<std::string_view>& parts) {
  constexpr std::array<std::string_view, 4> kNames{"from", "to", "count", "scale"};
  std::string text;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    text.append(text.empty() ? "{" : ",").append(quotedText(kNames.at(index))).append(":").append(asJson(parts[index]));
  }
  return text + "}";
}

std::string listText(const std::vector<std::string_view>& parts) {
  std::string text;
  for (const std::string_view part : parts) {
    text.append(text.empty() ? "[" : ",").append(asJson(part));
  }
  return text + "]";
}

}  // namespace

Setting overSetting(const std::string& given) {
  const std::size_t equals = given.find('=');
  const std::string_view values = equals < given.size() ? std::string_view(given).substr(equals + 1) : "";
  const std::vector<std::string_view> ends = split(values, ':');
  if (equals == 0 || values.empty() || (ends.size() > 4 && values.front() != '{' && values.front() != '[')) {
    throw CallError("--over " + quotation(given) +
                    ": write it as key=from:to, key=from:to:count, key=from:to:count:log or key=a,b,c, such as "
                    "network.seed=0:99");
  }
  const std::string key = given.substr(0, equals);
  if (values.front() == '{' || values.front() == '[') {
    return {key, std::string(values)};
  }
  return {key, ends.size() > 1 ? rangeText(ends) : listText(split(values, ','))};
}

}  // namespace reluscope
