#pragma once

#include <string>
#include <string_view>

#include "core/experiment.hpp"

namespace reluscope {

/// Reads an experiment, or that of a run's file (the value of its key "experiment"), and gives every key its value:
/// first the preset's, then what stands beside it. A run's file may be cut off after its experiment. Throws
/// ExperimentError for text that is no JSON object, unknown keys, wrong types and values out of range.
Experiment parseExperiment(std::string_view text);

/// The experiment as one line of JSON with every key; parsing it gives an equal experiment.
std::string experimentText(const Experiment& experiment);

/// The experiment `text` with one more key set: `key` dotted, `value` JSON or else taken as a bare string.
/// Of a run's file, the experiment is what is changed and returned. Checks nothing but that `text` is a JSON object.
std::string withSetting(std::string_view text, std::string_view key, std::string_view value);

/// The shortest decimal that reads back to the same double; `null` where it is not finite.
std::string numberText(double value);

/// A JSON string: quoted and escaped.
std::string quotedText(std::string_view text);

}  // namespace reluscope
