#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment_reader.hpp"

namespace reluscope {

/// What the command line has been asked for.
struct Call {
  enum class Command : std::uint8_t { run, presets, help };

  Command command = Command::help;
  std::string help = {};                   ///< Of `help`: what to print.
  std::optional<std::string> file = {};    ///< With the experiment; where there is none, the settings are all of it.
  std::vector<Setting> settings = {};      ///< In their order.
  std::optional<std::string> output = {};  ///< Standard output when left out.
  std::int64_t neurons = std::numeric_limits<std::int64_t>::max();  ///< Kept of each frame.
};

/// Throws CallError with what is wrong and what to write instead.
Call parseCall(int argc, const char* const* argv);

}  // namespace reluscope
