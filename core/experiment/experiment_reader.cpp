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
#include "experiment/teacher.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

using Kind = JsonValue::Kind;

constexpr std::size_t kMostNeurons = 1'000'000;
constexpr std::int64_t kLeastProducts = 100;  // For each number that a teacher draws.

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
  return std::find(kOtherKeys.begin(), kOtherKeys.end(), key) != kOtherKeys.end() ||
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

  /// What a list may hold.
  struct Contents {
    double magnitude;              ///< Of each number.
    std::string_view each;         ///< Describes each number in messages.
    std::size_t mostRows;          ///< Elements of the list.
    std::size_t mostColumns = 0;   ///< Numbers of each element, if the elements may be lists.
    std::string_view column = {};  ///< What one of those is called.
  };

  /// Moves a list of numbers, or of lists of equally many, into `target`. Returns the length of those lists, 1 for
  /// numbers.
  std::size_t take(std::string_view key, const Contents& contents, std::vector<double>& target) {
    const JsonValue* const value = find(key);
    if (value == nullptr) {
      return 1;
    }
    if (value->kind != Kind::list || value->size == 0 || value->size > contents.mostRows) {
      refuse(key, *value, "a list of 1 to " + groupedDigits(static_cast<double>(contents.mostRows)) + ", each " +
                              std::string(contents.each) +
                              (contents.mostColumns > 0 ? ", or each a list of such numbers" : ""));
    }
    const auto refuseAt = [key](const std::string& at, std::string_view element, std::string_view expected) {
      throw ExperimentError(std::string(key) + at, std::string(element).append(" is not ").append(expected));
    };
    if (value->isNested && contents.mostColumns == 0) {
      refuseAt("[0]", "a list of " + groupedDigits(static_cast<double>(value->columns)), contents.each);
    }
    if (value->columns > contents.mostColumns) {
      refuseAt("[0]", "a list of " + groupedDigits(static_cast<double>(value->columns)),
               "a list of 1 to " + groupedDigits(static_cast<double>(contents.mostColumns)) + ", one for each " +
                   std::string(contents.column));
    }
    const std::size_t columns = value->isNested ? std::max<std::size_t>(value->columns, 1) : 1;
    for (std::size_t index = 0; index < value->numbers.size(); ++index) {
      if (!(std::abs(value->numbers[index]) <= contents.magnitude)) {
        refuseAt("[" + std::to_string(index / columns) + "]" +
                     (value->isNested ? "[" + std::to_string(index % columns) + "]" : ""),
                 groupedDigits(value->numbers[index]), contents.each);
      }
    }
    if (!value->odd.empty()) {
      const bool isRow = value->isNested && value->oddAt.find("][") == std::string::npos;
      refuseAt(value->oddAt, value->odd,
               !isRow ? std::string(contents.each)
               : value->columns == 0
                   ? "a list of 1 or more numbers"
                   : "a list of " + groupedDigits(static_cast<double>(value->columns)) + ", as the first is");
    }
    target = std::move(values_[static_cast<std::size_t>(value - values_.data())].numbers);
    return columns;
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

void refuseOtherLength(const std::string& key, std::size_t size, const char* other, std::size_t length) {
  if (size != length) {
    throw ExperimentError(key, "a list of " + std::to_string(size) + " is not as long as " + other + ", which has " +
                                   std::to_string(length));
  }
}

/// Fills in zeros for biases that are left out, and refuses inconsistent weights.
void completeInitial(Weights& initial, const Network& network, const Data& data) {
  const std::size_t width = initial.w.size() / data.inputs;
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

void readTeacher(InputValues& input, Teacher& teacher) {
  for (const char* key : {"data.x", "data.y"}) {
    if (const JsonValue* const value = input.find(key)) {
      refuse(key, *value, "allowed beside data.teacher, which draws the points");
    }
  }
  input.requireObject("data.teacher");
  input.readInteger("data.teacher.seed", teacher.seed);
  input.readInteger("data.teacher.points", teacher.points);
  input.readInteger("data.teacher.inputs", teacher.inputs);
  input.readInteger("data.teacher.width", teacher.width);
  input.refuseUnknownKeys("data.teacher");
  const double products = static_cast<double>(teacher.points) * static_cast<double>(teacher.inputs) *
                          static_cast<double>(std::max<std::int64_t>(teacher.width, kLeastProducts));
  if (products > kMostProducts) {
    throw ExperimentError("data.teacher", groupedDigits(static_cast<double>(teacher.points)) + " points of " +
                                              groupedDigits(static_cast<double>(teacher.inputs)) +
                                              " inputs are more than can be drawn; points × inputs is at most " +
                                              groupedDigits(kMostProducts / kLeastProducts) +
                                              ", and points × inputs × width at most " +
                                              groupedDigits(kMostProducts));
  }
}

void readData(InputValues& input, Data& data) {
  input.requireObject("data");
  if (input.has("data.teacher")) {
    Teacher teacher = data.teacher.value_or(Teacher{});
    readTeacher(input, teacher);
    data = {.x = {}, .y = {}, .teacher = teacher};
  } else if (input.has("data.x") || input.has("data.y")) {
    data.teacher.reset();
    const auto read = [&input](const char* key, std::size_t most, const char* column, std::vector<double>& target,
                               std::size_t columns) {
      const Field& limits = field(key);
      const std::string each = allowed(limits);
      const std::size_t taken = input.take(key, {limits.maximum, each, kMostPoints, most, column}, target);
      return input.has(key) ? taken : columns;
    };
    data.inputs = read("data.x", kMostInputs, "input", data.x, data.inputs);
    data.outputs = read("data.y", kMostOutputs, "output", data.y, data.outputs);
  }
  if (data.teacher && data.x.empty()) {
    data = drawnData(*data.teacher);
  }
  input.refuseUnknownKeys("data");
  refuseOtherLength("data.y", data.points(), "data.x", data.x.size() / data.inputs);
}

Weights readInitial(InputValues& input, const Network& network, const Data& data) {
  for (const char* key : {"network.width", "network.initScale", "network.initialisation", "network.seed",
                          "network.clipping", "network.zeroOutput"}) {
    if (const JsonValue* const value = input.find(key)) {
      refuse(key, *value, "allowed beside network.initial, which gives the weights");
    }
  }
  input.requireObject("network.initial", "an object with the lists w, b and a");
  constexpr double kLargest = std::numeric_limits<double>::max();
  constexpr std::string_view kEach = "a finite number";
  Weights initial;
  const std::size_t inputs =
      input.take("network.initial.w", {kLargest, kEach, kMostNeurons, kMostInputs, "input"}, initial.w);
  if (initial.w.empty()) {
    throw ExperimentError("network.initial.w", "missing; it gives one number a neuron");
  }
  if (inputs != data.inputs) {
    throw ExperimentError("network.initial.w", "weights for " + std::to_string(inputs) + " inputs do not go with " +
                                                   std::to_string(data.inputs) + " in data.x");
  }
  input.take("network.initial.b", {kLargest, kEach, kMostNeurons}, initial.b);
  const std::size_t width = initial.w.size() / inputs;
  const std::size_t columns =
      input.take("network.initial.a", {kLargest, kEach, kMostNeurons, kMostNeurons, "neuron"}, initial.a);
  const JsonValue* const a = input.find("network.initial.a");
  const bool isNested = a != nullptr && a->isNested;
  refuseOtherLength("network.initial.a", isNested ? columns : initial.a.size(), "network.initial.w", width);
  const std::size_t outputs = initial.a.size() / width;
  if (outputs != data.outputs) {
    throw ExperimentError("network.initial.a", "weights for " + std::to_string(outputs) + " outputs do not go with " +
                                                   std::to_string(data.outputs) + " in data.y");
  }
  initial.a = byNeuron(initial.a, outputs);
  initial.c.assign(outputs, 0.0);
  if (const JsonValue* const c = input.find("network.initial.c")) {
    if (c->kind == Kind::list) {
      input.take("network.initial.c", {kLargest, kEach, kMostOutputs}, initial.c);
    } else if (c->kind == Kind::number) {
      initial.c = {c->number};
    } else {
      refuse("network.initial.c", *c, outputs == 1 ? "a finite number" : "a list of finite numbers");
    }
    refuseOtherLength("network.initial.c", initial.c.size(), "network.initial.a", outputs);
  }
  input.refuseUnknownKeys("network.initial");
  completeInitial(initial, network, data);
  return initial;
}

void readClipping(InputValues& input, std::optional<std::array<double, 2>>& clipping) {
  const JsonValue* const value = input.find("network.clipping");
  if (value == nullptr) {
    return;
  }
  if (value->kind == Kind::null) {
    clipping.reset();
    return;
  }
  const bool isPair = value->kind == Kind::list && value->odd.empty() && !value->isNested && value->size == 2;
  if (!isPair || !(value->numbers[0] >= 0 && value->numbers[0] <= value->numbers[1] && value->numbers[1] <= 1e6)) {
    refuse("network.clipping", *value, "[min, max], two numbers from 0 to 1,000,000, the smaller one first, or null");
  }
  clipping = {value->numbers[0], value->numbers[1]};
}

void readNetwork(InputValues& input, const Data& data, Network& network) {
  input.requireObject("network");
  input.read("network.hiddenBias", network.hiddenBias);
  input.read("network.outputBias", network.outputBias);
  input.readChoice("network.activation", network.activation);
  if (input.has("network.initial")) {
    network.clipping.reset();
    network.zeroOutput = false;
    network.initial = readInitial(input, network, data);
    network.width = static_cast<std::int64_t>(network.initial->b.size());
  } else {
    input.readInteger("network.width", network.width);
    input.read("network.initScale", network.initScale);
    input.readChoice("network.initialisation", network.initialisation);
    readClipping(input, network.clipping);
    input.read("network.zeroOutput", network.zeroOutput);
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

void refuseUnlessOnLine(const Data& data, const char* chosen, const char* choice, const char* advice) {
  if (!data.isOnLine()) {
    throw ExperimentError(chosen, std::string(choice) + " needs data with one input and one output, not " +
                                      std::to_string(data.inputs) + " and " + std::to_string(data.outputs) + "; " +
                                      advice);
  }
}

void refuseTooLarge(const Experiment& experiment) {
  const Data& data = experiment.data;
  const double products = static_cast<double>(experiment.network.width) * static_cast<double>(data.x.size());
  if (!data.isOnLine() && products > kMostProducts) {
    throw ExperimentError("network.width",
                          groupedDigits(static_cast<double>(experiment.network.width)) + " neurons, " +
                              groupedDigits(static_cast<double>(data.points())) + " points and " +
                              groupedDigits(static_cast<double>(data.inputs)) + " inputs make a product of " +
                              groupedDigits(products) + ", which is not a number up to " +
                              groupedDigits(kMostProducts) + ": take fewer neurons, points or inputs");
  }
}

/// Of what draws the initial weights.
void refuseDrawing(const Network& network) {
  if (network.clipping && network.outputBias) {
    throw ExperimentError("network.clipping",
                          "needs network.outputBias false, since the norm of a neuron has no part in an output bias");
  }
  if (network.zeroOutput && network.width % 2 != 0) {
    throw ExperimentError("network.zeroOutput",
                          "true needs an even network.width, not " + std::to_string(network.width));
  }
}

void refuseWhatDoesNotGoTogether(const Experiment& experiment) {
  const Training& training = experiment.training;
  refuseDrawing(experiment.network);
  refuseTooLarge(experiment);
  if (training.dynamics == Dynamics::flow) {
    constexpr const char* advice = "\"descent\" takes any";
    refuseUnlessExact(experiment, "training.dynamics", "\"flow\"", advice);
    refuseUnlessOnLine(experiment.data, "training.dynamics", "\"flow\"", advice);
    refuseBeside("training.dynamics", "\"flow\"", "training.engine", "\"auto\"",
                 choiceText("training.engine", training.engine), advice);
  } else if (!experiment.network.initial && experiment.network.initScale < kLeastScaleOfDescent) {
    throw ExperimentError("network.initScale", numberText(experiment.network.initScale) +
                                                   " is below 1e-30, which needs training.dynamics \"flow\"");
  }
  if (training.engine == EngineChoice::cells) {
    constexpr const char* advice = "\"auto\" or \"dense\" will do";
    refuseUnlessExact(experiment, "training.engine", "\"cells\"", advice);
    refuseUnlessOnLine(experiment.data, "training.engine", "\"cells\"", advice);
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
  readNetwork(input, experiment.data, experiment.network);
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
