#include "sweep/sweep_script.hpp"

#include "experiment/experiment_writer.hpp"
#include "pytorch_sweep.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

constexpr std::string_view kPlaceholder = R"("SWEEP")";

/// The resolved experiment and every value of each key, as JSON.
std::string sweepText(const Sweep& sweep) {
  std::string over;
  for (const SweptKey& each : sweep.keys()) {
    if (each.key == "preset") {
      throw ExperimentError("over.preset", "a PyTorch script cannot run over presets; write one for each");
    }
    over.append(over.empty() ? "" : ",").append(quotedText(each.key)).append(":[");
    for (const std::string& value : each.values) {
      over.append(over.ends_with('[') ? "" : ",").append(value);
    }
    over += ']';
  }
  return R"({"experiment":)" + experimentText(sweep.experiment()) + R"(,"over":{)" + over + "}}";
}

}  // namespace

std::string sweepScript(const Sweep& sweep) {
  std::string script(kPytorchSweep);
  const std::size_t place = script.find(kPlaceholder);
  // No value of an experiment has quotes or backslashes.
  return script.replace(place, kPlaceholder.size(), "'" + sweepText(sweep) + "'");
}

}  // namespace reluscope
