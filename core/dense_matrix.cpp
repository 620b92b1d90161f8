#include "core/dense_matrix.hpp"

#include "core/activation.hpp"
#include "core/descent.hpp"

namespace reluscope {

template <class Real>
DenseMatrix<Real>::DenseMatrix(Problem problem, Parameters start)
    : problem_(std::move(problem)), parameters_(std::move(start)) {
  evaluate();
}

template <class Real>
void DenseMatrix<Real>::evaluate() {
  const Activation activation = problem_.activation;
  preactivations_ = parameters_.W.lazyProduct(problem_.X).colwise() + parameters_.b;
  const Matrix hidden = preactivations_.unaryExpr([activation](Real z) { return activate(activation, z); });
  residuals_ = parameters_.A.lazyProduct(hidden).colwise() + parameters_.c;
  residuals_ -= problem_.Y;
  loss_ = residuals_.squaredNorm() / static_cast<Real>(residuals_.size());
}

template <class Real>
typename DenseMatrix<Real>::Parameters DenseMatrix<Real>::gradient() const {
  const Activation activation = problem_.activation;
  const Matrix outer = residuals_ * (Real{2} / static_cast<Real>(residuals_.size()));
  const Matrix hidden = preactivations_.unaryExpr([activation](Real z) { return activate(activation, z); });
  const Matrix slopes = preactivations_.unaryExpr([activation](Real z) { return slope(activation, z); });
  const Matrix inner = parameters_.A.transpose().lazyProduct(outer).cwiseProduct(slopes);

  Parameters gradient{.W = inner.lazyProduct(problem_.X.transpose()),
                      .b = Vector::Zero(parameters_.b.size()),
                      .A = outer.lazyProduct(hidden.transpose()),
                      .c = Vector::Zero(parameters_.c.size())};
  if (problem_.hiddenBias) {
    gradient.b = inner.rowwise().sum();
  }
  if (problem_.outputBias) {
    gradient.c = outer.rowwise().sum();
  }
  return gradient;
}

template <class Real>
void DenseMatrix<Real>::step(Real learningRate) {
  const Parameters downhill = gradient();
  const Descent<Real> descend(learningRate);
  const auto move = [&descend](auto& values, const auto& gradients) {
    values = values.binaryExpr(gradients, [&descend](Real value, Real slope) { return descend(value, slope); }).eval();
  };
  move(parameters_.W, downhill.W);
  move(parameters_.b, downhill.b);
  move(parameters_.A, downhill.A);
  move(parameters_.c, downhill.c);
  evaluate();
}

template class DenseMatrix<float>;
template class DenseMatrix<double>;

}  // namespace reluscope
