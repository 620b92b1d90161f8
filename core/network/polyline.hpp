#pragma once

#include <cstddef>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A piecewise linear function on an interval, given by its corners: x ascends from one end to the other.
struct Polyline {
  std::vector<double> x;
  std::vector<double> y;
};

/// The learned function on [from, to], with a corner at the kink of every neuron inside. Its activation must have a
/// kink, and its weights must be finite. O(neurons · log neurons).
Polyline learnedPolyline(const Weights& weights, Activation activation, double from, double to);

/// The number of straight pieces, counted from left to right: a piece starts at a corner and goes on, corner by corner,
/// while some straight line from its start stays within `tolerance` of every corner that it passes.
std::size_t straightPieces(const Polyline& line, double tolerance);

/// The largest distance between two functions on the same interval.
double largestDistance(const Polyline& one, const Polyline& other);

}  // namespace reluscope
