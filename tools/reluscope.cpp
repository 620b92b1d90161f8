/// The command line: `reluscope run` trains an experiment and writes what it recorded; `reluscope presets` lists them.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>

#include "core/experiment_text.hpp"
#include "core/fields.hpp"
#include "core/json.hpp"
#include "core/presets.hpp"
#include "core/run.hpp"
#include "core/run_file.hpp"
#include "core/version.hpp"

namespace {

using namespace reluscope;
using Clock = std::chrono::steady_clock;

constexpr int kWrongCall = 2;
constexpr int kDiverged = 3;
constexpr auto kProgressEvery = std::chrono::milliseconds(100);

struct RunCall {
  std::string file;
  std::string preset;
  std::vector<std::string> settings;
  std::string output;
  std::int64_t neurons = std::numeric_limits<std::int64_t>::max();
};

/// A call or an output that cannot be served.
struct CallError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Experiment experimentOf(const RunCall& call) {
  std::string text = "{}";
  if (!call.file.empty()) {
    std::ifstream in(call.file, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
    if (!in) {
      throw CallError(call.file + ": cannot be read");
    }
  }
  std::vector<Setting> settings;
  if (!call.preset.empty()) {
    settings.push_back({"preset", quotedText(call.preset)});
  }
  for (const std::string& setting : call.settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw CallError("--set " + setting + ": write it as key=value, such as training.iterations=300000");
    }
    settings.push_back({setting.substr(0, equals), setting.substr(equals + 1)});
  }
  return parseExperiment(text, settings);
}

/// Trains to the end, telling a terminal how far it is. Returns the seconds that it took.
double train(Run& run) {
  const bool terminal = isatty(STDERR_FILENO) != 0;
  const std::int64_t iterations = run.experiment().training.iterations;
  const auto start = Clock::now();
  const auto elapsed = [&start] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  auto told = start;
  std::int64_t slice = terminal ? 1 : iterations;
  while (!run.finished()) {
    const auto sliceStart = Clock::now();
    run.advance(slice);
    const auto now = Clock::now();
    if (now - sliceStart < kProgressEvery / 4) {
      slice = std::min(slice * 2, iterations);
    } else if (now - sliceStart > kProgressEvery && slice > 1) {
      slice /= 2;
    }
    if (terminal && now - told > kProgressEvery) {
      told = now;
      const double done = static_cast<double>(run.iteration()) / static_cast<double>(iterations);
      std::cerr << "\r\x1b[K" << static_cast<int>(done * 100) << " % · iteration "
                << inWords(static_cast<double>(run.iteration())) << " · "
                << static_cast<std::int64_t>(elapsed() / done * (1 - done)) + 1 << " s left" << std::flush;
    }
  }
  if (terminal && told != start) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
  return elapsed();
}

/// Writes to a file beside `path` first, so that a failure leaves nothing half done.
void write(const std::string& path, RunFile& file) {
  if (path.empty()) {
    write(std::cout, file);
    std::cout.flush();
    if (!std::cout) {
      throw CallError("standard output: cannot be written");
    }
    return;
  }
  const std::string unfinished = path + ".part";
  std::ofstream out(unfinished, std::ios::binary);
  if (out) {
    write(out, file);
    out.close();
  }
  std::error_code error;
  if (out) {
    std::filesystem::rename(unfinished, path, error);
  }
  if (!out || error) {
    std::filesystem::remove(unfinished, error);
    throw CallError(path + ": cannot be written");
  }
}

int runCommand(const RunCall& call) {
  const bool csv = call.output.ends_with(".csv");
  if (!call.output.empty() && !csv && !call.output.ends_with(".json")) {
    throw CallError("--output " + call.output + ": the name must end in .json or .csv");
  }
  const std::filesystem::path folder = std::filesystem::path(call.output).parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder)) {
    throw CallError("--output " + call.output + ": there is no such folder");
  }
  const Experiment experiment = experimentOf(call);
  const RunFormat format = csv ? RunFormat::csv : RunFormat::json;
  if (const auto refusal = refusalOfRunFile(experiment, format, call.neurons)) {
    throw CallError(*refusal + " with --neurons N");
  }
  Run run(experiment, call.neurons);
  const double seconds = train(run);
  write(call.output, *makeRunFile(run, format, seconds, call.neurons));
  if (run.diverged()) {
    std::cerr << "reluscope: " << run.divergence() << '\n';
    return kDiverged;
  }
  return 0;
}

void presetsCommand() {
  std::size_t widest = 0;
  for (const Preset& preset : presets()) {
    widest = std::max(widest, preset.name.size());
  }
  for (const Preset& preset : presets()) {
    std::cout << preset.name << std::string(widest + 2 - preset.name.size(), ' ') << preset.shows << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Watches gradient descent train a two-layer ReLU network on a one-dimensional regression problem.",
               "reluscope");
  app.set_version_flag("--version", std::string(kVersion));
  app.require_subcommand(1);

  RunCall call;
  CLI::App* run = app.add_subcommand("run", "Trains an experiment and writes the run as JSON or CSV");
  auto* file = run->add_option("experiment", call.file, "A file with the experiment as JSON, or with a run of it")
                   ->type_name("EXPERIMENT.json");
  run->add_option("--preset", call.preset, "Start from a preset instead")->type_name("NAME")->excludes(file);
  run->add_option("--set", call.settings, "Set one key, such as training.iterations=300000; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  run->add_option("--output", call.output, "The file to write; without it the JSON goes to standard output")
      ->type_name("RUN.json|RUN.csv");
  run->add_option("--neurons", call.neurons, "Keep only the first N neurons of each frame")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  CLI::App* list = app.add_subcommand("presets", "Lists the presets, one a line, with what each shows");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return app.exit(error);
    }
    std::cerr << "reluscope: " << error.what() << '\n';
    return kWrongCall;
  }
  try {
    if (list->parsed()) {
      presetsCommand();
      return 0;
    }
    return runCommand(call);
  } catch (const std::bad_alloc&) {
    std::cerr << "reluscope: this run needs more memory than there is\n";
    return kWrongCall;
  } catch (const std::exception& error) {
    std::cerr << "reluscope: " << error.what() << '\n';
    return kWrongCall;
  }
}
