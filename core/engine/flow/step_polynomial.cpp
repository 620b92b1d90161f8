#include "engine/flow/step_polynomial.hpp"

#include <cmath>

namespace reluscope {
namespace {

/// The root between `low`, where a function is positive, and `high`, where it is negative (Illinois method).
template <class Function>
double root(const Function& function, double low, double atLow, double high, double atHigh) {
  constexpr int most = 60;
  constexpr double fine = 1e-15;
  int side = 0;
  for (int k = 0; k < most && high - low > fine; ++k) {
    const double part = atLow / (atLow - atHigh);
    const double middle = part > 0 && part < 1 ? low + part * (high - low) : (low + high) / 2;
    const double value = function(middle);
    if (value == 0) {
      return middle;
    }
    if (value > 0) {
      if (middle - low < fine) {
        return middle;
      }
      low = middle;
      atLow = value;
      atHigh /= side > 0 ? 2 : 1;
      side = 1;
    } else {
      if (high - middle < fine) {
        return middle;
      }
      high = middle;
      atHigh = value;
      atLow /= side < 0 ? 2 : 1;
      side = -1;
    }
  }
  return high;
}

}  // namespace

double firstNegative(const StepPolynomial& polynomial, const StepPolynomial::Values& values, double from, double to) {
  const double start = polynomial(from);
  const double slope = start > 0 ? 0 : polynomial.slope(from);
  if (start <= 0 && slope <= 0) {
    return from;
  }
  // On an edge `from` itself is a root, which is divided out.
  const double base = start > 0 ? 0 : start;
  const auto rest = [&](double value, double theta) { return start > 0 ? value : (value - base) / (theta - from); };
  const auto function = [&](double theta) { return rest(polynomial(theta), theta); };
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
  return root(function, low, atLow, to, function(to));
}

}  // namespace reluscope
