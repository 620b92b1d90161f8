#include "experiment/shape_presets.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace reluscope {
namespace {

Experiment with(Experiment experiment, std::int64_t width, double initScale, double learningRate,
                std::int64_t iterations) {
  experiment.network.width = width;
  experiment.network.initScale = initScale;
  experiment.training.learningRate = learningRate;
  experiment.training.iterations = iterations;
  return experiment;
}

/// Two arms of 50 points each, as TensorFlow Playground draws them without noise but for the first point of each, which
/// is 0 with both labels: point i is at the radius 5 i/50 and the angle 3.5 π i/50. Rounded, since the last bits of
/// sines depend on the C library.
Data spiralPoints() {
  constexpr int kPoints = 50;
  Data data{.x = {}, .y = {}, .inputs = 2};
  for (const double label : {1.0, -1.0}) {
    for (int i = 1; i <= kPoints; ++i) {
      const double part = static_cast<double>(i) / kPoints;
      const double angle = 3.5 * std::numbers::pi * part;
      data.x.push_back(std::round(label * 5 * part * std::sin(angle) * 1e4) / 1e4);
      data.x.push_back(std::round(label * 5 * part * std::cos(angle) * 1e4) / 1e4);
      data.y.push_back(label);
    }
  }
  return data;
}

}  // namespace

/// high_dimension.ipynb, beside the notebook of the first paper.
Experiment highDimensionExperiment() {
  Experiment experiment =
      with(notebookExperiment("high-dimension", {.x = {}, .y = {}, .inputs = 150, .teacher = Teacher{}}), 200, 1e-20,
           0.001, 200'000);
  experiment.network.hiddenBias = false;
  experiment.training.frameGrowth = 1.1;
  experiment.training.precision = Precision::float32;
  return experiment;
}

/// A triangle with (x_i, 1) orthogonal to each other: ⟨x_i, x_k⟩ = −1.
Experiment planeExperiment() {
  return with(
      notebookExperiment(
          "plane", {.x = {0, 1.414214, -1.224745, -0.707107, 1.224745, -0.707107}, .y = {1, -1, 0.5}, .inputs = 2}),
      60, 1e-6, 0.002, 20'000);
}

Experiment exclusiveOrExperiment() {
  return with(notebookExperiment("xor", {.x = {-1, -1, -1, 1, 1, -1, 1, 1}, .y = {-1, 1, 1, -1}, .inputs = 2}), 60,
              1e-3, 0.002, 20'000);
}

Experiment twoOutputsExperiment() {
  return with(
      notebookExperiment("two-outputs", {.x = {-1.5, -1, -0.5, 0, 0.5, 1, 1.5},
                                         .y = {-1, 0, -0.5, -0.866, 0.5, -0.866, 1, 0, 0.5, 0.866, -0.5, 0.866, -1, 0},
                                         .outputs = 2}),
      100, 1e-3, 0.005, 100'000);
}

Experiment spiralExperiment() { return with(notebookExperiment("spiral", spiralPoints()), 100, 3, 0.003, 300'000); }

}  // namespace reluscope
