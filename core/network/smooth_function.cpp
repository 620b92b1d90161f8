#include "network/smooth_function.hpp"

#include "network/activation.hpp"
#include "network/sum_of_neurons.hpp"

namespace reluscope {

std::vector<double> smoothFunction(const Weights& weights, Activation activation, const std::vector<double>& grid) {
  return sumOfNeurons(weights, grid, [activation](double z) { return activate(activation, z); });
}

}  // namespace reluscope
