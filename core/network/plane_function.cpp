#include "network/plane_function.hpp"

#include "network/activation.hpp"

namespace reluscope {
namespace {

std::vector<double> evenly(const std::array<double, 2>& ends, std::size_t count) {
  std::vector<double> points(count);
  for (std::size_t k = 0; k < count; ++k) {
    points[k] = ends[0] + (ends[1] - ends[0]) * static_cast<double>(k) / static_cast<double>(count - 1);
  }
  return points;
}

}  // namespace

std::vector<double> planeFunction(const Weights& weights, Activation activation, const PlaneGrid& grid) {
  const std::vector<double> first = evenly(grid.first, grid.columns);
  const std::vector<double> second = evenly(grid.second, grid.rows);
  const bool isRelu = activation == Activation::relu;
  std::vector<double> h(grid.columns * grid.rows, weights.c[0]);
  for (std::size_t j = 0; j < weights.b.size(); ++j) {
    const double a = weights.a[j];
    const double w = weights.w[2 * j];
    for (std::size_t row = 0; row < grid.rows; ++row) {
      const double from = weights.w[2 * j + 1] * second[row] + weights.b[j];
      double* const to = &h[row * grid.columns];
      if (isRelu) {
        for (std::size_t column = 0; column < grid.columns; ++column) {
          const double z = w * first[column] + from;
          to[column] += a * (z > 0 ? z : 0);
        }
      } else {
        for (std::size_t column = 0; column < grid.columns; ++column) {
          to[column] += a * activate(activation, w * first[column] + from);
        }
      }
    }
  }
  return h;
}

}  // namespace reluscope
