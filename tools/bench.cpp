/// Times the engines and prints one JSON line for each case. Built natively and, for Node, as WebAssembly, so that both
/// are measured in the same way.
///
///     bench        time an iteration at the start of a run, for three widths and numbers of points
///     bench runs   whole runs of the presets, and one where everything oscillates, by the engine that runs take and as
///                  gradient flow; the dense engine sampled from states that were reached
///     bench shapes whole runs of the presets with several inputs or outputs

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>

#include "engine/dense/dense_line.hpp"
#include "engine/engine.hpp"
#include "experiment/experiment_reader.hpp"
#include "experiment/presets.hpp"
#include "run/make_engine.hpp"
#include "text/number_text.hpp"
#include "torch/initialisation.hpp"

namespace {

using namespace reluscope;
using Clock = std::chrono::steady_clock;

#ifdef __EMSCRIPTEN__
constexpr const char* kTarget = "wasm";
#else
constexpr const char* kTarget = "native";
#endif

constexpr double kSecondsPerRound = 0.05;
constexpr int kRounds = 5;
constexpr int kSamples = 8;

double secondsFor(Engine& engine, std::int64_t iterations) {
  const auto start = Clock::now();
  for (std::int64_t left = iterations; left > 0;) {
    left -= engine.advance(left);
  }
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The fastest of a few rounds, each long enough for the clock, since other work on the machine only adds time.
double nanosecondsPerIteration(Engine& engine, int rounds) {
  std::int64_t iterations = 1;
  double best = secondsFor(engine, iterations);
  while (best < kSecondsPerRound) {
    iterations *= 2;
    best = secondsFor(engine, iterations);
  }
  for (int round = 1; round < rounds; ++round) {
    best = std::min(best, secondsFor(engine, iterations));
  }
  return best * 1e9 / static_cast<double>(iterations);
}

/// With the time to draw the initial weights and to set up the engine.
double secondsOfRun(const Experiment& experiment) {
  const auto start = Clock::now();
  const auto engine = makeEngine(experiment);
  const double before = std::chrono::duration<double>(Clock::now() - start).count();
  return before + secondsFor(*engine, experiment.training.iterations);
}

double fastestRun(const Experiment& experiment) {
  double seconds = secondsOfRun(experiment);
  for (int round = 1; round < kRounds && seconds < kSecondsPerRound; ++round) {
    seconds = std::min(seconds, secondsOfRun(experiment));
  }
  return seconds;
}

/// Prints one line; `more` is further JSON members, each preceded by a comma.
void print(const Engine& engine, const Experiment& experiment, double nanoseconds, const std::string& more) {
  const bool single = experiment.training.precision == Precision::float32;
  std::cout << R"({"target":")" << kTarget << R"(","engine":")" << engine.name() << R"(","precision":")"
            << (single ? "float32" : "float64") << R"(","width":)" << experiment.network.width << R"(,"points":)"
            << experiment.data.points() << R"(,"nsPerIteration":)" << numberText(std::round(nanoseconds * 10) / 10)
            << more << "}" << std::endl;
}

void timeIterations() {
  for (const char* preset : {"orthogonal", "non-orthogonal", "forty-points"}) {
    for (const std::int64_t width : {60, 1'000, 20'000}) {
      for (const auto& [precision, choice] :
           {std::pair{Precision::float32, EngineChoice::dense}, std::pair{Precision::float64, EngineChoice::dense},
            std::pair{Precision::float64, EngineChoice::cells}}) {
        Experiment experiment = findPreset(preset)->experiment;
        experiment.network.width = width;
        experiment.training.precision = precision;
        experiment.training.engine = choice;
        const auto engine = makeEngine(experiment);
        print(*engine, experiment, nanosecondsPerIteration(*engine, kRounds), "");
      }
    }
  }
}

/// Times a whole run, and the dense engine from sampled states of it.
void timeRun(const std::string& name, const Experiment& experiment) {
  const std::int64_t part = experiment.training.iterations / kSamples;
  const auto iterations = static_cast<double>(part * kSamples);
  const auto members = [&](double seconds) {
    return R"(,"run":")" + name + R"(","iterations":)" + numberText(iterations) + R"(,"seconds":)" +
           numberText(std::round(seconds * 1e5) / 1e5);
  };
  const double seconds = fastestRun(experiment);
  Experiment flow = experiment;
  flow.training.dynamics = Dynamics::flow;
  const double flowSeconds = fastestRun(flow);
  print(*makeEngine(flow), flow, flowSeconds * 1e9 / iterations, members(flowSeconds));

  const auto engine = makeEngine(experiment);
  double denseNanoseconds = 0;
  for (int sample = 0; sample < kSamples; ++sample) {
    engine->advance(part);
    DenseLine<double> dense(experiment, engine->weights(experiment.network.width));
    denseNanoseconds += nanosecondsPerIteration(dense, 1) / kSamples;
  }
  print(*engine, experiment, seconds * 1e9 / iterations, members(seconds));
  print(DenseLine<double>(experiment, initialWeights(experiment.network)), experiment, denseNanoseconds,
        members(denseNanoseconds * 1e-9 * iterations));
}

/// Times whole runs with several inputs or outputs.
void timeShapes() {
  for (const char* preset : {"plane", "two-outputs", "spiral", "high-dimension"}) {
    // Read, since a teacher's points are drawn then.
    const Experiment experiment = parseExperiment(R"({"preset":")" + std::string(preset) + "\"}");
    const double seconds = fastestRun(experiment);
    const auto iterations = static_cast<double>(experiment.training.iterations);
    print(*makeEngine(experiment), experiment, seconds * 1e9 / iterations,
          std::string(R"(,"run":")") + preset + R"(","inputs":)" + std::to_string(experiment.data.inputs) +
              R"(,"outputs":)" + std::to_string(experiment.data.outputs) + R"(,"iterations":)" +
              numberText(iterations) + R"(,"seconds":)" + numberText(std::round(seconds * 1e5) / 1e5));
  }
}

void timeRuns() {
  for (const char* preset : {"orthogonal", "non-orthogonal", "three-points", "forty-points"}) {
    timeRun(preset, findPreset(preset)->experiment);
  }
  Experiment unbalanced = findPreset("three-points")->experiment;
  unbalanced.network.initialisation = Initialisation::unbalanced;
  timeRun("three-points, unbalanced", unbalanced);
  for (const std::int64_t width : {60, 600, 6'000, 60'000}) {
    Experiment narrower = findPreset("three-points")->experiment;
    narrower.network.width = width;
    timeRun("three-points, width " + std::to_string(width), narrower);
  }
  Experiment oscillating = findPreset("orthogonal")->experiment;
  oscillating.network.width = 1'000'000;
  oscillating.training.learningRate = 1.3;
  oscillating.training.iterations = 104;
  timeRun("orthogonal, oscillating", oscillating);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "runs") {
    timeRuns();
  } else if (what == "shapes") {
    timeShapes();
  } else {
    timeIterations();
  }
}
