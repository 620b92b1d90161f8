#include "experiment/fields.hpp"

#include <algorithm>
#include <array>

#include "text/number_text.hpp"

namespace reluscope {
namespace {

constexpr double kMagnitude = 1e6;
constexpr double kMaxSeed = 4'294'967'295;

constexpr std::array<std::string_view, 3> kInitialisations{"balanced", "unbalanced", "dominated"};
constexpr std::array<std::string_view, 5> kActivations{"relu", "leaky-relu", "gelu", "softplus", "tanh"};
constexpr std::array<std::string_view, 2> kDynamics{"descent", "flow"};
constexpr std::array<std::string_view, 2> kPrecisions{"float32", "float64"};
constexpr std::array<std::string_view, 3> kEngines{"auto", "dense", "cells"};

constexpr std::array kFields{
    Field{"data.x", FieldKind::numbers, -kMagnitude, kMagnitude},
    Field{"data.y", FieldKind::numbers, -kMagnitude, kMagnitude},
    Field{"data.teacher.seed", FieldKind::integer, 0, kMaxSeed},
    Field{"data.teacher.points", FieldKind::integer, 1, kMostPoints},
    Field{"data.teacher.inputs", FieldKind::integer, 1, kMostInputs},
    Field{"data.teacher.width", FieldKind::integer, 1, 1e3},
    Field{"network.width", FieldKind::integer, 1, 1e6},
    Field{"network.initScale", FieldKind::number, 1e-150, 1e3},
    Field{"network.initialisation", FieldKind::choice, 0, 0, kInitialisations},
    Field{"network.zeroOutput", FieldKind::boolean},
    Field{"network.hiddenBias", FieldKind::boolean},
    Field{"network.outputBias", FieldKind::boolean},
    Field{"network.activation", FieldKind::choice, 0, 0, kActivations},
    Field{"network.seed", FieldKind::integer, 0, kMaxSeed},
    Field{"training.dynamics", FieldKind::choice, 0, 0, kDynamics},
    Field{"training.learningRate", FieldKind::number, 1e-12, 1e3},
    Field{"training.iterations", FieldKind::integer, 1, 1e8},
    Field{"training.frameGrowth", FieldKind::number, 1, 10},
    Field{"training.precision", FieldKind::choice, 0, 0, kPrecisions},
    Field{"training.engine", FieldKind::choice, 0, 0, kEngines},
    Field{"training.tolerance", FieldKind::number, 1e-13, 1e-3},
};

}  // namespace

std::span<const Field> fields() { return kFields; }

const Field& field(std::string_view key) {
  return *std::find_if(kFields.begin(), kFields.end(), [key](const Field& each) { return each.key == key; });
}

std::string allowed(const Field& field) {
  switch (field.kind) {
    case FieldKind::boolean:
      return "true or false";
    case FieldKind::choice: {
      std::string words = "one of ";
      for (const std::string_view choice : field.choices) {
        words += words.ends_with(' ') ? "" : ", ";
        words += choice;
      }
      return words;
    }
    case FieldKind::integer:
      return "a whole number from " + groupedDigits(field.minimum) + " to " + groupedDigits(field.maximum);
    case FieldKind::number:
    case FieldKind::numbers:
      return "a number from " + groupedDigits(field.minimum) + " to " + groupedDigits(field.maximum);
  }
  return {};
}

}  // namespace reluscope
