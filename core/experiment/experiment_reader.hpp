#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/json.hpp"

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

/// An experiment's text with settings, read once, to be resolved many times with different further settings. Refuses
/// like `parseExperiment`: what is not JSON at once, all else when it resolves.
class ExperimentReader {
 public:
  explicit ExperimentReader(std::string_view text, const std::vector<Setting>& settings = {});

  /// Takes the values of an experiment's text.
  explicit ExperimentReader(std::vector<JsonValue> values, const std::vector<Setting>& settings = {});

  [[nodiscard]] Experiment resolve(const std::vector<Setting>& settings = {}) const;

 private:
  std::vector<JsonValue> values_;
};

/// The innermost section of an unknown key, such as `network`; nothing for a known key.
std::optional<std::string_view> sectionOfUnknown(std::string_view key);

}  // namespace reluscope
