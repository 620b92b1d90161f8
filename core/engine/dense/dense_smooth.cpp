#include "engine/dense/dense_smooth.hpp"

#include <algorithm>
#include <cmath>

namespace reluscope {
namespace {

constexpr std::size_t kSlower = 16;  // Cost of a pair of a neuron and a point, in units of DenseLine's.

template <class Real>
typename DenseMatrix<Real>::Vector vector(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()))
      .template cast<Real>();
}

/// Lists of `rows` numbers as the columns of a matrix.
template <class Real>
typename DenseMatrix<Real>::Matrix columns(const std::vector<double>& values, std::size_t rows) {
  return Eigen::Map<const Eigen::MatrixXd>(values.data(), static_cast<Eigen::Index>(rows),
                                           static_cast<Eigen::Index>(values.size() / rows))
      .template cast<Real>();
}

template <class Real>
typename DenseMatrix<Real>::Problem problem(const Experiment& experiment) {
  const Data data = rounded(experiment.data);
  const Network& network = experiment.network;
  return {columns<Real>(data.x, data.inputs), columns<Real>(data.y, data.outputs), network.activation,
          network.hiddenBias, network.outputBias};
}

template <class Real>
typename DenseMatrix<Real>::Parameters parameters(const Weights& start) {
  return {columns<Real>(start.w, start.inputs()).transpose(), vector<Real>(start.b),
          columns<Real>(start.a, start.outputs()), vector<Real>(start.c)};
}

}  // namespace

template <class Real>
DenseSmooth<Real>::DenseSmooth(const Experiment& experiment, const Weights& start)
    : learningRate_(static_cast<Real>(experiment.training.learningRate)),
      members_(static_cast<Eigen::Index>(std::max<std::size_t>(kPairsInPart / kSlower / experiment.data.x.size(), 1))),
      network_(problem<Real>(experiment), parameters<Real>(start), members_),
      knowsLoss_(members_ >= network_.parameters().b.size()) {}

template <class Real>
std::int64_t DenseSmooth<Real>::advance(std::int64_t steps) {
  if (!knowsLoss_) {
    knowsLoss_ = network_.evaluate(members_);
    return 0;
  }
  for (std::int64_t taken = 0; taken < steps; ++taken) {
    if (!std::isfinite(network_.loss()) || !network_.step(learningRate_, members_)) {
      return taken;
    }
  }
  return steps;
}

template <class Real>
Weights DenseSmooth<Real>::weights(std::int64_t neurons) const {
  const auto& now = network_.parameters();
  const auto count = std::min<std::int64_t>(neurons, now.b.size());
  const auto list = [](const auto& matrix) {
    return std::vector<double>(matrix.data(), matrix.data() + matrix.size());
  };
  using Matrix = typename DenseMatrix<Real>::Matrix;
  return {list(Matrix(now.W.topRows(count).transpose())), list(now.b.head(count).eval()),
          list(now.A.leftCols(count).eval()), list(now.c)};
}

template class DenseSmooth<float>;
template class DenseSmooth<double>;

}  // namespace reluscope
