#include "experiment/experiment_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "experiment/fields.hpp"
#include "experiment/json.hpp"
#include "experiment/presets.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

using Kind = JsonValue::Kind;

constexpr std::size_t kMostNeurons = 1'000'000;

/// The keys that are not fields.
constexpr std::array<std::string_view, 10> kOtherKeys{"version",
                                                      "preset",
                                                      "data",
                                                      "network",
                                                      "training",
                                                      "network.initial",
                                                      "network.initial.w",
                                                      "network.initial.b",
                                                      "network.initial.a",
                                                      "network.initial.c"};

/// The keys whose values are objects.
constexpr std::array<std::string_view, 4> kSections{"data", "network", "network.initial", "training"};

/// The rest of a key after its section ("" is the whole experiment); empty if the key is not in that section.
std::string_view nameWithin(std::string_view section, std::string_view key) {
  if (section.empty()) {
    return key;
  }
  const bool isWithin = key.size() > section.size() && key.starts_with(section) && key[section.size()] == '.';
  return isWithin ? key.substr(section.size() + 1) : std::string_view();
}

[[noreturn]] void refuse(std::string_view key, const JsonValue& value, std::string_view expected) {
  throw ExperimentError(std::string(key), shown(value).append(" is not ").append(expected));
}

[[noreturn]] void refuse(const Field& field, const JsonValue& value) { refuse(field.key, value, allowed(field)); }

bool isKnown(std::string_view key) {
  const auto all = fields();
  return key == kSchemaKey || std::find(kOtherKeys.begin(), kOtherKeys.end(), key) != kOtherKeys.end() ||
         std::any_of(all.begin(), all.end(), [key](const Field& field) { return field.key == key; }) || key.empty();
}

/// The values of an experiment's text and of settings. Of two values of one key the later counts.
class InputValues {
 public:
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
    if (!value->firstNonNumber.empty()) {
      refuseElement(value->numbers.size(), value->firstNonNumber);
    }
    target = std::move(values_[static_cast<std::size_t>(value - values_.data())].numbers);
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

