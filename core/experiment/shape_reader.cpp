#include "experiment/shape_reader.hpp"

#include <limits>

#include "experiment/teacher.hpp"

namespace reluscope {
namespace {

using Kind = JsonValue::Kind;

constexpr std::int64_t kLeastProducts = 50;  // For each number that a teacher draws.

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
std::size_t take(InputValues& input, std::string_view key, const Contents& contents, std::vector<double>& target) {
  const JsonValue* const value = input.find(key);
  if (value == nullptr) {
    return 1;
  }
  if (value->kind != Kind::list || value->size == 0 || value->size > contents.mostRows) {
    refuse(key, *value,
           "a list of 1 to " + groupedDigits(static_cast<double>(contents.mostRows)) + ", each " +
               std::string(contents.each) + (contents.mostColumns > 0 ? ", or each a list of such numbers" : ""));
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
  target = input.takeNumbers(*value);
  return columns;
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
                                              ", and points × inputs × width at most " + groupedDigits(kMostProducts));
  }
}

void readClipping(const InputValues& input, std::optional<std::array<double, 2>>& clipping) {
  const JsonValue* const value = input.find("network.clipping");
  if (value == nullptr) {
    return;
  }
  if (value->kind == Kind::null) {
    clipping.reset();
    return;
  }
  const bool isPair = value->kind == Kind::list && value->odd.empty() && !value->isNested && value->size == 2;
  if (!isPair ||
      !(value->numbers[0] >= 0 && value->numbers[0] <= value->numbers[1] && value->numbers[1] <= kMostClipping)) {
    refuse("network.clipping", *value,
           "[min, max], two numbers from 0 to " + groupedDigits(kMostClipping) + ", the smaller one first, or null");
  }
  clipping = {value->numbers[0], value->numbers[1]};
}

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
    throw ExperimentError("network.width", groupedDigits(static_cast<double>(experiment.network.width)) + " neurons, " +
                                               groupedDigits(static_cast<double>(data.points())) + " points and " +
                                               groupedDigits(static_cast<double>(data.inputs)) +
                                               " inputs make a product of " + groupedDigits(products) +
                                               ", which is not a number up to " + groupedDigits(kMostProducts) +
                                               ": take fewer neurons, points or inputs");
  }
}

}  // namespace

void readOtherData(InputValues& input, Data& data) {
  if (input.has("data.teacher")) {
    Teacher teacher = data.teacher.value_or(Teacher{});
    readTeacher(input, teacher);
    data = {.x = {}, .y = {}, .teacher = teacher};
  } else if (input.has("data.x") || input.has("data.y")) {
    if (data.teacher) {
      data = drawnData(*data.teacher);  // For what is not given.
    }
    data.teacher.reset();
    const auto read = [&input](const char* key, std::size_t most, const char* column, std::vector<double>& target,
                               std::size_t columns) {
      const Field& limits = field(key);
      const std::string each = allowed(limits);
      const std::size_t taken = take(input, key, {limits.maximum, each, kMostPoints, most, column}, target);
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

Weights readOtherInitial(InputValues& input, const Network& network, const Data& data) {
  constexpr double kLargest = std::numeric_limits<double>::max();
  constexpr std::string_view kEach = "a finite number";
  Weights initial;
  const std::size_t inputs =
      take(input, "network.initial.w", {kLargest, kEach, kMostNeurons, kMostInputs, "input"}, initial.w);
  if (initial.w.empty()) {
    throw ExperimentError("network.initial.w", "missing; it gives one number a neuron");
  }
  if (inputs != data.inputs) {
    throw ExperimentError("network.initial.w", "weights for " + std::to_string(inputs) + " inputs do not go with " +
                                                   std::to_string(data.inputs) + " in data.x");
  }
  take(input, "network.initial.b", {kLargest, kEach, kMostNeurons}, initial.b);
  const std::size_t width = initial.w.size() / inputs;
  const std::size_t columns =
      take(input, "network.initial.a", {kLargest, kEach, kMostNeurons, kMostNeurons, "neuron"}, initial.a);
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
      take(input, "network.initial.c", {kLargest, kEach, kMostOutputs}, initial.c);
    } else if (c->kind == Kind::number) {
      initial.c = {c->number};
    } else {
      refuse("network.initial.c", *c, outputs == 1 ? "a finite number" : "a list of finite numbers");
    }
    refuseOtherLength("network.initial.c", initial.c.size(), "network.initial.a", outputs);
  }
  input.refuseUnknownKeys("network.initial");
  completeInitial(initial, network, inputs);
  return initial;
}

void readAdjustments(const InputValues& input, Network& network) {
  readClipping(input, network.clipping);
  input.read("network.zeroOutput", network.zeroOutput);
  if (network.clipping && network.outputBias) {
    throw ExperimentError("network.clipping",
                          "needs network.outputBias false, since the norm of a neuron has no part in an output bias");
  }
  if (network.zeroOutput && network.width % 2 != 0) {
    throw ExperimentError("network.zeroOutput",
                          "true needs an even network.width, not " + std::to_string(network.width));
  }
}

void refuseOtherShape(const Experiment& experiment) {
  refuseTooLarge(experiment);
  if (experiment.training.dynamics == Dynamics::flow) {
    refuseUnlessOnLine(experiment.data, "training.dynamics", "\"flow\"", "\"descent\" takes any");
  }
  if (experiment.training.engine == EngineChoice::cells) {
    refuseUnlessOnLine(experiment.data, "training.engine", "\"cells\"", "\"auto\" or \"dense\" will do");
  }
}

}  // namespace reluscope
