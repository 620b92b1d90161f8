#pragma once

#include <array>
#include <cstddef>

namespace reluscope {

struct ValueAndSlope {
  double value = 0;
  double slope = 0;
};

/// A quantity during a step, interpolated at nine even nodes θ = 0, 1/8, …, 1, which is as exact as the continuous
/// extension (dop853.hpp). In Newton's form.
class StepPolynomial {
 public:
  static constexpr std::size_t kNodes = 9;
  static constexpr std::size_t kLanes = 16;  ///< Of a block, a few vectors of the processor.
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

  /// Its values at a block of θ, with the same bits.
  class Block;
  [[nodiscard]] inline std::array<double, kLanes> operator()(const Block& block) const;

  /// Its value, and its derivative by θ.
  [[nodiscard]] ValueAndSlope withSlope(double theta) const {
    const double s = theta * (kNodes - 1);
    double sum = differences_[kNodes - 1];
    double slope = 0;
    for (std::size_t k = kNodes - 1; k-- > 0;) {
      const double factor = (s - static_cast<double>(k)) * kInverse[k];
      slope = slope * factor + sum * kInverse[k];
      sum = differences_[k] + sum * factor;
    }
    return {sum, slope * (kNodes - 1)};
  }

 private:
  static constexpr std::array<double, kNodes - 1> kInverse{1,       1.0 / 2, 1.0 / 3, 1.0 / 4,
                                                           1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8};

  Values differences_{};
};

/// Several θ, with what the values of all polynomials there have in common.
class StepPolynomial::Block {
 public:
  explicit Block(const std::array<double, kLanes>& thetas) {
    for (std::size_t k = 0; k < factors_.size(); ++k) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        factors_[k][lane] = (thetas[lane] * (kNodes - 1) - static_cast<double>(k)) * kInverse[k];
      }
    }
  }

 private:
  friend class StepPolynomial;
  std::array<std::array<double, kLanes>, kNodes - 1> factors_;
};

std::array<double, StepPolynomial::kLanes> StepPolynomial::operator()(const Block& block) const {
  std::array<double, kLanes> sums;
  sums.fill(differences_[kNodes - 1]);
  for (std::size_t k = kNodes - 1; k-- > 0;) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      sums[lane] = differences_[k] + sums[lane] * block.factors_[k][lane];
    }
  }
  return sums;
}

/// θ of a node.
constexpr double nodeTheta(std::size_t node) {
  return static_cast<double>(node) / static_cast<double>(StepPolynomial::kNodes - 1);
}

/// Lagrange's weights of the nodes at θ.
std::array<double, StepPolynomial::kNodes> nodeWeights(double theta);

/// The first θ in [from, to] after which a polynomial is negative, given that it is at `to`. What is not positive at
/// `from` is taken for 0 there: then `from`, unless the polynomial rises. Looks at the nodes between.
double firstNegative(const StepPolynomial& polynomial, const StepPolynomial::Values& values, double from, double to);

}  // namespace reluscope
