#include "experiment/experiment_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "experiment/fields.hpp"
#include "experiment/input_values.hpp"
#include "experiment/json.hpp"
#include "experiment/presets.hpp"
#include "experiment/shape_reader.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

using Kind = JsonValue::Kind;

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

/// Whether the data that are given, or left to the preset, need the reader of other shapes.
bool hasOtherShape(const InputValues& input, const Data& data) {
  const auto isNested = [&input](const char* key) {
    const JsonValue* const value = input.find(key);
    return value != nullptr && value->isNested;
  };
  return input.has("data.teacher") || isNested("data.x") || isNested("data.y") || !data.isOnLine() || data.x.empty();
}

void readData(InputValues& input, Data& data) {
  input.requireObject("data");
  if (hasOtherShape(input, data)) {
    readOtherData(input, data);
    return;
  }
  for (const auto& [key, target] : {std::pair{"data.x", &data.x}, std::pair{"data.y", &data.y}}) {
    const Field& limits = field(key);
    input.take(key, limits.maximum, kMostPoints, allowed(limits), *target);
  }
  input.refuseUnknownKeys("data");
  refuseOtherLength("data.y", data.y.size(), "data.x", data.x.size());
}

/// Whether given weights need the reader of other shapes.
bool hasOtherShape(const InputValues& input) {
  const JsonValue* const w = input.find("network.initial.w");
  const JsonValue* const a = input.find("network.initial.a");
  const JsonValue* const c = input.find("network.initial.c");
  return (w != nullptr && w->isNested) || (a != nullptr && a->isNested) || (c != nullptr && c->kind == Kind::list);
}

Weights readInitial(InputValues& input, const Network& network, const Data& data) {
  for (const char* key : {"network.width", "network.initScale", "network.initialisation", "network.seed",
                          "network.clipping", "network.zeroOutput"}) {
    if (const JsonValue* const value = input.find(key)) {
      refuse(key, *value, "allowed beside network.initial, which gives the weights");
    }
  }
  input.requireObject("network.initial", "an object with the lists w, b and a");
  if (!data.isOnLine() || hasOtherShape(input)) {
    return readOtherInitial(input, network, data);
  }
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
    initial.c = {c->number};
  }
  input.refuseUnknownKeys("network.initial");
  if (initial.w.empty()) {
    throw ExperimentError("network.initial.w", "missing; it gives one number a neuron");
  }
  completeInitial(initial, network, 1);
  refuseOtherLength("network.initial.a", initial.a.size(), "network.initial.w", initial.w.size());
  return initial;
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
    if (input.has("network.clipping") || input.has("network.zeroOutput") || network.clipping || network.zeroOutput) {
      readAdjustments(input, network);
    }
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
  if (!experiment.data.isOnLine()) {
    refuseOtherShape(experiment);
  }
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
  readNetwork(input, experiment.data, experiment.network);
  readTraining(input, experiment.training);
  refuseWhatDoesNotGoTogether(experiment);
  return experiment;
}

}  // namespace

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
