#include "sweep/sweep.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "experiment/fields.hpp"
#include "experiment/json.hpp"
#include "sweep/grid.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

using Kind = JsonValue::Kind;
using Values = std::vector<JsonValue>;

constexpr std::string_view kExperiment = "experiment";
constexpr std::string_view kOver = "over";
constexpr std::string_view kPreset = "preset";
constexpr std::array<std::string_view, 4> kRangeNames{"from", "to", "count", "scale"};

/// The part of a key below another; nothing if it is not below it.
std::optional<std::string_view> below(std::string_view section, std::string_view key) {
  const bool isBelow = key.size() > section.size() && key.starts_with(section) && key[section.size()] == '.';
  return isBelow ? std::optional(key.substr(section.size() + 1)) : std::nullopt;
}

/// Groups unknown keys of the experiment as its reader does, below `experiment`.
std::optional<std::string_view> unknownGroup(std::string_view key) {
  const auto name = below(kExperiment, key);
  const auto section = name ? sectionOfUnknown(*name) : std::nullopt;
  return section && section->empty() ? kExperiment : section;
}

std::string overKey(std::string_view key) { return std::string(kOver).append(".").append(key); }

bool canBeSwept(const Field& field) { return field.kind != FieldKind::numbers; }

std::string sweepableKeys() {
  std::string names(kPreset);
  for (const Field& each : fields()) {
    if (canBeSwept(each)) {
      names.append(", ").append(each.key);
    }
  }
  return names;
}

/// The beginning of a key as the reader of JSON tells it: in ASCII, but for a mark of more.
std::string beginning(std::string_view key) {
  constexpr std::string_view kMore = "…";
  if (key.ends_with(kMore)) {
    key.remove_suffix(kMore.size());
  } else if (key.size() <= kLongestExcerpt) {
    return std::string(key);
  }
  return std::string(key.substr(0, kLongestExcerpt)).append(kMore);
}

void refuseKey(std::string_view key) {
  const auto all = fields();
  const auto found = std::find_if(all.begin(), all.end(), [key](const Field& each) { return each.key == key; });
  if (key == kPreset || (found != all.end() && canBeSwept(*found))) {
    return;
  }
  const bool isList = found != all.end() || key == "network.initial" || below("network.initial", key);
  throw ExperimentError(overKey(beginning(key)),
                        (isList ? "no single value, so that a sweep cannot run over it; it can run over "
                                : "unknown key; a sweep can run over ") +
                            sweepableKeys());
}

[[noreturn]] void refuse(const JsonValue& value, std::string_view expected) {
  throw ExperimentError(value.key, shown(value).append(" is not ").append(expected));
}

[[noreturn]] void refuseSize(const std::string& key, double runs) {
  throw ExperimentError(key, groupedDigits(runs) + " runs are more than the " +
                                 groupedDigits(static_cast<double>(kMostRuns)) + " that a sweep may have");
}

/// The values of a key that are given as a range, {"from", "to", "count"?, "scale"?}.
class Range {
 public:
  Range(const Field& field, const JsonValue& range, const Values& members) : field_(field), key_(range.key) {
    for (const JsonValue& member : members) {
      const auto name = below(key_, member.key);
      if (!name) {
        continue;
      }
      const auto known = std::find(kRangeNames.begin(), kRangeNames.end(), *name);
      if (known == kRangeNames.end()) {
        throw ExperimentError(member.key, "unknown key; those of a range are from, to, count, scale");
      }
      members_[static_cast<std::size_t>(known - kRangeNames.begin())] = &member;
    }
    if (field_.kind != FieldKind::integer && field_.kind != FieldKind::number) {
      refuse(range, "a list of values, each " + allowed(field_));
    }
  }

