#include "run/distance.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "network/learned_function.hpp"
#include "network/network_outputs.hpp"
#include "run/plot.hpp"

namespace reluscope {

double distance(const Run& run, std::size_t frame, const Run& other, std::size_t otherFrame) {
  const Data& data = run.experiment().data;
  const Data& otherData = other.experiment().data;
  if (data.inputs != otherData.inputs || data.outputs != otherData.outputs) {
    throw std::out_of_range("functions of other numbers of inputs or outputs have no distance");
  }
  const std::vector<double> grid = data.isOnLine() ? plot(data).grid : rounded(data).x;
  const auto drawn = [&](const Run& of, std::size_t index) {
    const Weights weights = of.recording().frame(index).weights;
    const Activation activation = of.experiment().network.activation;
    return data.isOnLine() ? learnedFunction(weights, activation, grid) : networkOutputs(weights, activation, grid);
  };
  const std::vector<double> h = drawn(run, frame);
  const std::vector<double> otherH = drawn(other, otherFrame);
  double largest = 0;
  for (std::size_t k = 0; k < h.size(); ++k) {
    largest = std::max(largest, std::abs(h[k] - otherH[k]));
  }
  return largest;
}

}  // namespace reluscope
