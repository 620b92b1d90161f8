#include "experiment/experiment_schema.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "experiment/experiment_writer.hpp"
#include "experiment/json.hpp"
#include "experiment/presets.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

/// What the keys mean, for editors and the page of reference.
constexpr std::array kMeanings{
    std::pair{"data.x", "The inputs x_i."},
    std::pair{"data.y", "The targets y_i, as many as the inputs."},
    std::pair{"network.width", "The number of hidden neurons."},
    std::pair{"network.initScale",
              "The scale λ of the initial weights; below 1e-30 only with the dynamics \\\"flow\\\"."},
    std::pair{"network.initialisation",
              "How the output weights begin: balanced (|a_j| = ‖(w_j, b_j)‖), unbalanced (drawn like the others), or "
              "dominated (smaller than that)."},
    std::pair{"network.hiddenBias", "Whether the hidden neurons have biases b_j."},
    std::pair{"network.outputBias", "Whether the output has a bias c, which begins at 0."},
    std::pair{"network.activation", "The activation φ, as PyTorch defines it."},
    std::pair{"network.seed", "The seed of PyTorch's random numbers."},
    std::pair{"training.dynamics",
              "Gradient descent, or gradient flow, to which it tends as its step goes to 0: for relu in float64."},
    std::pair{"training.learningRate", "The step of descent; under flow, iteration k is at time learningRate · k."},
    std::pair{"training.iterations", "The number of steps."},
    std::pair{"training.frameGrowth", "The ratio between the iterations of two frames, about."},
    std::pair{"training.precision", "The floating-point numbers of training."},
    std::pair{"training.engine",
              "How training is computed, which does not change the run; cells is for relu in float64."},
    std::pair{"training.tolerance", "The relative error of a step of flow."},
};

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string_view meaning(std::string_view key) {
  const auto* const found =
      std::find_if(kMeanings.begin(), kMeanings.end(), [key](const auto& each) { return each.first == key; });
  return found == kMeanings.end() ? "" : found->second;
}

/// A key's value as JSON in the text of a resolved experiment; nothing for lists.
std::optional<std::string> valueText(const std::vector<JsonValue>& values, std::string_view key) {
  const auto found =
      std::find_if(values.begin(), values.end(), [key](const JsonValue& each) { return each.key == key; });
  if (found == values.end() || found->kind == JsonValue::Kind::list) {
    return std::nullopt;
  }
  return found->kind == JsonValue::Kind::number ? numberText(found->number) : shown(*found);
}

/// The value that a key has where it is left out; nothing if that differs between presets.
std::optional<std::string> defaultText(std::string_view key) {
  std::optional<std::string> same;
  for (const Preset& preset : presets()) {
    const auto value = valueText(jsonValues(experimentText(preset.experiment)), key);
    if (!value || (same && *same != *value)) {
      return std::nullopt;
    }
    same = value;
  }
  return same;
}

ObjectText numbersSchema(const ObjectText& element, std::size_t most) {
  return ObjectText()
      .add("type", quoted("array"))
      .add("items", element)
      .add("minItems", 1.0)
      .add("maxItems", static_cast<double>(most));
}

ObjectText fieldSchema(const Field& field) {
  const ObjectText value = valueSchema(field);
  ObjectText schema = field.kind == FieldKind::numbers ? numbersSchema(value, kMostPoints) : value;
  schema.add("description", quoted(meaning(field.key)));
  if (const auto text = defaultText(field.key)) {
    schema.add("default", *text);
  }
  return schema;
}

/// The given initial weights.
ObjectText initialSchema() {
  const ObjectText weights = numbersSchema(ObjectText().add("type", quoted("number")),
                                           static_cast<std::size_t>(field("network.width").maximum));
  ObjectText properties;
  for (const char* name : {"w", "b", "a"}) {
    properties.add(name, weights);
  }
  properties.add("c", ObjectText().add("type", quoted("number")));
  return objectSchema(properties)
      .add("required", listText({quoted("w"), quoted("a")}))
      .add("description",
           quoted("Weights to start from, in lists of the same length. b may be left out without hiddenBias."));
}

/// {"properties": {NAME: schema}}: what a member has to be if it is there.
ObjectText where(std::string_view name, const ObjectText& schema) {
  return ObjectText().add("properties", ObjectText().add(name, schema));
}

/// `where` for a member that must be there.
ObjectText present(std::string_view name, const ObjectText& schema) {
  return where(name, schema).add("required", listText({quoted(name)}));
}

ObjectText constant(std::string_view json) { return ObjectText().add("const", json); }

std::string rule(const ObjectText& condition, const ObjectText& consequence) {
  return ObjectText().add("if", condition).add("then", consequence).text();
}

