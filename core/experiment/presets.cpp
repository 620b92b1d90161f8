#include "experiment/presets.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "experiment/shape_presets.hpp"

namespace reluscope {
namespace {

Data orthogonalPoints() { return {.x = {-0.5, 2}, .y = {-1, 1}}; }

Data nonOrthogonalPoints() { return {.x = {-1.5, -1, 0, 0.25, 2}, .y = {0.7, -0.3, -0.3, 0.4, 0.2}}; }

Data threePoints() { return {.x = {-0.75, -0.5, 0.125}, .y = {1.1, 0.1, 0.8}}; }

/// Sorted uniforms from NumPy's RandomState(0), y interpolated on a zigzag; both are float32 numbers.
Data fortyPoints() {
  constexpr std::array<float, 40> x{
      -0.9624204F,  -0.9595632F, -0.85792786F,  -0.8257414F,  -0.76345116F,  -0.71329343F, -0.47088876F, -0.23311697F,
      -0.17067613F, -0.1526904F, -0.124825574F, -0.08769934F, -0.077041276F, 0.043696642F, 0.05778984F,  0.08976637F,
      0.09762701F,  0.13608912F, 0.1368679F,    0.20552675F,  0.22419144F,   0.23386799F,  0.23527099F,  0.27984205F,
      0.29178822F,  0.3636406F,  0.43037874F,   0.5484674F,   0.5563135F,    0.56105834F,  0.5834501F,   0.59831715F,
      0.6652397F,   0.74002427F, 0.78354603F,   0.85119325F,  0.8874962F,    0.88933784F,  0.92732555F,  0.9572367F};
  constexpr std::array<float, 40> y{
      0.08768573F, 0.09435254F, 0.33150166F, 0.40660337F, 0.5519473F,  0.66898197F,  0.7637041F,  0.5827924F,
      0.4266903F,  0.381726F,   0.31206393F, 0.21924835F, 0.19260319F, 0.087393284F, 0.11557968F, 0.17953274F,
      0.19525401F, 0.27217823F, 0.2737358F,  0.4110535F,  0.44838288F, 0.46773598F,  0.47054198F, 0.5596841F,
      0.58357644F, 0.7272812F,  0.86075747F, 0.8061304F,  0.77474594F, 0.75576663F,  0.6661997F,  0.6067314F,
      0.6652397F,  0.60661006F, 0.50505924F, 0.34721574F, 0.26250893F, 0.2582117F,   0.16957372F, 0.099781014F};
  return {.x = {x.begin(), x.end()}, .y = {y.begin(), y.end()}};
}

Preset orthogonal() {
  return {"orthogonal",
          "Two orthogonal points: the neurons first align, then two groups grow one after the other, up to the "
          "interpolator of minimum norm.",
          notebookExperiment("orthogonal", orthogonalPoints())};
}

Preset nonOrthogonal() {
  Preset preset{"non-orthogonal",
                "Five points that are not orthogonal: from this seed training leaves the spurious stationary point "
                "where most seeds stay.",
                notebookExperiment("non-orthogonal", nonOrthogonalPoints())};
  preset.experiment.network.seed = 32;
  preset.experiment.training.iterations = 300'000;
  return preset;
}

Preset nonOrthogonalLargeInit() {
  Preset preset{"non-orthogonal-large-init",
                "The same five points from a large initialisation: the neurons hardly move, and no sparse "
                "solution appears.",
                notebookExperiment("non-orthogonal-large-init", nonOrthogonalPoints())};
  preset.experiment.network.initScale = 1;
  return preset;
}

Preset wide(Preset preset, std::int64_t width, std::int64_t iterations) {
  preset.experiment.network.width = width;
  preset.experiment.network.initScale = 1e-3;
  preset.experiment.training.iterations = iterations;
  preset.experiment.training.frameGrowth = 1.1;
  return preset;
}

Preset threePointsPreset() {
  return wide(
      {"three-points", "Three points, 200,000 neurons: the whole cloud of neurons collapses onto a few directions.",
       notebookExperiment("three-points", threePoints())},
      200'000, 2'000'000);
}

Preset fortyPointsPreset() {
  return wide(
      {"forty-points", "Forty points on a zigzag, 20,000 neurons: simple functions are learned first, kink by kink.",
       notebookExperiment("forty-points", fortyPoints())},
      20'000, 3'000'000);
}

Preset highDimension() {
  return {
      "high-dimension",
      "75 points in 150 dimensions, drawn by a teacher of six neurons, from the companion notebook of the first paper: "
      "the neurons align with two directions, and those of each sign grow together.",
      highDimensionExperiment()};
}

Preset plane() {
  return {
      "plane",
      "Three points of the plane for which (x, 1) are orthogonal, the setting of the first paper with two inputs: the "
      "kinks of all neurons align on two lines, one for each sign.",
      planeExperiment()};
}

Preset exclusiveOr() {
  return {"xor",
          "Exclusive or, which no network without hidden neurons can tell (Minsky and Papert, Perceptrons, 1969): the "
          "neurons align with the diagonals.",
          exclusiveOrExperiment()};
}

Preset twoOutputs() {
  return {
      "two-outputs",
      "Cosine and sine on seven points, learned by one network with two outputs: both curves bend at the same kinks.",
      twoOutputsExperiment()};
}

Preset spiral() {
  return {
      "spiral",
      "Two spirals of fifty points, TensorFlow Playground's hardest data: 100 neurons cut the plane until the arms are "
      "apart.",
      spiralExperiment()};
}

}  // namespace

Experiment notebookExperiment(std::string_view name, Data data) {
  return {.preset = std::string(name),
          .data = std::move(data),
          .network = {.width = 60, .initScale = 1e-6},
          .training = {.learningRate = 0.001, .iterations = 20'000, .frameGrowth = 1.05}};
}

std::span<const Preset> presets() {
  static const std::array all{orthogonal(),
                              nonOrthogonal(),
                              nonOrthogonalLargeInit(),
                              threePointsPreset(),
                              fortyPointsPreset(),
                              highDimension(),
                              plane(),
                              exclusiveOr(),
                              twoOutputs(),
                              spiral()};
  return all;
}

const Preset* findPreset(std::string_view name) {
  const auto all = presets();
  const auto found = std::find_if(all.begin(), all.end(), [name](const Preset& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string presetNames() {
  std::string names;
  for (const Preset& preset : presets()) {
    names += (names.empty() ? "" : ", ") + std::string(preset.name);
  }
  return names;
}

}  // namespace reluscope
