#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment_reader.hpp"

namespace reluscope {

/// A parsed command line.
struct Call {
  enum class Command : std::uint8_t { run, presets, help };

  Command command = Command::help;
  std::string help = {};                   ///< The text to print for `help`.
  std::optional<std::string> file = {};    ///< The experiment's file; without it the settings are everything.
  std::vector<Setting> settings = {};      ///< In the order given.
  std::optional<std::string> output = {};  ///< Standard output if left out.
  std::int64_t neurons = std::numeric_limits<std::int64_t>::max();  ///< Neurons to keep of each frame.
};

/// Throws CallError with the mistake and what to write instead.
Call parseCall(int argc, const char* const* argv);

}  // namespace reluscope