  [[nodiscard]] std::vector<std::string> values() const {
    const double from = end(0);
    const double to = end(1);
    const Scale scale = scaleBetween(from, to);
    const bool isInteger = field_.kind == FieldKind::integer;
    const double steps = std::abs(to - from);
    const std::size_t counted = members_[2] == nullptr ? 0 : count();
    std::vector<double> numbers{from};
    if (steps > 0 && counted > 0) {
      numbers = evenGrid(from, to, counted, scale);
    } else if (steps > 0 && !(isInteger && scale == Scale::linear)) {
      throw ExperimentError(key_ + ".count", "missing; it says how many values there are from " + numberText(from) +
                                                 " to " + numberText(to));
    } else if (steps + 1 > static_cast<double>(kMostRuns)) {
      refuseSize(key_, steps + 1);
    } else if (steps > 0) {
      numbers = evenGrid(from, to, static_cast<std::size_t>(steps) + 1, scale);
    }
    if (isInteger) {
      std::transform(numbers.begin(), numbers.end(), numbers.begin(), [](double number) { return std::round(number); });
    }
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::vector<std::string> texts(numbers.size());
    std::transform(numbers.begin(), numbers.end(), texts.begin(), numberText);
    return texts;
  }

 private:
  [[nodiscard]] double end(std::size_t member) const {
    const JsonValue* const value = members_.at(member);
    if (value == nullptr) {
      throw ExperimentError(key_ + "." + std::string(kRangeNames.at(member)), "missing; it is " + allowed(field_));
    }
    if (value->kind != Kind::number || !(value->number >= field_.minimum && value->number <= field_.maximum) ||
        (field_.kind == FieldKind::integer && value->number != std::trunc(value->number))) {
      refuse(*value, allowed(field_));
    }
    return value->number;
  }

  [[nodiscard]] Scale scaleBetween(double from, double to) const {
    const JsonValue* const value = members_[3];
    if (value == nullptr || (value->kind == Kind::text && value->text == "linear")) {
      return Scale::linear;
    }
    if (value->kind != Kind::text || value->text != "log") {
      refuse(*value, "one of linear, log");
    }
    for (const auto& [number, member] : {std::pair{from, members_[0]}, std::pair{to, members_[1]}}) {
      if (!(number > 0)) {
        refuse(*member, "positive, as both ends of a logarithmic scale must be");
      }
    }
    return Scale::logarithmic;
  }

  [[nodiscard]] std::size_t count() const {
    const JsonValue& value = *members_[2];
    const auto most = static_cast<double>(kMostRuns);
    if (value.kind != Kind::number || !(value.number >= 2 && value.number <= most) ||
        value.number != std::trunc(value.number)) {
      refuse(value, "a whole number from 2 to " + groupedDigits(most));
    }
    return static_cast<std::size_t>(value.number);
  }

  const Field& field_;
  std::string key_;
  std::array<const JsonValue*, kRangeNames.size()> members_{};  // In the order of the names; null if left out.
};

std::vector<std::string> listed(const JsonValue& list) {
  if (list.elements.empty()) {
    refuse(list, "a list of values");
  }
  std::vector<std::string> sorted = list.elements;
  std::sort(sorted.begin(), sorted.end());
  if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end()) {
    throw ExperimentError(list.key, excerpt(*twice) + " is given twice");
  }
  return list.elements;
}

/// The values of a key below "over", as a list or as a range; `members` has those of the range.
std::vector<std::string> valuesOf(std::string_view key, const JsonValue& given, const Values& members) {
  if (given.kind == Kind::list) {
    return listed(given);
  }
  if (given.kind != Kind::object) {
    refuse(given, R"(a list of values or a range {"from", "to", "count", "scale"})");
  }
  if (key == kPreset) {
    refuse(given, "a list of presets");
  }
  return Range(field(key), given, members).values();
}

/// The keys below "over" in a sweep's values.
std::vector<SweptKey> sweptKeys(Values values) {
  // The reader quotes names that have dots, as those of these keys do.
  for (JsonValue& value : values) {
    value.key.erase(std::remove(value.key.begin(), value.key.end(), '"'), value.key.end());
  }
  std::vector<SweptKey> keys;
  for (const JsonValue& value : values) {
    const auto name = below(kOver, value.key);
    const bool isMember = std::any_of(keys.begin(), keys.end(), [&value](const SweptKey& each) {
      return below(overKey(each.key), value.key).has_value();
    });
    if (name && !isMember) {
      refuseKey(*name);
      keys.push_back({.key = std::string(*name), .values = valuesOf(*name, value, values)});
    }
  }
  return keys;
}

