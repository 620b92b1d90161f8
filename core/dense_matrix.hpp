#pragma once

#include <Eigen/Core>

#include "core/experiment.hpp"

namespace reluscope {

/// The dense engine in its general form: any number of inputs and outputs, any activation.
///
/// d inputs, m neurons, o outputs, n points:  Z = W X + b 1ᵀ (m × n),  H = A φ(Z) + c 1ᵀ (o × n),
/// L = ‖H − Y‖² / (n·o).  It is the reference that the faster forms are tested against.
template <class Real>
class DenseMatrix {
 public:
  using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
  using Vector = Eigen::Matrix<Real, Eigen::Dynamic, 1>;

  /// The parameters θ, or a gradient with respect to them.
  struct Parameters {
    Matrix W;  ///< m × d
    Vector b;  ///< m
    Matrix A;  ///< o × m
    Vector c;  ///< o
  };

  /// What stays the same during training.
  struct Problem {
    Matrix X;  ///< d × n
    Matrix Y;  ///< o × n
    Activation activation = Activation::relu;
    bool hiddenBias = true;   ///< Whether b is trained; when not, it should be 0.
    bool outputBias = false;  ///< Whether c is trained; when not, it should be 0.
  };

  DenseMatrix(Problem problem, Parameters start);

  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

  /// L(θ).
  [[nodiscard]] Real loss() const { return loss_; }

  /// ∇L(θ); zero in the biases that are not trained.
  [[nodiscard]] Parameters gradient() const;

  /// θ ← θ − learningRate ∇L(θ).
  void step(Real learningRate);

 private:
  void evaluate();

  Problem problem_;
  Parameters parameters_;
  Matrix preactivations_;  // Z
  Matrix residuals_;       // H − Y
  Real loss_ = 0;
};

extern template class DenseMatrix<float>;
extern template class DenseMatrix<double>;

}  // namespace reluscope
