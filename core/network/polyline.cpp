#include "network/polyline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "network/activation.hpp"

namespace reluscope {
namespace {

struct Corner {
  double x;
  double bend;  // The change of the slope.
};

/// The value at `x` of the function through the corners up to `next`, which is the first one not before `x`.
double valueAt(const Polyline& line, std::size_t next, double x) {
  if (line.x[next] == x || next == 0) {
    return line.y[next];
  }
  const double part = (x - line.x[next - 1]) / (line.x[next] - line.x[next - 1]);
  return line.y[next - 1] * (1 - part) + line.y[next] * part;
}

/// The largest distance of the corners of one function from another.
double largestDistanceOfCorners(const Polyline& corners, const Polyline& line) {
  double largest = 0;
  std::size_t next = 0;
  for (std::size_t index = 0; index < corners.x.size(); ++index) {
    while (next + 1 < line.x.size() && line.x[next] < corners.x[index]) {
      ++next;
    }
    largest = std::max(largest, std::abs(corners.y[index] - valueAt(line, next, corners.x[index])));
  }
  return largest;
}

}  // namespace

Polyline learnedPolyline(const Weights& weights, Activation activation, double from, double to) {
  const double otherSide = slope(activation, -1.0);
  std::vector<Corner> corners;
  double height = weights.c[0];
  double steepness = 0;
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    const double w = weights.w[j];
    const double b = weights.b[j];
    const double a = weights.a[j];
    const double kink = -b / w;
    const bool isInside = from < kink && kink < to;
    if (isInside) {
      corners.push_back({kink, a * std::abs(w) * (1 - otherSide)});
    }
    // A neuron without a kink inside is on one side all along.
    const bool isActive = isInside ? w < 0 : w * (from / 2 + to / 2) + b > 0;
    const double side = isActive ? 1 : otherSide;
    height += a * side * (w * from + b);
    steepness += a * side * w;
  }
  std::sort(corners.begin(), corners.end(), [](const Corner& left, const Corner& right) { return left.x < right.x; });
  corners.push_back({to, 0});
  Polyline line{.x = {from}, .y = {height}};
  for (const Corner& corner : corners) {
    if (corner.x > line.x.back()) {
      line.y.push_back(line.y.back() + steepness * (corner.x - line.x.back()));
      line.x.push_back(corner.x);
    }
    steepness += corner.bend;
  }
  return line;
}

std::size_t straightPieces(const Polyline& line, double tolerance) {
  constexpr double kSteepest = std::numeric_limits<double>::infinity();
  std::size_t pieces = 1;
  std::size_t start = 0;
  double lowest = -kSteepest;  // The slopes of the lines that still stay within the tolerance.
  double highest = kSteepest;
  for (std::size_t corner = 1; corner < line.x.size(); ++corner) {
    const auto slopeTo = [&](double y) { return (y - line.y[start]) / (line.x[corner] - line.x[start]); };
    const double low = slopeTo(line.y[corner] - tolerance);
    const double high = slopeTo(line.y[corner] + tolerance);
    if (std::max(lowest, low) <= std::min(highest, high)) {
      lowest = std::max(lowest, low);
      highest = std::min(highest, high);
    } else {
      ++pieces;
      start = corner - 1;
      lowest = slopeTo(line.y[corner] - tolerance);
      highest = slopeTo(line.y[corner] + tolerance);
    }
  }
  return pieces;
}

double largestDistance(const Polyline& one, const Polyline& other) {
  return std::max(largestDistanceOfCorners(one, other), largestDistanceOfCorners(other, one));
}

}  // namespace reluscope
