#include "core/engine.hpp"

#include <algorithm>
#include <cmath>

#include "core/cells.hpp"
#include "core/dense_line.hpp"
#include "core/dense_matrix.hpp"
#include "core/initialisation.hpp"

namespace reluscope {
namespace {

/// The general dense form as an engine for one input and one output: the activations that have no form of their own.
template <class Real>
class DenseSmooth final : public Engine {
 public:
  DenseSmooth(const Experiment& experiment, const Weights& start)
      : learningRate_(static_cast<Real>(experiment.training.learningRate)),
        network_(problem(experiment), parameters(start)) {}

  [[nodiscard]] std::string_view name() const override { return "dense"; }

  std::int64_t advance(std::int64_t steps) override {
    for (std::int64_t taken = 0; taken < steps; ++taken) {
      if (!std::isfinite(network_.loss())) {
        return taken;
      }
      network_.step(learningRate_);
    }
    return steps;
  }

  [[nodiscard]] double loss() const override { return static_cast<double>(network_.loss()); }

  [[nodiscard]] Weights weights(std::int64_t neurons) const override {
    const auto& now = network_.parameters();
    const auto count = std::min<std::int64_t>(neurons, now.b.size());
    const auto first = [count](const Real* from) { return std::vector<double>(from, from + count); };
    return {first(now.W.data()), first(now.b.data()), first(now.A.data()), static_cast<double>(now.c[0])};
  }

 private:
  using Dense = DenseMatrix<Real>;
  using Vector = typename Dense::Vector;

  static Vector vector(const std::vector<double>& values) {
    return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()))
        .template cast<Real>();
  }

  static typename Dense::Problem problem(const Experiment& experiment) {
    const Data data = rounded(experiment.data);
    const Network& network = experiment.network;
    return {vector(data.x).transpose(), vector(data.y).transpose(), network.activation, network.hiddenBias,
            network.outputBias};
  }

  static typename Dense::Parameters parameters(const Weights& start) {
    return {vector(start.w), vector(start.b), vector(start.a).transpose(), vector({start.c})};
  }

  Real learningRate_;
  Dense network_;
};

bool hasKink(Activation activation) { return activation == Activation::relu || activation == Activation::leakyRelu; }

template <class Real>
std::unique_ptr<Engine> makeDense(const Experiment& experiment) {
  const Weights start = initialWeights(experiment.network);
  if (hasKink(experiment.network.activation)) {
    return std::make_unique<DenseLine<Real>>(experiment, start);
  }
  return std::make_unique<DenseSmooth<Real>>(experiment, start);
}

bool cellsApply(const Experiment& experiment) {
  return experiment.network.activation == Activation::relu && experiment.training.precision == Precision::float64;
}

bool useCells(const Experiment& experiment) {
  return experiment.training.engine == EngineChoice::cells ||
         (experiment.training.engine == EngineChoice::automatic && cellsApply(experiment));
}

}  // namespace

double matrixBytes(const Experiment& experiment) {
  if (hasKink(experiment.network.activation)) {
    return 0;
  }
  constexpr std::size_t matrices = 5;  // Z, φ(Z), φ'(Z) and two products on the way to the gradient.
  const std::size_t number = experiment.training.precision == Precision::float32 ? sizeof(float) : sizeof(double);
  return static_cast<double>(matrices * number) * static_cast<double>(experiment.network.width) *
         static_cast<double>(experiment.data.x.size());
}

std::unique_ptr<Engine> makeEngine(const Experiment& experiment) {
  if (useCells(experiment)) {
    return std::make_unique<Cells>(experiment, initialWeights(experiment.network));
  }
  return experiment.training.precision == Precision::float32 ? makeDense<float>(experiment)
                                                             : makeDense<double>(experiment);
}

}  // namespace reluscope
