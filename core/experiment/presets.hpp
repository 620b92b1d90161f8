#pragma once

#include <span>
#include <string>
#include <string_view>

#include "experiment/experiment.hpp"

namespace reluscope {

/// A named experiment, from the notebook, its companions or the papers unless its sentence says otherwise.
struct Preset {
  std::string_view name;
  std::string_view shows;  ///< One sentence.
  Experiment experiment;   ///< Resolved, but for points of a teacher: those are drawn when it is read.
};

inline constexpr std::string_view kDefaultPreset = "orthogonal";

/// All presets, the default first.
std::span<const Preset> presets();

/// The preset with a name, or null.
const Preset* findPreset(std::string_view name);

/// The names, separated by commas.
std::string presetNames();

}  // namespace reluscope
