#include "tests/core/reference.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "experiment/experiment_reader.hpp"

namespace reluscope {
namespace {

using Json = nlohmann::json;

Experiment experimentOf(const Json& recorded) {
  const bool trained = recorded.at("steps") != 0;
  const char* initialisation = "balanced";
  if (recorded.value("dominated", false)) {
    initialisation = "dominated";
  } else if (!recorded.value("balanced", true)) {
    initialisation = "unbalanced";
  }
  Json experiment{{"network",
                   {{"width", recorded.at("m")},
                    {"initScale", recorded.at("init_scale")},
                    {"initialisation", initialisation},
                    {"hiddenBias", recorded.value("bias_hidden", true)},
                    {"outputBias", recorded.value("bias_output", false)},
                    {"activation", recorded.value("activation", "relu")},
                    {"seed", recorded.at("seed")}}}};
  if (recorded.value("zero_output", false)) {
    experiment["network"]["zeroOutput"] = true;
  }
  if (recorded.contains("teacher")) {
    const Json& teacher = recorded.at("teacher");
    experiment["data"]["teacher"] = {{"seed", teacher.at("seed")},
                                     {"points", teacher.at("n")},
                                     {"inputs", teacher.at("d")},
                                     {"width", teacher.at("m")}};
  } else if (trained) {
    experiment["data"] = {{"x", recorded.at("x")}, {"y", recorded.at("y")}};
  }
  if (trained) {
    experiment["training"] = {{"learningRate", recorded.at("lr")},
                              {"iterations", recorded.at("steps")},
                              {"frameGrowth", recorded.at("geom")},
                              {"precision", recorded.at("dtype")}};
  }
  return parseExperiment(experiment.dump());
}

std::vector<Reference> readAll(const char* folder) {
  std::vector<Reference> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") {
      continue;  // A folder of other references.
    }
    std::ifstream in(entry.path());
    Reference reference{.name = entry.path().stem().string(), .experiment = {}, .json = Json::parse(in)};
    reference.experiment = experimentOf(reference.json.at("case"));
    all.push_back(std::move(reference));
  }
  if (all.empty()) {
    throw std::runtime_error(std::string("there are no reference runs in ") + folder);
  }
  std::sort(all.begin(), all.end(), [](const Reference& a, const Reference& b) { return a.name < b.name; });
  return all;
}

double largest(const std::vector<double>& values) {
  double result = 0;
  for (const double value : values) {
    result = std::max(result, std::abs(value));
  }
  return result;
}

}  // namespace

const std::vector<Reference>& references() {
  static const std::vector<Reference> all = readAll(REFERENCE_FOLDER);
  return all;
}

const std::vector<Reference>& referencesOfOtherShapes() {
  static const std::vector<Reference> all = readAll(REFERENCE_FOLDER "/multi");
  return all;
}

std::vector<Reference> trainedReferences() {
  std::vector<Reference> trained;
  std::copy_if(references().begin(), references().end(), std::back_inserter(trained),
               [](const Reference& each) { return each.json.contains("final"); });
  return trained;
}

std::vector<double> flat(const Json& values) {
  if (!values.is_array()) {
    return {values.get<double>()};
  }
  std::vector<double> result;
  for (const Json& value : values) {
    const std::vector<double> inner = flat(value);
    result.insert(result.end(), inner.begin(), inner.end());
  }
  return result;
}

Weights weightsOf(const Json& parameters) {
  const Json& a = parameters.at("a");
  const std::size_t outputs = a.at(0).is_array() ? a.size() : 1;
  Weights weights{
      .w = flat(parameters.at("w")), .b = {}, .a = byNeuron(flat(a), outputs), .c = std::vector<double>(outputs, 0.0)};
  weights.b = parameters.contains("b") ? parameters.at("b").get<std::vector<double>>()
                                       : std::vector<double>(parameters.at("w").size(), 0.0);
  if (parameters.contains("c")) {
    weights.c = parameters.at("c").get<std::vector<double>>();
  }
  return weights;
}

double distance(const std::vector<double>& left, const std::vector<double>& right) {
  if (left.size() != right.size()) {
    throw std::invalid_argument("lists of different lengths");
  }
  double result = 0;
  for (std::size_t k = 0; k < left.size(); ++k) {
    const double difference = std::abs(left[k] - right[k]);
    result = difference <= result ? result : difference;  // A NaN comes through.
  }
  return result;
}

double relativeDistance(const Weights& actual, const Weights& expected) {
  const double scale = std::max({largest(expected.w), largest(expected.b), largest(expected.a), largest(expected.c)});
  return std::max({distance(actual.w, expected.w), distance(actual.b, expected.b), distance(actual.a, expected.a),
                   distance(actual.c, expected.c)}) /
         scale;
}

}  // namespace reluscope
