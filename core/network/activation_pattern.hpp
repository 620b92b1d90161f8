#pragma once

#include <cstddef>
#include <vector>

namespace reluscope {

/// The activation patterns of neurons on a line of points, in the order in which a rotating neuron passes through them.
///
/// On distinct points x_0 < … < x_{n−1} the sign of w x + b changes at most once, so the active points are the last
/// ones, the first ones, all or none: 2n patterns. A full turn of (w, b) visits them in this order:
///
///     0            nothing is active
///     p = 1 … n    the last p points are active (n: all of them)
///     p = n+1 …    the first 2n − p points are active
///
/// Edge e lies between the patterns e and e+1 (mod 2n); crossing it switches one point.
class ActivationPatterns {
 public:
  /// `points` must be sorted and distinct, at least one.
  explicit ActivationPatterns(std::vector<double> points) : x_(std::move(points)) {}

  [[nodiscard]] std::size_t points() const { return x_.size(); }
  [[nodiscard]] const std::vector<double>& x() const { return x_; }

  /// 2n.
  [[nodiscard]] std::size_t count() const { return 2 * x_.size(); }

  /// The pattern of a neuron. A point is active when w x + b > 0 in float64 arithmetic, whose rounding is monotone: so
  /// bisection finds the same pattern as evaluating every point.
  [[nodiscard]] std::size_t find(double w, double b) const;

  /// The active points of a pattern, [first, last).
  struct Range {
    std::size_t first;
    std::size_t last;
  };
  [[nodiscard]] Range active(std::size_t pattern) const {
    const std::size_t n = x_.size();
    return pattern <= n ? Range{n - pattern, n} : Range{0, 2 * n - pattern};
  }

  [[nodiscard]] std::size_t next(std::size_t pattern) const { return pattern + 1 == count() ? 0 : pattern + 1; }
  [[nodiscard]] std::size_t previous(std::size_t pattern) const { return pattern == 0 ? count() - 1 : pattern - 1; }

  /// The point that crossing an edge switches.
  [[nodiscard]] std::size_t point(std::size_t edge) const {
    return edge < x_.size() ? x_.size() - 1 - edge : count() - 1 - edge;
  }

  /// Whether crossing the edge from pattern e to e+1 switches its point on, rather than off.
  [[nodiscard]] bool switchesOn(std::size_t edge) const { return edge < x_.size(); }

 private:
  std::vector<double> x_;
};

}  // namespace reluscope
