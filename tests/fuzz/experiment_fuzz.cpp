// Any bytes at all are read as an experiment or refused with a message; what is read can be written and read again.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace reluscope;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  try {
    const Experiment experiment = parseExperiment(text);
    if (!(parseExperiment(experimentText(experiment)) == experiment)) {
      std::abort();
    }
  } catch (const ExperimentError& refusal) {
    if (std::string_view(refusal.what()).empty()) {
      std::abort();
    }
  }
  return 0;
}
