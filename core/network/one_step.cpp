#include "network/one_step.hpp"

#include "network/activation.hpp"

namespace reluscope {
namespace {

double output(const Weights& weights, Activation activation, double x) {
  double sum = weights.c[0];
  for (std::size_t j = 0; j < weights.a.size(); ++j) {
    sum += weights.a[j] * activate(activation, weights.w[j] * x + weights.b[j]);
  }
  return sum;
}

}  // namespace

OneStep oneStep(const Experiment& experiment, const Weights& weights, std::size_t neuron) {
  const Data data = rounded(experiment.data);
  const Activation activation = experiment.network.activation;
  const double rate = experiment.training.learningRate;
  OneStep step;
  step.w = weights.w[neuron];
  step.b = weights.b[neuron];
  step.a = weights.a[neuron];
  for (std::size_t i = 0; i < data.points(); ++i) {
    const double x = data.x[i];
    const double z = step.w * x + step.b;
    const double residual = output(weights, activation, x) - data.y[i];
    const double slope = reluscope::slope(activation, z);
    const double factor = -2 * residual / static_cast<double>(data.points());
    const double pull = factor * step.a * slope;
    const double pullB = experiment.network.hiddenBias ? pull : 0;
    step.residuals.push_back(residual);
    step.slopes.push_back(slope);
    step.pullW.push_back(pull * x);
    step.pullB.push_back(pullB);
    step.pullA.push_back(factor * activate(activation, z));
    step.kinkVelocities.push_back((step.b * pull * x - step.w * pullB) / (step.w * step.w));
    step.sumW += step.pullW.back();
    step.sumB += step.pullB.back();
    step.sumA += step.pullA.back();
  }
  step.nextW = step.w + rate * step.sumW;
  step.nextB = step.b + rate * step.sumB;
  step.nextA = step.a + rate * step.sumA;
  return step;
}

}  // namespace reluscope
