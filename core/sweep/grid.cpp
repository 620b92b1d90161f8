#include "sweep/grid.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "text/read_number.hpp"

namespace reluscope {
namespace {

// The logarithm and the exponential of the C library differ between platforms in the last bit; these do not, because
// they take only operations that IEEE 754 rounds. Their relative error is about 1e-14, which the digits kept hide.

constexpr int kTerms = 24;  // Of either series: the next is below a double's precision.

double logarithm(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const double ratio = (fraction - 1) / (fraction + 1);  // log f = 2 (r + r³/3 + r⁵/5 + …), |r| ≤ 1/3.
  double sum = 0;
  for (int term = kTerms; term > 0; --term) {
    sum = sum * ratio * ratio + 1.0 / (2 * term - 1);
  }
  return exponent * std::numbers::ln2 + 2 * ratio * sum;
}

double exponential(double value) {
  const double exponent = std::round(value / std::numbers::ln2);
  const double rest = value - exponent * std::numbers::ln2;
  double sum = 1;
  for (int term = kTerms; term > 0; --term) {
    sum = 1 + sum * rest / term;
  }
  return std::ldexp(sum, static_cast<int>(exponent));
}

double inTwelveDigits(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.12g", value);
  return readNumber(text.data());
}

}  // namespace

std::vector<double> evenGrid(double from, double to, std::size_t count, Scale scale) {
  const bool isLogarithmic = scale == Scale::logarithmic;
  const double start = isLogarithmic ? logarithm(from) : from;
  const double end = isLogarithmic ? logarithm(to) : to;
  std::vector<double> values(count);
  for (std::size_t index = 0; index < count; ++index) {
    const double part = static_cast<double>(index) / static_cast<double>(count - 1);
    const double place = start * (1 - part) + end * part;
    values[index] = inTwelveDigits(isLogarithmic ? exponential(place) : place);
  }
  values.front() = from;
  values.back() = to;
  return values;
}

}  // namespace reluscope
