/// Times the engines and prints one JSON line a case: {"target", "engine", "precision", "width", "points",
/// "nsPerIteration"}. Built natively and, for Node, as WebAssembly, so that both are measured the same way.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>

#include "core/engine.hpp"
#include "core/json.hpp"
#include "core/presets.hpp"

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

double secondsFor(Engine& engine, std::int64_t iterations) {
  const auto start = Clock::now();
  engine.advance(iterations);
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The fastest of a few rounds, each long enough for the clock: other work on the machine only ever adds.
double nanosecondsPerIteration(const Experiment& experiment) {
  const auto engine = makeEngine(experiment);
  std::int64_t iterations = 1;
  while (secondsFor(*engine, iterations) < kSecondsPerRound) {
    iterations *= 2;
  }
  double best = secondsFor(*engine, iterations);
  for (int round = 1; round < kRounds; ++round) {
    best = std::min(best, secondsFor(*engine, iterations));
  }
  return best * 1e9 / static_cast<double>(iterations);
}

}  // namespace

int main() {
  for (const char* preset : {"orthogonal", "non-orthogonal", "forty-points"}) {
    for (const std::int64_t width : {60, 1'000, 20'000}) {
      for (const Precision precision : {Precision::float32, Precision::float64}) {
        Experiment experiment = findPreset(preset)->experiment;
        experiment.network.width = width;
        experiment.training.precision = precision;
        const auto name = makeEngine(experiment)->name();
        std::cout << R"({"target":")" << kTarget << R"(","engine":")" << name << R"(","precision":")"
                  << (precision == Precision::float32 ? "float32" : "float64") << R"(","width":)" << width
                  << R"(,"points":)" << experiment.data.x.size() << R"(,"nsPerIteration":)"
                  << numberText(std::round(nanosecondsPerIteration(experiment) * 10) / 10) << "}" << std::endl;
      }
    }
  }
}
