// The pace by change, in the full module alone.

#include <emscripten/bind.h>

#include <cstdint>

#include "experiment/experiment_reader.hpp"
#include "run/change.hpp"
#include "wasm/values.hpp"

namespace reluscope::wasm {
namespace {

/// When each frame of a run that is trained up to an iteration is to be shown; see change.hpp.
emscripten::val momentsOf(const emscripten::val& experiment, double iterations) {
  return guarded([&] {
    Run run(parseExperiment(utf8(experiment)));
    const auto last = static_cast<std::int64_t>(iterations);
    while (run.iteration() < last && !run.finished()) {
      run.advance(last - run.iteration());
    }
    return copied(momentsByChange(run));
  });
}

}  // namespace
}  // namespace reluscope::wasm

EMSCRIPTEN_BINDINGS(reluscope_change) { emscripten::function("momentsByChange", &reluscope::wasm::momentsOf); }
