#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// Overrides one key of an experiment's text. `key` is dotted; a `value` that is not JSON is a bare string.
struct Setting {
  std::string key;
  std::string value;
};

/// Reads an experiment, or the experiment in a run's file (the value of its key "experiment"), and resolves it: each
/// key has the preset's value unless the text overrides it, and the settings override both, later ones winning. A run's
/// file may be cut off after its experiment. Throws ExperimentError if the text is not a JSON object, and for unknown
/// keys, wrong types and values out of range.
Experiment parseExperiment(std::string_view text, const std::vector<Setting>& settings = {});

}  // namespace reluscope
