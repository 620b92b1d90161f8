#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A grid on the plane of two inputs, with points on its edges.
struct PlaneGrid {
  std::array<double, 2> first;   ///< The ends along the first input.
  std::array<double, 2> second;  ///< The ends along the second input.
  std::size_t columns = 0;       ///< Points along the first input, at least 2.
  std::size_t rows = 0;          ///< Points along the second input, at least 2.
};

/// h of a network with two inputs and one output at every point of a grid, row after row from the least second input
/// on. O(neurons · points).
std::vector<double> planeFunction(const Weights& weights, Activation activation, const PlaneGrid& grid);

}  // namespace reluscope