  [[nodiscard]] static std::string namesWithin(std::string_view section) {
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

  std::vector<JsonValue> values_;
};

Experiment startingPoint(const InputValues& input) {
  const JsonValue* const version = input.find("version");
  if (version != nullptr && (version->kind != Kind::number || version->number != kFormatVersion)) {
    refuse("version", *version, numberText(kFormatVersion));
  }
  const JsonValue* const name = input.find("preset");
  const Preset* const preset =
      name == nullptr ? findPreset(kDefaultPreset) : (name->kind == Kind::text ? findPreset(name->text) : nullptr);
  if (preset == nullptr) {
    refuse("preset", *name, "one of " + presetNames());
  }
  return preset->experiment;
}

void refuseOtherLength(const std::string& key, const std::vector<double>& list, const char* other, std::size_t length) {
  if (list.size() != length) {
    throw ExperimentError(key, "a list of " + std::to_string(list.size()) + " is not as long as " + other +
                                   ", which has " + std::to_string(length));
  }
}

/// Fills in zeros for hidden biases that are left out, and refuses inconsistent weights.
void completeInitial(Weights& initial, bool hiddenBias, bool outputBias) {
  const std::size_t width = initial.w.size();
  if (width == 0) {
    throw ExperimentError("network.initial.w", "missing; it gives one number a neuron");
  }
  if (!hiddenBias && initial.b.empty()) {
    initial.b.assign(width, 0.0);
  }
  refuseOtherLength("network.initial.b", initial.b, "network.initial.w", width);
  refuseOtherLength("network.initial.a", initial.a, "network.initial.w", width);
  if (!hiddenBias && std::any_of(initial.b.begin(), initial.b.end(), [](double bias) { return bias != 0; })) {
    throw ExperimentError("network.initial.b", "only zeros go with network.hiddenBias false");
  }
  if (!outputBias && initial.c != 0) {
    throw ExperimentError("network.initial.c", numberText(initial.c) + " needs network.outputBias true");
  }
}

void readData(InputValues& input, Data& data) {
  input.requireObject("data");
  for (const auto& [key, target] : {std::pair{"data.x", &data.x}, std::pair{"data.y", &data.y}}) {
    const Field& limits = field(key);
    input.take(key, limits.maximum, kMostPoints, allowed(limits), *target);
  }
  input.refuseUnknownKeys("data");
  refuseOtherLength("data.y", data.y, "data.x", data.x.size());
}

Weights readInitial(InputValues& input, bool hiddenBias, bool outputBias) {
  for (const char* key : {"network.width", "network.initScale", "network.initialisation", "network.seed"}) {
    if (const JsonValue* const value = input.find(key)) {
      refuse(key, *value, "allowed beside network.initial, which gives the weights");
    }
  }
  input.requireObject("network.initial", "an object with the lists w, b and a");
  constexpr double kLargest = std::numeric_limits<double>::max();
  Weights initial;
  for (const auto& [key, target] :
       {std::pair{"network.initial.w", &initial.w}, std::pair{"network.initial.b", &initial.b},
        std::pair{"network.initial.a", &initial.a}}) {
    input.take(key, kLargest, kMostNeurons, "a finite number", *target);
  }
  if (const JsonValue* const c = input.find("network.initial.c")) {
    if (c->kind != Kind::number) {
      refuse("network.initial.c", *c, "a finite number");
    }
    initial.c = c->number;
  }
  input.refuseUnknownKeys("network.initial");
  completeInitial(initial, hiddenBias, outputBias);
  return initial;
}

void readNetwork(InputValues& input, Network& network) {
  input.requireObject("network");
  input.read("network.hiddenBias", network.hiddenBias);
  input.read("network.outputBias", network.outputBias);
  input.readChoice("network.activation", network.activation);
  if (input.has("network.initial")) {
    network.initial = readInitial(input, network.hiddenBias, network.outputBias);
    network.width = static_cast<std::int64_t>(network.initial->w.size());
  } else {
    input.readInteger("network.width", network.width);
    input.read("network.initScale", network.initScale);
    input.readChoice("network.initialisation", network.initialisation);
    input.readInteger("network.seed", network.seed);
  }
  input.refuseUnknownKeys("network");
}

void readTraining(const InputValues& input, Training& training) {
  input.requireObject("training");
  input.readChoice("training.dynamics", training.dynamics);
  input.read("training.learningRate", training.learningRate);
  input.readInteger("training.iterations", training.iterations);
  input.read("training.frameGrowth", training.frameGrowth);
  input.readChoice("training.precision", training.precision);
  input.readChoice("training.engine", training.engine);
  input.read("training.tolerance", training.tolerance);
  input.refuseUnknownKeys("training");
}

/// Refuses the value of `key` beside the `choice` of another key, which needs one value.
void refuseBeside(const char* chosen, const char* choice, const char* key, const char* needed, const std::string& value,
                  const char* advice) {
  if (value != needed) {
    throw ExperimentError(chosen, std::string(choice)
                                      .append(" needs ")
                                      .append(key)
                                      .append(" ")
                                      .append(needed)
                                      .append(", not ")
                                      .append(value)
                                      .append("; ")
                                      .append(advice));
  }
}

/// Refuses what neither the cells engine nor flow takes.
void refuseUnlessExact(const Experiment& experiment, const char* chosen, const char* choice, const char* advice) {
  refuseBeside(chosen, choice, "network.activation", "\"relu\"",
               choiceText("network.activation", experiment.network.activation), advice);
  refuseBeside(chosen, choice, "training.precision", "\"float64\"",
               choiceText("training.precision", experiment.training.precision), advice);
}

/// The smallest initial scale of descent; PyTorch's float32 has hardly any smaller numbers.
constexpr double kLeastScaleOfDescent = 1e-30;

void refuseWhatDoesNotGoTogether(const Experiment& experiment) {
  const Training& training = experiment.training;
  if (training.dynamics == Dynamics::flow) {
    constexpr const char* advice = "\"descent\" takes any";
    refuseUnlessExact(experiment, "training.dynamics", "\"flow\"", advice);
    refuseBeside("training.dynamics", "\"flow\"", "training.engine", "\"auto\"",
                 choiceText("training.engine", training.engine), advice);
  } else if (!experiment.network.initial && experiment.network.initScale < kLeastScaleOfDescent) {
    throw ExperimentError("network.initScale", numberText(experiment.network.initScale) +
                                                   " is below 1e-30, which needs training.dynamics \"flow\"");
  }
  if (training.engine == EngineChoice::cells) {
    refuseUnlessExact(experiment, "training.engine", "\"cells\"", "\"auto\" or \"dense\" will do");
  }
}

void add(std::vector<JsonValue>& values, const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) {
    for (JsonValue& value : jsonValues(setting.value, setting.key, sectionOfUnknown)) {
      values.push_back(std::move(value));
    }
  }
}

Experiment resolved(std::vector<JsonValue> values) {
  InputValues input(std::move(values));
  if (const JsonValue* const whole = input.find(""); whole->kind != Kind::object) {
    throw ExperimentError("", "an experiment is one JSON object, not " + shown(*whole));
  }
  Experiment experiment = startingPoint(input);
  input.refuseUnknownKeys("");
  readData(input, experiment.data);
  readNetwork(input, experiment.network);
  readTraining(input, experiment.training);
  refuseWhatDoesNotGoTogether(experiment);
  return experiment;
}

}  // namespace

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

Experiment parseExperiment(std::string_view text, const std::vector<Setting>& settings) {
  std::vector<JsonValue> values = jsonValues(text, sectionOfUnknown);
  add(values, settings);
  return resolved(std::move(values));
}

ExperimentReader::ExperimentReader(std::string_view text, const std::vector<Setting>& settings)
    : ExperimentReader(jsonValues(text, sectionOfUnknown), settings) {}

ExperimentReader::ExperimentReader(std::vector<JsonValue> values, const std::vector<Setting>& settings)
    : values_(std::move(values)) {
  add(values_, settings);
}

Experiment ExperimentReader::resolve(const std::vector<Setting>& settings) const {
  std::vector<JsonValue> values = values_;
  add(values, settings);
  return resolved(std::move(values));
}

}  // namespace reluscope
