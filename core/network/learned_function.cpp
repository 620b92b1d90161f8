#include "network/learned_function.hpp"

#include <algorithm>
#include <cstddef>

#include "network/activation.hpp"
#include "network/smooth_function.hpp"
#include "network/sum_of_neurons.hpp"

namespace reluscope {
namespace {

/// The sum of the neurons that become active at a grid point: its value there and its slope.
struct Hinge {
  double value = 0;
  double slope = 0;
};

/// The number of grid points on which a neuron is inactive. They come first when the grid is walked from the left for a
/// rising neuron, and from the right for a falling one.
std::size_t pointsBefore(double w, double b, const std::vector<double>& grid) {
  const std::size_t n = grid.size();
  const auto isActive = [&](std::size_t k) { return w * grid[w < 0 ? n - 1 - k : k] + b > 0; };
  // Guess as if the grid were even, which it is up to rounding; then search from there.
  const double start = w < 0 ? grid.back() : grid.front();
  const double end = w < 0 ? grid.front() : grid.back();
  const double guess = (-b / w - start) / (end - start) * static_cast<double>(n - 1);
  const auto most = static_cast<double>(n);
  std::size_t k = guess > 0 ? static_cast<std::size_t>(guess < most ? guess : most) : 0;
  while (k < n && !isActive(k)) {
    ++k;
  }
  while (k > 0 && isActive(k - 1)) {
    --k;
  }
  return k;
}

/// Σ_j a_j ReLU(w_j x + b_j) at every point of an ascending grid, in O(neurons + points). Each neuron is evaluated at
/// the first point where it is active, from the left if it rises and from the right if it falls; from there on the sum
/// of all such neurons is linear until the next point.
std::vector<double> sumOfHinges(const Weights& weights, const std::vector<double>& grid) {
  const std::size_t n = grid.size();
  std::vector<Hinge> rising(n);
  std::vector<Hinge> falling(n);
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    const double w = weights.w[j];
    const double b = weights.b[j];
    const double a = weights.a[j];
    const std::size_t before = pointsBefore(w, b, grid);
    if (before == n) {
      continue;
    }
    const std::size_t k = w < 0 ? n - 1 - before : before;
    Hinge& hinge = (w < 0 ? falling : rising)[k];
    hinge.value += a * (w * grid[k] + b);
    hinge.slope += a * w;
  }
  std::vector<double> h(n);
  const auto follow = [&](const std::vector<Hinge>& hinges, std::size_t k, std::size_t previous, Hinge& sum) {
    sum.value += sum.slope * (grid[k] - grid[previous]) + hinges[k].value;
    sum.slope += hinges[k].slope;
    h[k] += sum.value;
  };
  Hinge sum;
  for (std::size_t k = 0; k < n; ++k) {
    follow(rising, k, k > 0 ? k - 1 : 0, sum);
  }
  sum = {};
  for (std::size_t k = n; k-- > 0;) {
    follow(falling, k, k + 1 < n ? k + 1 : k, sum);
  }
  return h;
}

}  // namespace

std::vector<double> learnedFunction(const Weights& weights, Activation activation, const std::vector<double>& grid) {
  std::vector<double> h = activation == Activation::relu ? sumOfHinges(weights, grid)
                          : activation == Activation::leakyRelu
                              ? sumOfNeurons(weights, grid, [](double z) { return activate(Activation::leakyRelu, z); })
                              : smoothFunction(weights, activation, grid);
  for (double& value : h) {
    value += weights.c[0];
  }
  return h;
}

std::vector<double> kinks(const Weights& weights) {
  std::vector<double> result(weights.w.size());
  std::transform(weights.b.begin(), weights.b.end(), weights.w.begin(), result.begin(),
                 [](double b, double w) { return -b / w; });
  return result;
}

}  // namespace reluscope
