#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment_reader.hpp"

namespace reluscope {

/// A part of a sweep: the `index`-th of `count`, from 1.
struct Shard {
  std::size_t index = 1;
  std::size_t count = 1;
};

/// A parsed command line.
struct Call {
  enum class Command : std::uint8_t { run, sweep, plot, presets, schema, help };

  Command command = Command::help;
  std::string help = {};                   ///< The text to print for `help`.
  std::optional<std::string> file = {};    ///< The experiment's file; without it the settings are everything.
  std::vector<Setting> settings = {};      ///< In the order given; those of a table of data first.
  std::optional<std::string> output = {};  ///< Standard output if left out.
  std::int64_t neurons = std::numeric_limits<std::int64_t>::max();  ///< Neurons to keep of each frame.
  bool summary = false;                                             ///< Write the run's summary instead of the run.
  std::vector<Setting> over = {};        ///< Each key to sweep over with the JSON of its values.
  std::optional<std::size_t> jobs = {};  ///< Runs at a time; as many as there are processors if left out.
  Shard shard = {};
  bool resume = false;
  bool ofSweeps = false;  ///< The schema is that of sweeps.
};

/// Throws CallError with the mistake and what to write instead.
Call parseCall(int argc, const char* const* argv);

}  // namespace reluscope
