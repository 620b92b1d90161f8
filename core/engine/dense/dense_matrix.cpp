#include "engine/dense/dense_matrix.hpp"

#include <algorithm>
#include <utility>

#include "engine/descent.hpp"
#include "network/activation.hpp"

namespace reluscope {

template <class Real>
DenseMatrix<Real>::DenseMatrix(Problem problem, Parameters start, Index neurons)
    : problem_(std::move(problem)),
      parameters_(std::move(start)),
      outputs_(Matrix::Zero(problem_.Y.rows(), problem_.Y.cols())) {
  evaluate(neurons);
}

template <class Real>
typename DenseMatrix<Real>::Index DenseMatrix<Real>::endOfPart(Index neurons) const {
  return begin_ + std::min(neurons, parameters_.b.size() - begin_);
}

template <class Real>
void DenseMatrix<Real>::addOutputs(Index j, const Parameters& parameters) {
  const Activation activation = problem_.activation;
  preactivations_ = parameters.W.row(j).lazyProduct(problem_.X).array() + parameters.b[j];
  hidden_ = preactivations_.unaryExpr([activation](Real z) { return activate(activation, z); });
  outputs_ += parameters.A.col(j).lazyProduct(hidden_);
}

/// Computes residuals and loss, once the outputs of all neurons are summed.
template <class Real>
void DenseMatrix<Real>::finish() {
  residuals_ = outputs_.colwise() + parameters_.c;
  residuals_ -= problem_.Y;
  loss_ = residuals_.squaredNorm() / static_cast<Real>(residuals_.size());
  begin_ = 0;
}

template <class Real>
bool DenseMatrix<Real>::evaluate(Index neurons) {
  for (const Index end = endOfPart(neurons); begin_ < end; ++begin_) {
    addOutputs(begin_, parameters_);
  }
  if (begin_ < parameters_.b.size()) {
    return false;
  }
  finish();
  return true;
}

/// ∂L/∂H.
template <class Real>
typename DenseMatrix<Real>::Matrix DenseMatrix<Real>::outputSlopes() const {
  return residuals_ * (Real{2} / static_cast<Real>(residuals_.size()));
}

template <class Real>
void DenseMatrix<Real>::findGradient(Index j, const Matrix& outer) {
  const Activation activation = problem_.activation;
  preactivations_ = parameters_.W.row(j).lazyProduct(problem_.X).array() + parameters_.b[j];
  hidden_ = preactivations_.unaryExpr([activation](Real z) { return activate(activation, z); });
  const auto slopes =
      preactivations_.binaryExpr(hidden_, [activation](Real z, Real value) { return slope(activation, z, value); });
  inner_ = parameters_.A.col(j).transpose().lazyProduct(outer).cwiseProduct(slopes);
  gradientW_ = inner_.lazyProduct(problem_.X.transpose());
  gradientB_ = problem_.hiddenBias ? inner_.sum() : Real{0};
  gradientA_ = outer.lazyProduct(hidden_.transpose());
}

template <class Real>
typename DenseMatrix<Real>::Parameters DenseMatrix<Real>::gradient() const {
  DenseMatrix at = *this;
  const Matrix outer = outputSlopes();
  Parameters gradient = parameters_;
  for (Index j = 0; j < parameters_.b.size(); ++j) {
    at.findGradient(j, outer);
    gradient.W.row(j) = at.gradientW_;
    gradient.b[j] = at.gradientB_;
    gradient.A.col(j) = at.gradientA_;
  }
  gradient.c.setZero();
  if (problem_.outputBias) {
    gradient.c = outer.rowwise().sum();
  }
  return gradient;
}

template <class Real>
bool DenseMatrix<Real>::step(Real learningRate, Index neurons) {
  const Descent<Real> descend(learningRate);
  const auto move = [&descend](auto&& values, const auto& gradients) {
    values = values.binaryExpr(gradients, [&descend](Real value, Real slope) { return descend(value, slope); }).eval();
  };
  const Index end = endOfPart(neurons);
  const bool isWhole = begin_ == 0 && end == parameters_.b.size();
  if (begin_ == 0) {
    outputs_.setZero();
    if (!isWhole) {
      moved_ = parameters_;
    }
  }
  Parameters& moved = isWhole ? parameters_ : moved_;
  const Matrix outer = outputSlopes();
  for (; begin_ < end; ++begin_) {
    findGradient(begin_, outer);
    move(moved.W.row(begin_), gradientW_);
    move(moved.A.col(begin_), gradientA_);
    moved.b[begin_] = descend(moved.b[begin_], gradientB_);
    addOutputs(begin_, moved);
  }
  if (end < parameters_.b.size()) {
    return false;
  }
  if (problem_.outputBias) {
    move(moved.c, outer.rowwise().sum());
  }
  if (!isWhole) {
    std::swap(parameters_, moved_);
  }
  finish();
  return true;
}

template class DenseMatrix<float>;
template class DenseMatrix<double>;

}  // namespace reluscope
