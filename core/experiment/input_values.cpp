#include "experiment/input_values.hpp"

#include <array>

namespace reluscope {
namespace {

/// The keys that are not fields.
constexpr std::array<std::string_view, 12> kOtherKeys{"version",
                                                      "preset",
                                                      "data",
                                                      "network",
                                                      "training",
                                                      "data.teacher",
                                                      "network.clipping",
                                                      "network.initial",
                                                      "network.initial.w",
                                                      "network.initial.b",
                                                      "network.initial.a",
                                                      "network.initial.c"};

/// The keys whose values are objects.
constexpr std::array<std::string_view, 5> kSections{"data", "data.teacher", "network", "network.initial", "training"};

bool isKnown(std::string_view key) {
  const auto all = fields();
  return key == kSchemaKey || std::find(kOtherKeys.begin(), kOtherKeys.end(), key) != kOtherKeys.end() ||
         std::any_of(all.begin(), all.end(), [key](const Field& field) { return field.key == key; }) || key.empty();
}

}  // namespace

std::string_view nameWithin(std::string_view section, std::string_view key) {
  if (section.empty()) {
    return key;
  }
  const bool isWithin = key.size() > section.size() && key.starts_with(section) && key[section.size()] == '.';
  return isWithin ? key.substr(section.size() + 1) : std::string_view();
}

std::string namesWithin(std::string_view section) {
  std::string names;
  const auto add = [&](std::string_view key) {
    const std::string_view name = nameWithin(section, key);
    if (!name.empty() && name.find('.') == std::string_view::npos) {
      names.append(names.empty() ? "" : ", ").append(name);
    }
  };
  std::for_each(kOtherKeys.begin(), kOtherKeys.end(), add);
  for (const Field& field : fields()) {
    add(field.key);
  }
  return names;
}

void refuse(std::string_view key, const JsonValue& value, std::string_view expected) {
  throw ExperimentError(std::string(key), shown(value).append(" is not ").append(expected));
}

void refuse(const Field& field, const JsonValue& value) { refuse(field.key, value, allowed(field)); }

void refuseOtherLength(const std::string& key, std::size_t size, const char* other, std::size_t length) {
  if (size != length) {
    throw ExperimentError(key, "a list of " + std::to_string(size) + " is not as long as " + other + ", which has " +
                                   std::to_string(length));
  }
}

void completeInitial(Weights& initial, const Network& network, std::size_t inputs) {
  const std::size_t width = initial.w.size() / inputs;
  if (!network.hiddenBias && initial.b.empty()) {
    initial.b.assign(width, 0.0);
  }
  refuseOtherLength("network.initial.b", initial.b.size(), "network.initial.w", width);
  if (!network.hiddenBias && std::any_of(initial.b.begin(), initial.b.end(), [](double bias) { return bias != 0; })) {
    throw ExperimentError("network.initial.b", "only zeros go with network.hiddenBias false");
  }
  const auto bias = std::find_if(initial.c.begin(), initial.c.end(), [](double each) { return each != 0; });
  if (!network.outputBias && bias != initial.c.end()) {
    throw ExperimentError("network.initial.c", numberText(*bias) + " needs network.outputBias true");
  }
}

std::optional<std::string_view> sectionOfUnknown(std::string_view key) {
  if (isKnown(key)) {
    return std::nullopt;
  }
  std::string_view innermost;
  for (const std::string_view section : kSections) {
    if (!nameWithin(section, key).empty() && section.size() > innermost.size()) {
      innermost = section;
    }
  }
  return innermost;
}

}  // namespace reluscope
