#include "engine/flow/step_polynomial.hpp"

#include <cmath>

namespace reluscope {
namespace {

/// The root between `low`, where the polynomial is positive, and `high`, where it is negative (Illinois method).
double root(const StepPolynomial& polynomial, double low, double atLow, double high, double atHigh) {
  constexpr int most = 60;
  constexpr double fine = 1e-15;
  int side = 0;
  for (int k = 0; k < most && high - low > fine; ++k) {
    const double part = atLow / (atLow - atHigh);
    const double middle = part > 0 && part < 1 ? low + part * (high - low) : (low + high) / 2;
    const double value = polynomial(middle);
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
  double low = from;
  double atLow = polynomial(from);
  for (std::size_t node = 0; node < StepPolynomial::kNodes; ++node) {
    const double theta = nodeTheta(node);
    if (theta <= low || theta >= to) {
      continue;
    }
    if (values[node] < 0 && atLow > 0) {
      return root(polynomial, low, atLow, theta, values[node]);
    }
    low = theta;
    atLow = values[node];
  }
  return atLow > 0 ? root(polynomial, low, atLow, to, polynomial(to)) : from;
}

}  // namespace reluscope