/// What goes together in `network`, whose presets all have hidden biases and no output bias.
std::vector<std::string> networkRules() {
  const ObjectText given = present("initial", ObjectText());
  std::vector<std::string> excluded;
  for (const char* name : {"width", "initScale", "initialisation", "seed"}) {
    excluded.push_back(present(name, ObjectText()).text());
  }
  const ObjectText noBias = present("hiddenBias", constant("false"));
  const ObjectText zeros = where("b", ObjectText().add("items", constant("0")));
  return {rule(given, ObjectText().add("not", ObjectText().add("anyOf", listText(excluded)))),
          ObjectText()
              .add("if", noBias)
              .add("then", where("initial", zeros))
              .add("else", where("initial", ObjectText().add("required", listText({quoted("b")}))))
              .text(),
          ObjectText()
              .add("if", present("outputBias", constant("true")))
              .add("then", ObjectText())
              .add("else", where("initial", where("c", constant("0"))))
              .text()};
}

/// What goes together beyond one section. All presets have descent, relu, float64 and the engine auto.
std::vector<std::string> rules() {
  const auto training = [](const char* name, const char* value) {
    return present("training", present(name, constant(quoted(value))));
  };
  const ObjectText relu = where("activation", constant(quoted("relu")));
  const auto exact = [&relu](ObjectText more) {
    return ObjectText().add("properties",
                            ObjectText().add("network", relu).add("training", ObjectText().add("properties", more)));
  };
  ObjectText doublePrecision;
  doublePrecision.add("precision", constant(quoted("float64")));
  ObjectText automatic = doublePrecision;
  automatic.add("engine", constant(quoted("auto")));
  const ObjectText tiny = present("network", present("initScale", ObjectText().add("exclusiveMaximum", 1e-30)));
  return {rule(training("dynamics", "flow"), exact(automatic)),
          rule(training("engine", "cells"), exact(doublePrecision)), rule(tiny, training("dynamics", "flow"))};
}

/// The sections with their keys; the rules of `network` if they are to hold.
ObjectText sections(bool hasRules) {
  ObjectText all;
  all.add(kSchemaKey, ObjectText());
  all.add("version", constant(numberText(kFormatVersion)).add("description", quoted("The version of the format.")));
  all.add("preset", presetSchema());
  for (const std::string_view section : {"data", "network", "training"}) {
    ObjectText properties;
    for (const Field& each : fields()) {
      if (each.key.starts_with(section)) {
        properties.add(each.key.substr(section.size() + 1), fieldSchema(each));
      }
    }
    const bool isNetwork = section == "network";
    if (isNetwork) {
      properties.add("initial", initialSchema());
    }
    ObjectText schema = objectSchema(properties);
    if (isNetwork && hasRules) {
      schema.add("allOf", listText(networkRules()));
    }
    all.add(section, schema);
  }
  return all;
}

}  // namespace

std::string listText(const std::vector<std::string>& elements) {
  std::string text;
  for (const std::string& each : elements) {
    text.append(text.empty() ? "[" : ",").append(each);
  }
  return text.empty() ? "[]" : text + "]";
}

ObjectText objectSchema(const ObjectText& properties) {
  return ObjectText().add("type", quoted("object")).add("additionalProperties", false).add("properties", properties);
}

ObjectText valueSchema(const Field& field) {
  switch (field.kind) {
    case FieldKind::boolean:
      return ObjectText().add("type", quoted("boolean"));
    case FieldKind::choice: {
      std::vector<std::string> choices(field.choices.size());
      std::transform(field.choices.begin(), field.choices.end(), choices.begin(), quoted);
      return ObjectText().add("enum", listText(choices));
    }
    case FieldKind::integer:
    case FieldKind::number:
    case FieldKind::numbers:
      break;
  }
  return ObjectText()
      .add("type", quoted(field.kind == FieldKind::integer ? "integer" : "number"))
      .add("minimum", field.minimum)
      .add("maximum", field.maximum);
}

ObjectText presetSchema() {
  std::vector<std::string> names;
  for (const Preset& preset : presets()) {
    names.push_back(constant(quoted(preset.name)).add("description", quotedText(preset.shows)).text());
  }
  return ObjectText()
      .add("oneOf", listText(names))
      .add("default", quoted(kDefaultPreset))
      .add("description", quoted("What the keys have that are left out."));
}

ObjectText keysSchema() { return objectSchema(sections(false)); }

std::string experimentSchema() {
  return ObjectText()
             .add("$schema", kSchemaDraft)
             .add("title", quoted("An experiment of ReLUscope"))
             .add("type", quoted("object"))
             .add("additionalProperties", false)
             .add("properties", sections(true))
             .add("allOf", listText(rules()))
             .text() +
         "\n";
}

}  // namespace reluscope
