/// The command line: `reluscope run` trains an experiment and writes the run; `reluscope sweep` trains many; `reluscope
/// plot` has Node draw one; `reluscope presets` lists the presets, `reluscope schema` prints the schemas of the
/// formats.

#include <unistd.h>

#include <chrono>
#include <iomanip>
#include <iostream>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_schema.hpp"
#include "experiment/presets.hpp"
#include "run/run.hpp"
#include "run/run_file.hpp"
#include "sweep/summary.hpp"
#include "sweep/sweep.hpp"
#include "sweep/sweep_schema.hpp"
#include "sweep/sweep_table.hpp"
#include "text/number_text.hpp"
#include "tools/call.hpp"
#include "tools/call_error.hpp"
#include "tools/input_file.hpp"
#include "tools/output_file.hpp"
#include "tools/plot_command.hpp"
#include "tools/sweep_command.hpp"
#include "tools/table_format.hpp"
#include "tools/terminal_text.hpp"
#include "tools/whole_text.hpp"
#include "torch/initialisation.hpp"

namespace {

using namespace reluscope;
using Clock = std::chrono::steady_clock;

constexpr int kWrongCall = 2;
constexpr int kDiverged = 3;
constexpr auto kProgressEvery = std::chrono::milliseconds(100);

/// Trains a Run or a SummaryRun to the end, showing progress on a terminal. Returns the seconds it took.
template <class Training>
double train(Training& run, std::int64_t iterations) {
  const bool terminal = isatty(STDERR_FILENO) != 0;
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
                << groupedDigits(static_cast<double>(run.iteration())) << " · "
                << static_cast<std::int64_t>(elapsed() / done * (1 - done)) + 1 << " s left" << std::flush;
    }
  }
  if (terminal && told != start) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
  return elapsed();
}

/// Prints a summary of a run, and how to save it.
void summarise(const Run& run, double seconds) {
  const Experiment& experiment = run.experiment();
  const Recording& recording = run.recording();
  std::cout
      << experiment.preset << ": " << groupedDigits(static_cast<double>(experiment.network.width)) << " neurons, "
      << groupedDigits(static_cast<double>(experiment.data.points())) << " points, "
      << groupedDigits(static_cast<double>(run.iteration())) << " iterations in " << std::setprecision(2) << seconds
      << " s (" << run.engine() << " engine)\n"
      << std::setprecision(3) << "loss " << recording.frameLoss(0) << " at first, " << run.present().loss
      << " at the end, in " << groupedDigits(static_cast<double>(recording.frames())) << " frames\n"
      << "Nothing was saved: --output run.json or --output run.csv writes the run, and to a pipe it goes as JSON.\n";
}

/// Trains and writes one row of a sweep's table.
int summaryCommand(const Call& call) {
  const OutputFile output = call.output ? OutputFile(*call.output) : OutputFile::standardOutput();
  const Sweep sweep(ExperimentReader(call.file ? readExperimentText(*call.file) : "{}", call.settings));
  const SweepTable table(sweep, tableFormat(call.output));
  const Experiment experiment = sweep.experiment();
  if (const auto note = underflowNote(experiment)) {
    std::cerr << "reluscope: " << *note << '\n';
  }
  SummaryRun run(experiment);
  train(run, experiment.training.iterations);
  WholeText text(table.header() + table.row(0, run.summary()));
  output.write(text);
  if (run.run() == nullptr || run.run()->diverged()) {
    std::cerr << "reluscope: " << (run.run() == nullptr ? "the first loss is not finite" : run.run()->divergence())
              << '\n';
    return kDiverged;
  }
  return 0;
}

int runCommand(const Call& call) {
  const OutputFile output = call.output ? OutputFile(*call.output) : OutputFile::standardOutput();
  const bool csv = call.output && call.output->ends_with(".csv");
  if (output.isFile() && !csv && !call.output->ends_with(".json")) {
    throw CallError("--output " + quotation(*call.output) + ": the name must end in .json or .csv");
  }
  const bool summarises = !call.output && isatty(STDOUT_FILENO) != 0;
  const Experiment experiment = parseExperiment(call.file ? readExperimentText(*call.file) : "{}", call.settings);
  const RunFormat format = csv ? RunFormat::csv : RunFormat::json;
  if (const auto refusal = refusalOfRunFile(experiment, format, call.neurons); refusal && !summarises) {
    throw CallError(*refusal + " with --neurons N");
  }
  Run run(experiment, call.neurons);
  if (const auto note = underflowNote(experiment)) {
    std::cerr << "reluscope: " << *note << '\n';
  }
  const double seconds = train(run, experiment.training.iterations);
  if (summarises) {
    summarise(run, seconds);
  } else {
    output.write(*makeRunFile(run, format, seconds, call.neurons));
  }
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
  try {
    const Call call = parseCall(argc, argv);
    switch (call.command) {
      case Call::Command::run:
        return call.summary ? summaryCommand(call) : runCommand(call);
      case Call::Command::sweep:
        return sweepCommand(call);
      case Call::Command::plot:
        plotCommand(argv + 1);
      case Call::Command::presets:
        presetsCommand();
        return 0;
      case Call::Command::schema:
        std::cout << (call.ofSweeps ? sweepSchema() : experimentSchema());
        return 0;
      case Call::Command::help:
        std::cout << call.help;
        return 0;
    }
  } catch (const std::bad_alloc&) {
    std::cerr << "reluscope: this run needs more memory than there is\n";
  } catch (const std::exception& error) {
    std::cerr << "reluscope: " << error.what() << '\n';
  }
  return kWrongCall;
}
