// Any bytes at all are read as an experiment or a sweep, or refused in one short line that begins with the key; what is
// read can be written and read again. The same with the bytes as the value of a setting, and as its key.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "sweep/sweep.hpp"
#include "sweep/sweep_table.hpp"

namespace {

using namespace reluscope;

constexpr std::size_t kLongestLine = 500;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

template <class Read>
auto unlessRefused(Read read) -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const ExperimentError& refusal) {
    const std::string_view line = refusal.what();
    const std::string& key = refusal.key();
    require(line.size() <= kLongestLine);
    require(std::none_of(line.begin(), line.end(), [](unsigned char letter) { return letter < ' '; }));
    require(key.empty() ? !line.empty() : line.starts_with(key + ": ") && line.size() > key.size() + 2);
  }
  return std::nullopt;
}

void read(std::string_view text, const std::vector<Setting>& settings = {}) {
  if (const auto experiment = unlessRefused([&] { return parseExperiment(text, settings); })) {
    const std::string written = experimentText(*experiment);
    require(parseExperiment(written) == *experiment);
    require(experimentText(parseExperiment(written)) == written);
  }
}

void readSweep(std::string_view text, const std::vector<Setting>& over = {}) {
  const auto sweep = unlessRefused([&] { return parseSweep(text, {}, over); });
  if (!sweep) {
    return;
  }
  require(!sweep->keys().empty() && sweep->keys().size() <= kMostSweptKeys);
  require(sweep->runs() > 0 && sweep->runs() <= kMostRuns);
  for (const std::size_t run : {std::size_t{0}, sweep->runs() / 2, sweep->runs() - 1}) {
    if (const auto experiment = unlessRefused([&] { return sweep->experiment(run); })) {
      for (const TableFormat format : {TableFormat::csv, TableFormat::ndjson}) {
        const SweepTable table(*sweep, format);
        require(table.isRow(run, table.row(run, {})));
      }
      require(parseExperiment(SweepTable(*sweep, TableFormat::ndjson).row(run, {})) == *experiment);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  read(text);
  for (const char* key : {"preset", "data", "data.x", "data.teacher", "network.clipping", "network.initial",
                          "network.initial.w", "training.learningRate"}) {
    read("{}", {{key, std::string(text)}});
  }
  read("{}", {{std::string(text), "1"}});
  readSweep(text);
  for (const char* key : {"network.seed", "network.initScale", "network.activation", "preset"}) {
    readSweep("{}", {{key, std::string(text)}});
  }
  readSweep("{}", {{std::string(text), "[1]"}});
  return 0;
}
