#pragma once

#include <Eigen/Core>
#include <limits>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The dense engine in its general form: any number of inputs and outputs, any activation.
///
/// d inputs, m neurons, o outputs, n points:  Z = W X + b 1ᵀ (m × n),  H = A φ(Z) + c 1ᵀ (o × n),
/// L = ‖H − Y‖² / (n·o).  It works neuron by neuron, on one row of Z at a time, so that it can stop after any neuron
/// and needs no memory for Z. It is the reference for tests of the faster forms.
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

  /// The constants of training.
  struct Problem {
    Matrix X;  ///< d × n
    Matrix Y;  ///< o × n
    Activation activation = Activation::relu;
    bool hiddenBias = true;   ///< Whether b is trained; if not, it should be 0.
    bool outputBias = false;  ///< Whether c is trained; if not, it should be 0.
  };

  /// Sums the outputs of at most `neurons` neurons; `evaluate` sums those of the others.
  DenseMatrix(Problem problem, Parameters start, Index neurons = kAll);

  /// Sums the outputs of `neurons` more neurons; returns whether that was the last, so that the loss is known.
  bool evaluate(Index neurons);

  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

  /// L(θ).
  [[nodiscard]] Real loss() const { return loss_; }

  /// ∇L(θ); 0 for biases that are not trained.
  [[nodiscard]] Parameters gradient() const;

  /// θ ← θ − learningRate ∇L(θ), or a part of that step, which moves `neurons` more neurons; returns whether the step
  /// is complete. Until then parameters and loss are those before the step.
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
  Parameters moved_;  // The parameters after a step that is still being taken in parts.
  Index begin_ = 0;   // The first neuron of the next part.
  Matrix outputs_;    // o × n: A φ(Z) over the neurons before begin_.
  Matrix residuals_;  // H − Y
  Real loss_ = 0;

  // Of one neuron: its rows of Z, φ(Z) and ∂L/∂Z, and its gradient.
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
