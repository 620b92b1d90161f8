// In place of core/run/late_engines.cpp, and of what only runs of those engines need, in the module that the page
// begins with.

#include "engine/cells/alternating.hpp"
#include "engine/cells/placement.hpp"
#include "experiment/shape_presets.hpp"
#include "experiment/shape_reader.hpp"
#include "experiment/shape_writer.hpp"
#include "network/network_outputs.hpp"
#include "network/plane_function.hpp"
#include "network/principal_plane.hpp"
#include "network/smooth_function.hpp"
#include "run/late_engines.hpp"
#include "torch/adjustment.hpp"

namespace reluscope {

void requireLateEngines() { throw ExperimentError(kNotHeld, "what trains this experiment has not been loaded yet"); }

std::unique_ptr<Engine> makeLateEngine(const Experiment& /*experiment*/, const Weights& /*start*/) {
  requireLateEngines();
  return nullptr;
}

void readOtherData(InputValues& /*input*/, Data& /*data*/) { requireLateEngines(); }

Weights readOtherInitial(InputValues& /*input*/, const Network& /*network*/, const Data& /*data*/) {
  requireLateEngines();
  return {};
}

void readAdjustments(const InputValues& /*input*/, Network& /*network*/) { requireLateEngines(); }

void refuseOtherShape(const Experiment& /*experiment*/) { requireLateEngines(); }

ObjectText otherDataText(const Data& /*data*/) {
  requireLateEngines();
  return {};
}

ObjectText otherInitialText(const Weights& /*initial*/, bool /*outputBias*/) {
  requireLateEngines();
  return {};
}

// Their names suffice for a reader to choose one.
Experiment highDimensionExperiment() { return {.preset = "high-dimension"}; }
Experiment planeExperiment() { return {.preset = "plane"}; }
Experiment exclusiveOrExperiment() { return {.preset = "xor"}; }
Experiment twoOutputsExperiment() { return {.preset = "two-outputs"}; }
Experiment spiralExperiment() { return {.preset = "spiral"}; }

void adjust(const Network& /*network*/, Tensors& /*net*/) { requireLateEngines(); }

// Frames are stored here, not rebuilt.

std::unique_ptr<const History> Alternating::history() { return nullptr; }

std::optional<Extent> Placement::mark(double /*c*/) { return std::nullopt; }

void Placement::noteMove(std::uint32_t /*id*/, std::size_t /*mode*/) {}

void Placement::noteFold(std::size_t /*pattern*/) {}

// Without such a run nobody asks for these.

std::vector<double> byOutput(const std::vector<double>& byNeuron, std::size_t /*outputs*/) { return byNeuron; }

Weights ofOutput(const Weights& weights, std::size_t /*output*/) { return weights; }

Data ofOutput(const Data& data, std::size_t /*output*/) { return data; }

std::vector<double> networkOutputs(const Weights& /*weights*/, Activation /*activation*/,
                                   std::span<const double> /*points*/) {
  return {};
}

std::vector<double> smoothFunction(const Weights& /*weights*/, Activation /*activation*/,
                                   const std::vector<double>& /*grid*/) {
  return {};
}

std::vector<double> planeFunction(const Weights& /*weights*/, Activation /*activation*/, const PlaneGrid& /*grid*/) {
  return {};
}

Plane principalPlane(const Weights& /*weights*/) { return {}; }

Directions projected(const Weights& /*weights*/, const Plane& /*plane*/) { return {}; }

}  // namespace reluscope
