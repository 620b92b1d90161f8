#include "core/engine.hpp"

#include <algorithm>
#include <cmath>

#include "core/alternating.hpp"
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
        members_(
            static_cast<Eigen::Index>(std::max<std::size_t>(kPairsInPart / kSlower / experiment.data.x.size(), 1))),
        network_(problem(experiment), parameters(start), members_),
        knowsLoss_(members_ >= network_.parameters().b.size()) {}

  [[nodiscard]] std::string_view name() const override { return "dense"; }

  std::int64_t advance(std::int64_t steps) override {
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

  [[nodiscard]] bool knowsLoss() const override { return knowsLoss_; }
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

  static constexpr std::size_t kSlower = 16;  // A pair than in `DenseLine`.

  Real learningRate_;
  Eigen::Index members_;  // In a part of a step.
  Dense network_;
  bool knowsLoss_;
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

std::unique_ptr<Engine> makeEngine(const Experiment& experiment) {
  if (useCells(experiment)) {
    return std::make_unique<Alternating>(experiment, initialWeights(experiment.network));
  }
  return experiment.training.precision == Precision::float32 ? makeDense<float>(experiment)
                                                             : makeDense<double>(experiment);
}

}  // namespace reluscope
