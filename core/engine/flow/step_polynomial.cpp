#include "engine/flow/step_polynomial.hpp"

#include <algorithm>
#include <cmath>

namespace reluscope {
namespace {

/// The root between `low`, where a function is positive, and `high`, where it is negative (Newton's method from the
/// secant, with bisection where it leaves what is known to hold the root or does not halve its steps). `function` gives
/// value and slope.
template <class Function>
double root(const Function& function, double low, double atLow, double high, double atHigh) {
  constexpr int most = 60;
  constexpr double fine = 1e-15;
  constexpr double near = 1e-8;  // The square of what is left of it is below rounding.
  double theta = low + atLow / (atLow - atHigh) * (high - low);
  double last = high - low;
  for (int k = 0; k < most && high - low > fine; ++k) {
    if (!(theta > low && theta < high)) {
      theta = low + (high - low) / 2;
    }
    const auto [value, slope] = function(theta);
    (value > 0 ? low : high) = theta;
    double step = -value / slope;
    if (std::abs(step) < near) {
      return std::clamp(theta + step, low, high);
    }
    if (!(2 * std::abs(step) < last)) {
      step = low + (high - low) / 2 - theta;
    }
    last = std::abs(step);
    theta += step;
  }
  return high;
}

}  // namespace

std::array<double, StepPolynomial::kNodes> nodeWeights(double theta) {
  constexpr std::size_t n = StepPolynomial::kNodes;
  // ±k! (8 − k)!
  constexpr std::array<double, n> inverse{1.0 / 40320, -1.0 / 5040, 1.0 / 1440,  -1.0 / 720, 1.0 / 576,
                                          -1.0 / 720,  1.0 / 1440,  -1.0 / 5040, 1.0 / 40320};
  const double s = theta * (n - 1);
  std::array<double, n> weights;
  double before = 1;
  for (std::size_t k = 0; k < n; ++k) {
    weights[k] = before * inverse[k];
    before *= s - static_cast<double>(k);
  }
  double after = 1;
  for (std::size_t k = n; k-- > 0;) {
    weights[k] *= after;
    after *= s - static_cast<double>(k);
  }
  return weights;
}

double firstNegative(const StepPolynomial& polynomial, const StepPolynomial::Values& values, double from, double to) {
  const double start = polynomial(from);
  const double slope = start > 0 ? 0 : polynomial.withSlope(from).slope;
  if (start <= 0 && slope <= 0) {
    return from;
  }
  // On an edge `from` itself is a root, which is divided out.
  const double base = start > 0 ? 0 : start;
  const auto rest = [&](double value, double theta) { return start > 0 ? value : (value - base) / (theta - from); };
  const auto function = [&](double theta) {
    const ValueAndSlope at = polynomial.withSlope(theta);
    const double divided = rest(at.value, theta);
    return ValueAndSlope{divided, start > 0 ? at.slope : (at.slope - divided) / (theta - from)};
  };
  double low = from;
  double atLow = start > 0 ? start : slope;
  for (std::size_t node = 0; node < StepPolynomial::kNodes; ++node) {
    const double theta = nodeTheta(node);
    if (theta <= from || theta >= to) {
      continue;
    }
    const double value = rest(values[node], theta);
    if (value < 0) {
      return root(function, low, atLow, theta, value);
    }
    low = theta;
    atLow = value;
  }
  return root(function, low, atLow, to, rest(polynomial(to), to));
}

}  // namespace reluscope
