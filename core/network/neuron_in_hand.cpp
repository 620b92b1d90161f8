#include "network/neuron_in_hand.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "experiment/experiment.hpp"
#include "network/direction.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

/// Beyond these, weights soon are no numbers any more.
constexpr double kFarthestKink = 1e9;
constexpr double kLargestWeight = 1e30;

void require(bool isSound, const char* what, double value, const char* expected) {
  if (!isSound) {
    throw ExperimentError("network.initial",
                          std::string("the ") + what + " " + groupedDigits(value) + " is not " + expected);
  }
}

void requireSound(double kink, double weight) {
  require(std::abs(kink) <= kFarthestKink, "kink", kink, "a number from -1e9 to 1e9");
  require(std::abs(weight) <= kLargestWeight, "weight", weight, "a number from -1e30 to 1e30");
}

/// w̃ of this norm whose kink is there, active right of it, or left of it for a negative norm.
void setHidden(Weights& weights, std::size_t neuron, double kink, double norm, const Handling& handling) {
  const double w = norm / std::sqrt(1 + kink * kink);
  weights.w[neuron] = handling.hiddenBias ? w : norm;
  weights.b[neuron] = handling.hiddenBias ? -kink * w : 0;
}

}  // namespace

void place(Weights& weights, std::size_t neuron, double kink, double weight, const Handling& handling) {
  requireSound(kink, weight);
  const double before = norm(weights.w[neuron], weights.b[neuron]);
  if (!handling.isBalanced || weight != 0) {
    weights.a[neuron] = weight;
  }
  const double length = handling.isBalanced ? std::abs(weights.a[neuron]) : before;
  setHidden(weights, neuron, kink, std::copysign(length, weights.w[neuron]), handling);
}

void turn(Weights& weights, std::size_t neuron, double across, double up, double norm, const Handling& handling) {
  require(norm > 0 && norm <= kLargestWeight, "norm", norm, "a number above 0, up to 1e30");
  const double length = reluscope::norm(across, handling.hiddenBias ? up : 0);
  require(length > 0 && std::isfinite(length), "length of the direction", length, "a number above 0");
  weights.w[neuron] = norm * (across / length);
  weights.b[neuron] = handling.hiddenBias ? norm * (up / length) : 0;
  if (handling.isBalanced) {
    weights.a[neuron] = std::copysign(norm, weights.a[neuron]);
  }
}

void add(Weights& weights, double kink, double weight, const Handling& handling) {
  requireSound(kink, weight);
  require(weight != 0, "weight", weight, "other than 0");
  weights.w.push_back(0);
  weights.b.push_back(0);
  weights.a.push_back(weight);
  setHidden(weights, weights.a.size() - 1, kink, std::abs(weight), handling);
}

void addCopy(Weights& weights, std::size_t neuron) {
  for (std::vector<double>* list : {&weights.w, &weights.b, &weights.a}) {
    list->push_back((*list)[neuron]);
  }
}

void remove(Weights& weights, std::size_t neuron) {
  if (weights.b.size() == 1) {
    throw ExperimentError("network.initial", "a network has one neuron at least");
  }
  for (std::vector<double>* list : {&weights.w, &weights.b, &weights.a}) {
    list->erase(list->begin() + static_cast<std::ptrdiff_t>(neuron));
  }
}

}  // namespace reluscope