/// The values of the experiment in those of a sweep.
Values experimentValues(const Values& values) {
  Values found;
  for (const JsonValue& value : values) {
    if (value.key == kExperiment) {
      found.push_back(value);
      found.back().key.clear();
    } else if (const auto name = below(kExperiment, value.key)) {
      found.push_back(value);
      found.back().key = *name;
    }
  }
  if (found.empty()) {
    throw ExperimentError(std::string(kExperiment), "missing; it is the experiment that the sweep varies, such as {}");
  }
  return found;
}

void checkSweep(const Values& values) {
  for (const JsonValue& value : values) {
    if (value.key.empty() && value.kind != Kind::object) {
      throw ExperimentError("", "a sweep is one JSON object, not " + shown(value));
    }
    if (value.key == "version" && (value.kind != Kind::number || value.number != kFormatVersion)) {
      refuse(value, numberText(kFormatVersion));
    }
    if (value.key == kOver && value.kind != Kind::object) {
      refuse(value, "an object with one to three keys to run over");
    }
  }
}

void refuseSizes(const std::vector<SweptKey>& keys) {
  if (keys.empty() || keys.size() > kMostSweptKeys) {
    throw ExperimentError(std::string(kOver), std::to_string(keys.size()) +
                                                  " keys are not 1 to 3; a sweep can run over " + sweepableKeys());
  }
  double runs = 1;
  for (const SweptKey& each : keys) {
    runs *= static_cast<double>(each.values.size());
  }
  if (runs > static_cast<double>(kMostRuns)) {
    refuseSize(std::string(kOver), runs);
  }
}

}  // namespace

Sweep::Sweep(ExperimentReader experiment, std::vector<SweptKey> keys)
    : experiment_(std::move(experiment)), keys_(std::move(keys)) {
  for (const SweptKey& each : keys_) {
    runs_ *= each.values.size();
  }
}

std::vector<Setting> Sweep::values(std::size_t run) const {
  std::vector<Setting> values(keys_.size());
  for (std::size_t index = keys_.size(); index-- > 0;) {
    const std::vector<std::string>& all = keys_[index].values;
    values[index] = {keys_[index].key, all[run % all.size()]};
    run /= all.size();
  }
  return values;
}

void Sweep::check() const {
  for (std::size_t run = 0; run < runs_; ++run) {
    static_cast<void>(experiment(run));
  }
}

Sweep parseSweep(std::string_view text, const std::vector<Setting>& settings, const std::vector<Setting>& over) {
  const std::optional<Values> values = sweepJsonValues(text, unknownGroup);
  std::vector<SweptKey> keys;
  if (values) {
    checkSweep(*values);
    keys = sweptKeys(*values);
  }
  for (const Setting& each : over) {
    const std::string sweep = R"({"over":{)" + quotedText(each.key) + ":" + each.value + "}}";
    for (SweptKey& added : sweptKeys(sweepJsonValues(sweep, unknownGroup).value_or(Values()))) {
      const auto same =
          std::find_if(keys.begin(), keys.end(), [&added](const SweptKey& key) { return key.key == added.key; });
      if (same == keys.end()) {
        keys.push_back(std::move(added));
      } else {
        *same = std::move(added);
      }
    }
  }
  ExperimentReader experiment =
      values ? ExperimentReader(experimentValues(*values), settings) : ExperimentReader(text, settings);
  if (keys.empty()) {
    static_cast<void>(experiment.resolve());  // The likelier fault is another misspelt key.
  }
  refuseSizes(keys);
  return Sweep(std::move(experiment), std::move(keys));
}

std::optional<std::string> underflowNote(const Sweep& sweep) {
  std::size_t smallest = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t run = 0; run < sweep.runs(); ++run) {
    const Experiment experiment = sweep.experiment(run);
    const Network& network = experiment.network;
    const double scale =
        network.initScale / std::sqrt(static_cast<double>(network.width) * static_cast<double>(experiment.data.inputs));
    if (!network.initial && network.initialisation == Initialisation::balanced && scale < least) {
      smallest = run;
      least = scale;
    }
  }
  const auto note = underflowNote(sweep.experiment(smallest));
  return note ? std::optional("run " + groupedDigits(static_cast<double>(smallest)) + ": " + *note) : std::nullopt;
}

}  // namespace reluscope
