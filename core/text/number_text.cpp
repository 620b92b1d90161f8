#include "text/number_text.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstdint>

#include "text/rapidjson_heap.hpp"

namespace reluscope {

std::string numberText(double value) {
  if (!std::isfinite(value)) {
    return "null";
  }
  using Encoding = rapidjson::UTF8<>;
  using Buffer = rapidjson::GenericStringBuffer<Encoding, RapidJsonHeap>;
  Buffer buffer;
  rapidjson::Writer<Buffer, Encoding, Encoding, RapidJsonHeap>(buffer).Double(value);
  std::string text(buffer.GetString(), buffer.GetSize());
  if (text.ends_with(".0")) {
    text.resize(text.size() - 2);
  }
  return text;
}

std::string groupedDigits(double value) {
  if (value != std::trunc(value) || std::abs(value) < 1'000 || std::abs(value) > 1e12) {
    return numberText(value);
  }
  std::string digits = std::to_string(static_cast<std::int64_t>(value));
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t place = digits.size(); place > first + 3; place -= 3) {
    digits.insert(place - 3, 1, ',');
  }
  return digits;
}

}  // namespace reluscope
