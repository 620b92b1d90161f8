#include "run/distance.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "network/learned_function.hpp"
#include "run/plot.hpp"

namespace reluscope {

double distance(const Run& run, std::size_t frame, const Run& other, std::size_t otherFrame) {
  const std::vector<double> grid = plot(run.experiment().data).grid;
  const auto drawn = [&grid](const Run& of, std::size_t index) {
    return learnedFunction(of.recording().frame(index).weights, of.experiment().network.activation, grid);
  };
  const std::vector<double> h = drawn(run, frame);
  const std::vector<double> otherH = drawn(other, otherFrame);
  double largest = 0;
  for (std::size_t k = 0; k < grid.size(); ++k) {
    largest = std::max(largest, std::abs(h[k] - otherH[k]));
  }
  return largest;
}

}  // namespace reluscope
