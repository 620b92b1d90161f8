#pragma once

#include <array>
#include <cstddef>

namespace reluscope {

/// A quantity during a step, interpolated at nine even nodes θ = 0, 1/8, …, 1, which is as exact as the continuous
/// extension (dop853.hpp). In Newton's form.
class StepPolynomial {
 public:
  static constexpr std::size_t kNodes = 9;
  using Values = std::array<double, kNodes>;

  StepPolynomial() = default;
  explicit StepPolynomial(const Values& values) : differences_(values) {
    for (std::size_t order = 1; order < kNodes; ++order) {
      for (std::size_t k = kNodes - 1; k >= order; --k) {
        differences_[k] -= differences_[k - 1];
      }
    }
  }

  double operator()(double theta) const {
    const double s = theta * (kNodes - 1);
    double sum = differences_[kNodes - 1];
    for (std::size_t k = kNodes - 1; k-- > 0;) {
      sum = differences_[k] + sum * ((s - static_cast<double>(k)) * kInverse[k]);
    }
    return sum;
  }

  /// The derivative by θ.
  [[nodiscard]] double slope(double theta) const {
    const double s = theta * (kNodes - 1);
    double sum = differences_[kNodes - 1];
    double slope = 0;
    for (std::size_t k = kNodes - 1; k-- > 0;) {
      slope = (slope * (s - static_cast<double>(k)) + sum) * kInverse[k];
      sum = differences_[k] + sum * ((s - static_cast<double>(k)) * kInverse[k]);
    }
    return slope * (kNodes - 1);
  }

 private:
  static constexpr std::array<double, kNodes - 1> kInverse{1,       1.0 / 2, 1.0 / 3, 1.0 / 4,
                                                           1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8};

  Values differences_{};
};

/// θ of a node.
constexpr double nodeTheta(std::size_t node) {
  return static_cast<double>(node) / static_cast<double>(StepPolynomial::kNodes - 1);
}

/// The first θ in [from, to] after which a polynomial is negative, given that it is at `to`. What is not positive at
/// `from` is taken for 0 there: then `from`, unless the polynomial rises. Looks at the nodes between.
double firstNegative(const StepPolynomial& polynomial, const StepPolynomial::Values& values, double from, double to);

}  // namespace reluscope
