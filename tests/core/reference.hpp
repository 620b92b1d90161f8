#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A run recorded by PyTorch 1.13.1 from the notebook's loop: a file of tests/reference.
struct Reference {
  std::string name;
  Experiment experiment;
  nlohmann::json json;
};

/// Every file of tests/reference.
const std::vector<Reference>& references();

/// The files that contain more than initial weights.
std::vector<Reference> trainedReferences();

/// Every file of tests/reference/multi: several inputs or outputs, or an initialisation that came with them.
const std::vector<Reference>& referencesOfOtherShapes();

/// The numbers of lists of lists, one after the other.
std::vector<double> flat(const nlohmann::json& values);

/// w, b, a and c of a JSON object of weights; absent biases are zeros.
Weights weightsOf(const nlohmann::json& parameters);

/// Largest difference between two lists of equal length.
double distance(const std::vector<double>& left, const std::vector<double>& right);

/// Largest difference between two sets of weights, relative to the largest of `expected`.
double relativeDistance(const Weights& actual, const Weights& expected);

}  // namespace reluscope
