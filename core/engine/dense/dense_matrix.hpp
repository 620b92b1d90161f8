#pragma once

#include <Eigen/Core>
#include <limits>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The dense engine in its general form: any number of inputs and outputs, any activation.
///
/// d inputs, m neurons, o outputs, n points:  Z = W X + b 1ᵀ (m × n),  H = A φ(Z) + c 1ᵀ (o × n),
/// L = ‖H − Y‖² / (n·o).  It goes from neuron to neuron, a row of Z each, so that it can stop after any and takes no
/// memory for Z. It is the reference that the faster forms are tested against.
template <class Real>
class DenseMatrix {
 public:
  using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
  using Index = Eigen::Index;
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

  /// Sums the outputs of at most `neurons` neurons; `evaluate` those of the others.
  DenseMatrix(Problem problem, Parameters start, Index neurons = kAll);

  /// Sums the outputs of so many further neurons; returns whether that is all of them, so that the loss is known.
  bool evaluate(Index neurons);

  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

  /// L(θ).
  [[nodiscard]] Real loss() const { return loss_; }

  /// ∇L(θ); zero in the biases that are not trained.
  [[nodiscard]] Parameters gradient() const;

  /// θ ← θ − learningRate ∇L(θ), or a part of that, which moves so many further neurons; returns whether it is
  /// complete. Until then the parameters and the loss are those before.
  bool step(Real learningRate, Index neurons = kAll);

 private:
  static constexpr Index kAll = std::numeric_limits<Index>::max();
  using Row = Eigen::Matrix<Real, 1, Eigen::Dynamic>;

  [[nodiscard]] Index endOfPart(Index neurons) const;
  [[nodiscard]] Matrix outputSlopes() const;
  void findGradient(Index j, const Matrix& outer);
  void addOutputs(Index j, const Parameters& parameters);
  void finish();

  Problem problem_;
  Parameters parameters_;
  Parameters moved_;  // As far as a step has come that is taken in parts,
  Index begin_ = 0;   // and the first neuron that it has not come to.
  Matrix outputs_;    // o × n: A φ(Z) of the neurons so far
  Matrix residuals_;  // H − Y
  Real loss_ = 0;

  // Of one neuron: its row of Z, of φ(Z) and of ∂L/∂Z, and its part of the gradient.
  Row preactivations_;
  Row hidden_;
  Row inner_;
  Row gradientW_;
  Real gradientB_ = 0;
  Vector gradientA_;
};

extern template class DenseMatrix<float>;
extern template class DenseMatrix<double>;

}  // namespace reluscope
