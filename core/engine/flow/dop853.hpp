#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace reluscope {

/// An autonomous differential equation y' = f(y).
class VectorField {
 public:
  VectorField() = default;
  VectorField(const VectorField&) = delete;
  VectorField& operator=(const VectorField&) = delete;
  virtual ~VectorField() = default;

  virtual void rates(const double* y, double* rates) = 0;
};

/// The Runge–Kutta pair DOP853 of Dormand and Prince, of order 8 with error estimates of orders 5 and 3 and a
/// continuous extension of order 7, from Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, section
/// II.5 and II.6 (dop853.f; the coefficients' digits as in SciPy).
class Dop853 {
 public:
  explicit Dop853(std::size_t size);

  /// A step of length h from y, whose rates are `first`. Returns the estimate of its error in units of `scale`, one for
  /// each number; the step is good if that is at most 1.
  double step(VectorField& field, const std::vector<double>& y, const std::vector<double>& first, double h,
              const std::vector<double>& scale);

  /// y at the end of the step.
  [[nodiscard]] const std::vector<double>& end() const { return end_; }

  /// Evaluates the field at the end of the step, which `extend` needs.
  void finish(VectorField& field);

  /// Prepares the continuous extension of the last step; evaluates the field three times more.
  void extend(VectorField& field);

  /// y at the part θ of the last step, 0 to 1, after `extend`.
  void at(double theta, double* y) const;

 private:
  static constexpr std::size_t kStages = 16;  // 12 of the pair, the rates at its end, and 3 of the extension.
  static constexpr std::size_t kAtEnd = 12;   // The stage at the end of the step.
  static constexpr std::size_t kPowers = 7;

  [[nodiscard]] double* stage(std::size_t s) { return k_.data() + s * size_; }
  [[nodiscard]] const double* stage(std::size_t s) const { return k_.data() + s * size_; }
  void combine(const double* y, const double* row, std::size_t count, double* result) const;

  std::size_t size_;
  std::vector<double> start_;
  std::vector<double> end_;
  std::vector<double> inner_;
  std::vector<double> k_;  // kStages × size
  std::array<std::vector<double>, kPowers> f_;
  double h_ = 0;
};

}  // namespace reluscope
