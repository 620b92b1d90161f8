#pragma once

#include <span>
#include <string>
#include <string_view>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A named experiment from the notebook or the papers.
struct Preset {
  std::string_view name;
  std::string_view shows;  ///< One sentence.
  Experiment experiment;
};

inline constexpr std::string_view kDefaultPreset = "orthogonal";

/// All presets, the default first.
std::span<const Preset> presets();

/// The preset with a name, or null.
const Preset* findPreset(std::string_view name);

/// The names, separated by commas.
std::string presetNames();

}  // namespace reluscope
