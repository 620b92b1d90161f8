#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A key that is set from outside an experiment's text: `key` dotted, `value` JSON or else taken as a bare string.
struct Setting {
  std::string key;
  std::string value;
};

/// Reads an experiment, or that of a run's file (the value of its key "experiment"), and gives every key its value:
/// first the preset's, then what stands beside it, then the settings in their order. A run's file may be cut off after
/// its experiment. Throws ExperimentError for text that is no JSON object, unknown keys, wrong types and values out of
/// range.
Experiment parseExperiment(std::string_view text, const std::vector<Setting>& settings = {});

}  // namespace reluscope
