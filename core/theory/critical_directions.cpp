#include "theory/critical_directions.hpp"

#include <cmath>
#include <cstddef>

#include "network/activation_pattern.hpp"
#include "network/inputs.hpp"

namespace reluscope {
namespace {

/// Hidden weights, or a change of them.
struct Vector {
  double w = 0;
  double b = 0;
};

double dot(Vector u, Vector v) { return u.w * v.w + u.b * v.b; }
double length(Vector u) { return std::sqrt(dot(u, u)); }

/// The sine of the angle from u counterclockwise to v, when both are of length 1.
double sine(Vector u, Vector v) { return u.w * v.b - u.b * v.w; }

/// A vector of length 1 as a direction.
Direction directionOf(Vector unit) { return {unit.w, unit.b}; }

int sign(double value) { return (value > 0 ? 1 : 0) - (value < 0 ? 1 : 0); }

/// A sum of y_i x̃_i, and of the lengths of its terms.
struct Sum {
  Vector vector;
  double lengths = 0;

  void add(double x, double y) {
    vector.w += y * x;
    vector.b += y;
    lengths += std::abs(y) * length({x, 1});
  }
};

/// The circle of directions, divided into the sectors of the activation patterns, with D in each.
class Circle {
 public:
  explicit Circle(const Data& data) : patterns_(distinctInputs(data)), pull_(patterns_.count()) {
    const std::size_t n = patterns_.points();
    const auto points = static_cast<double>(data.x.size());
    const std::vector<std::size_t> ascending = byInput(data);
    // The first p points are active in pattern 2n − p, the last p in pattern p.
    Sum sum;
    auto next = ascending.begin();
    for (std::size_t p = 1; p < n; ++p) {
      for (; data.x[*next] == patterns_.x()[p - 1]; ++next) {
        sum.add(data.x[*next], data.y[*next]);
      }
      pull_[2 * n - p] = mean(sum, points);
    }
    sum = {};
    auto last = ascending.rbegin();
    for (std::size_t p = 1; p <= n; ++p) {
      for (; last != ascending.rend() && data.x[*last] == patterns_.x()[n - p]; ++last) {
        sum.add(data.x[*last], data.y[*last]);
      }
      pull_[p] = mean(sum, points);
    }
  }

  [[nodiscard]] const ActivationPatterns& patterns() const { return patterns_; }

  /// D in the sector of a pattern; exactly 0 if it is 0 up to rounding.
  [[nodiscard]] Vector pull(std::size_t pattern) const { return pull_[pattern]; }
  [[nodiscard]] bool isStationary(std::size_t pattern) const { return length(pull_[pattern]) == 0; }

  /// The direction of the sector line between the patterns `edge` and `edge` + 1.
  [[nodiscard]] Vector line(std::size_t edge) const {
    const double x = patterns_.x()[patterns_.point(edge)];
    const double norm = length({1, x});
    return patterns_.switchesOn(edge) ? Vector{1 / norm, -x / norm} : Vector{-1 / norm, x / norm};
  }

 private:
  static Vector mean(const Sum& sum, double points) {
    if (length(sum.vector) <= kSmallestAngle * sum.lengths) {
      return {};
    }
    return {sum.vector.w / points, sum.vector.b / points};
  }

  ActivationPatterns patterns_;
  std::vector<Vector> pull_;
};

/// For a_j > 0, whether the pull D on one side of a line turns directions near it towards the line (1), away from it
/// (−1), or not at all (0). `turn` is the pull's component towards the line, 0 if they are nearly parallel: then
/// directions turn to where the pull points.
int approach(double turn, Vector pull, Vector line) { return turn != 0 ? sign(turn) : sign(dot(pull, line)); }

/// The counterclockwise component of a pull at `line`; 0 if they are parallel up to rounding.
double turnAt(Vector line, Vector pull) {
  const double turn = sine(line, pull);
  return std::abs(turn) <= kSmallestAngle * length(pull) ? 0 : turn;
}

void addInside(const Circle& circle, std::size_t pattern, std::vector<CriticalDirection>& found) {
  const Vector pull = circle.pull(pattern);
  const double norm = length(pull);
  if (norm == 0) {
    return;
  }
  const Vector from = circle.line(circle.patterns().previous(pattern));
  const Vector to = circle.line(pattern);
  for (const double side : {1.0, -1.0}) {
    const Vector direction{side * pull.w / norm, side * pull.b / norm};
    if (sine(from, direction) > kSmallestAngle && sine(direction, to) > kSmallestAngle) {
      found.push_back({directionOf(direction), side > 0 ? Stability::attracting : Stability::repelling});
    }
  }
}

void addLine(const Circle& circle, std::size_t edge, std::vector<CriticalDirection>& found) {
  const std::size_t after = circle.patterns().next(edge);
  if (circle.isStationary(edge) && circle.isStationary(after)) {
    return;
  }
  const Vector line = circle.line(edge);
  const double turnBefore = turnAt(line, circle.pull(edge));
  const double turnAfter = turnAt(line, circle.pull(after));
  if (sign(turnBefore) * sign(turnAfter) > 0) {
    return;
  }
  const int balance = approach(turnBefore, circle.pull(edge), line) + approach(-turnAfter, circle.pull(after), line);
  found.push_back({directionOf(line), balance > 0   ? Stability::attracting
                                      : balance < 0 ? Stability::repelling
                                                    : Stability::halfStable});
}

std::vector<Arc> stationaryArcs(const Circle& circle) {
  const ActivationPatterns& patterns = circle.patterns();
  std::size_t start = 0;  // Any pattern whose sector is not stationary.
  while (start < patterns.count() && circle.isStationary(start)) {
    ++start;
  }
  if (start == patterns.count()) {
    const Direction anywhere = directionOf(circle.line(patterns.count() - 1));
    return {{anywhere, anywhere}};
  }
  std::vector<Arc> arcs;
  std::size_t pattern = start;
  do {
    const std::size_t next = patterns.next(pattern);
    if (!circle.isStationary(pattern) && circle.isStationary(next)) {
      arcs.push_back({directionOf(circle.line(pattern)), {}});
    } else if (circle.isStationary(pattern) && !circle.isStationary(next)) {
      arcs.back().to = directionOf(circle.line(pattern));
    }
    pattern = next;
  } while (pattern != start);
  return arcs;
}

}  // namespace

CriticalDirections criticalDirections(const Data& data) {
  const Circle circle(data);
  CriticalDirections result;
  for (std::size_t pattern = 0; pattern < circle.patterns().count(); ++pattern) {
    addInside(circle, pattern, result.directions);
    addLine(circle, pattern, result.directions);
  }
  result.stationary = stationaryArcs(circle);
  return result;
}

}  // namespace reluscope
