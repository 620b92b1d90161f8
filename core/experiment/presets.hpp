#pragma once

#include <span>
#include <string>
#include <string_view>

#include "experiment/experiment.hpp"

namespace reluscope {

/// An experiment worth seeing, from the notebook and its companion papers.
struct Preset {
  std::string_view name;
  std::string_view shows;  ///< One sentence.
  Experiment experiment;
};

inline constexpr std::string_view kDefaultPreset = "orthogonal";

/// All presets, the default one first.
std::span<const Preset> presets();

/// The preset of that name, or null.
const Preset* findPreset(std::string_view name);

/// The names, parted by commas.
std::string presetNames();

}  // namespace reluscope
