#include "experiment/experiment_schema.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "experiment/experiment_writer.hpp"
#include "experiment/input_values.hpp"
#include "experiment/json.hpp"
#include "experiment/presets.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

/// What the keys mean, for editors and the page of reference.
constexpr std::array kMeanings{
    std::pair{"data.x", "The inputs x_i: n numbers, or n lists of d numbers, all as long as the first."},
    std::pair{"data.y", "The targets y_i, as many as the inputs: n numbers, or n lists of o numbers."},
    std::pair{"data.teacher",
              "Draws the points in place of x and y: a network without biases, whose outputs they have, after "
              "torch.manual_seed(seed)."},
    std::pair{"data.teacher.seed", "The seed of PyTorch's random numbers."},
    std::pair{"data.teacher.points", "The number of points n."},
    std::pair{"data.teacher.inputs", "The number of inputs d."},
    std::pair{"data.teacher.width", "The number of neurons of the teacher."},
    std::pair{"network.width", "The number of hidden neurons."},
    std::pair{"network.initScale",
              "The scale λ of the initial weights; below 1e-30 only with the dynamics \\\"flow\\\"."},
    std::pair{"network.initialisation",
              "How the output weights begin: balanced (|a_j| = ‖(w_j, b_j)‖), unbalanced (drawn like the others), or "
              "dominated (smaller than that)."},
    std::pair{"network.clipping",
              "[min, max]: the smallest and largest norm of a neuron as drawn, in units of 1/√width; those beyond are "
              "scaled to it. Without an output bias."},
    std::pair{"network.zeroOutput",
              "Whether the second half of the neurons begins as the first with a_j negated, so that the network begins "
              "as 0. It needs an even width, and is false unless given."},
    std::pair{
        "network.initial",
        "Weights to start from: w of m numbers, or of m lists of d; b of m numbers, which may be left out without "
        "hiddenBias; a of m numbers, or of o lists of m; c a number, or o numbers."},
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
    std::pair{"training.firstIteration",
              "The number of the iteration that the run begins with: more than 0 where it goes on from another run."},
};

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string_view meaning(std::string_view key) {
  for (const auto& [name, text] : kMeanings) {
    if (name == key) {
      return text;
    }
  }
  return "";
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

/// The value that a key has where it is left out; nothing if that differs between presets that have it.
std::optional<std::string> defaultText(std::string_view key) {
  std::optional<std::string> same;
  for (const Preset& preset : presets()) {
    const auto value = valueText(jsonValues(experimentText(preset.experiment)), key);
    if (!value) {
      continue;  // The preset gives weights.
    }
    if (same && *same != *value) {
      return std::nullopt;
    }
    same = value;
  }
  return same;
}

ObjectText list(const ObjectText& element, std::size_t most) {
  return ObjectText()
      .add("type", quoted("array"))
      .add("items", element)
      .add("minItems", 1.0)
      .add("maxItems", static_cast<double>(most));
}

ObjectText either(const ObjectText& one, const ObjectText& other) {
  return ObjectText().add("anyOf", listText({one.text(), other.text()}));
}

/// Up to `most` numbers, or lists of up to `columns`.
ObjectText listOrLists(const ObjectText& number, std::size_t most, std::size_t columns) {
  return either(list(number, most), list(list(number, columns), most));
}

ObjectText described(ObjectText schema, std::string_view key) {
  return schema.add("description", quoted(meaning(key)));
}

ObjectText fieldSchema(const Field& field) {
  const ObjectText value = valueSchema(field);
  const std::size_t columns = field.key == "data.x" ? kMostInputs : kMostOutputs;
  ObjectText schema =
      described(field.kind == FieldKind::numbers ? listOrLists(value, kMostPoints, columns) : value, field.key);
  if (const auto text = defaultText(field.key)) {
    schema.add("default", *text);
  }
  return schema;
}

/// The fields of a section without those of the sections in it, as properties.
ObjectText fieldsIn(std::string_view section) {
  ObjectText properties;
  for (const Field& each : fields()) {
    const std::string_view name = nameWithin(section, each.key);
    if (!name.empty() && name.find('.') == std::string_view::npos) {
      properties.add(name, fieldSchema(each));
    }
  }
  return properties;
}

/// The given initial weights.
ObjectText initialSchema() {
  const ObjectText number = ObjectText().add("type", quoted("number"));
  const ObjectText properties = ObjectText()
                                    .add("w", listOrLists(number, kMostNeurons, kMostInputs))
                                    .add("b", list(number, kMostNeurons))
                                    .add("a", listOrLists(number, kMostNeurons, kMostNeurons))
                                    .add("c", either(number, list(number, kMostOutputs)));
  return described(objectSchema(properties).add("required", listText({quoted("w"), quoted("a")})), "network.initial");
}

ObjectText clippingSchema() {
  const ObjectText bound = ObjectText().add("type", quoted("number")).add("minimum", 0.0).add("maximum", kMostClipping);
  return described(either(list(bound, 2).add("minItems", 2.0), ObjectText().add("type", quoted("null"))),
                   "network.clipping");
}

/// {"properties": {NAME: schema}}: what a member has to be if it is there.
ObjectText where(std::string_view name, const ObjectText& schema) {
  return ObjectText().add("properties", ObjectText().add(name, schema));
}

/// `where` for a member that must be there.
ObjectText present(std::string_view name, const ObjectText& schema = {}) {
  return where(name, schema).add("required", listText({quoted(name)}));
}

ObjectText constant(std::string_view json) { return ObjectText().add("const", json); }

ObjectText negated(const ObjectText& schema) { return ObjectText().add("not", schema); }

ObjectText allOf(const std::vector<ObjectText>& schemas) {
  std::vector<std::string> texts(schemas.size());
  std::transform(schemas.begin(), schemas.end(), texts.begin(), [](const ObjectText& each) { return each.text(); });
  return ObjectText().add("allOf", listText(texts));
}

ObjectText rule(const ObjectText& condition, const ObjectText& consequence) {
  return ObjectText().add("if", condition).add("then", consequence);
}

/// Where the preset is one of which something is true.
template <class IsTrue>
ObjectText presetWhere(IsTrue isTrue) {
  std::vector<std::string> names;
  bool isDefaultOne = false;
  for (const Preset& preset : presets()) {
    if (isTrue(preset.experiment)) {
      names.push_back(quoted(preset.name));
      isDefaultOne = isDefaultOne || preset.name == kDefaultPreset;
    }
  }
  if (names.empty()) {
    return negated({});
  }
  const ObjectText among = ObjectText().add("enum", listText(names));
  return isDefaultOne ? where("preset", among) : present("preset", among);
}

/// Where a key of a section has this value, by itself or by the preset.
ObjectText has(std::string_view section, std::string_view name, const std::string& value) {
  const std::string key = std::string(section).append(".").append(name);
  const ObjectText byPreset = presetWhere(
      [&](const Experiment& experiment) { return valueText(jsonValues(experimentText(experiment)), key) == value; });
  return either(present(section, present(name, constant(value))),
                allOf({negated(present(section, present(name))), byPreset}));
}

/// Where the data have one input.
ObjectText hasOneInput() {
  const ObjectText given = either(present("x"), present("teacher"));
  const ObjectText byData = either(present("x", ObjectText().add("items", ObjectText().add("maxItems", 1.0))),
                                   present("teacher", present("inputs", constant("1"))));
  const ObjectText byPreset = presetWhere([](const Experiment& experiment) { return experiment.data.inputs == 1; });
  return either(present("data", byData), allOf({negated(present("data", given)), byPreset}));
}

/// Where the data have one output. A teacher has one.
ObjectText hasOneOutput() {
  const ObjectText given = either(present("y"), present("teacher"));
  const ObjectText byData =
      either(present("y", ObjectText().add("items", ObjectText().add("maxItems", 1.0))), present("teacher"));
  const ObjectText byPreset = presetWhere([](const Experiment& experiment) { return experiment.data.outputs == 1; });
  return either(present("data", byData), allOf({negated(present("data", given)), byPreset}));
}

/// What goes together in `data` and `network`, whatever the preset.
ObjectText sectionRules(std::string_view section) {
  if (section == "data") {
    return rule(present("teacher"), negated(either(present("x"), present("y"))));
  }
  std::vector<std::string> excluded;
  for (const char* name : {"width", "initScale", "initialisation", "seed", "clipping", "zeroOutput"}) {
    excluded.push_back(present(name).text());
  }
  return allOf({rule(present("initial"), negated(ObjectText().add("anyOf", listText(excluded)))),
                rule(present("zeroOutput", constant("true")), where("width", ObjectText().add("multipleOf", 2.0)))});
}

/// What goes together beyond one section, or by the preset. All presets have descent and an even width, and none clips.
std::vector<std::string> rules() {
  const auto training = [](const char* name, const char* value) {
    return present("training", present(name, constant(quoted(value))));
  };
  const auto initial = [](const ObjectText& schema) { return where("network", where("initial", schema)); };
  const ObjectText zero = either(constant("0"), ObjectText().add("type", quoted("array")).add("items", constant("0")));
  const ObjectText hasOutputBias = has("network", "outputBias", "true");
  const ObjectText clips = present("network", present("clipping", ObjectText().add("type", quoted("array"))));
  const ObjectText exact = allOf({has("network", "activation", quoted("relu")),
                                  has("training", "precision", quoted("float64")), hasOneInput(), hasOneOutput()});
  const ObjectText tiny = present("network", present("initScale", ObjectText().add("exclusiveMaximum", 1e-30)));
  std::vector<std::string> texts;
  for (const ObjectText& each :
       {rule(has("network", "hiddenBias", "false"), initial(where("b", zero)))
            .add("else", initial(ObjectText().add("required", listText({quoted("b")})))),
        rule(hasOutputBias, negated(clips)).add("else", initial(where("c", zero))),
        rule(training("dynamics", "flow"), allOf({exact, has("training", "engine", quoted("auto"))})),
        rule(training("engine", "cells"), exact), rule(tiny, training("dynamics", "flow"))}) {
    texts.push_back(each.text());
  }
  return texts;
}

/// The sections with their keys; the rules within each if they are to hold.
ObjectText sections(bool hasRules) {
  ObjectText all;
  all.add(kSchemaKey, ObjectText());
  all.add("version", constant(numberText(kFormatVersion)).add("description", quoted("The version of the format.")));
  all.add("preset", presetSchema());
  for (const std::string_view section : {"data", "network", "training"}) {
    ObjectText properties = fieldsIn(section);
    if (section == "data") {
      properties.add("teacher", described(objectSchema(fieldsIn("data.teacher")), "data.teacher"));
    } else if (section == "network") {
      properties.add("clipping", clippingSchema()).add("initial", initialSchema());
    }
    ObjectText schema = objectSchema(properties);
    if (hasRules && section != "training") {
      schema.add("allOf", listText({sectionRules(section).text()}));
    }
    all.add(section, schema);
  }
  return all;
}

}  // namespace

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
