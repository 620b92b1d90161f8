#pragma once

#include <string_view>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The experiments of the presets with several inputs or outputs.
Experiment highDimensionExperiment();
Experiment planeExperiment();
Experiment exclusiveOrExperiment();
Experiment twoOutputsExperiment();
Experiment spiralExperiment();

/// The settings of the notebook's run, with other data.
Experiment notebookExperiment(std::string_view name, Data data);

}  // namespace reluscope
