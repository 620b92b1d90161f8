#include "core/run_file.hpp"

#include <ostream>

#include "core/json.hpp"

namespace reluscope {
namespace {

constexpr double kBytesPerNumber = 23;  // A sign, 17 digits, a point, an exponent of three places and a comma.

void writeNumbers(std::ostream& out, const std::vector<double>& values) {
  const char* separator = "[";
  for (const double value : values) {
    out << separator << numberText(value);
    separator = ",";
  }
  out << (values.empty() ? "[]" : "]");
}

void writeFrame(std::ostream& out, const Frame& frame, bool outputBias) {
  out << R"({"iteration":)" << frame.iteration << R"(,"loss":)" << numberText(frame.loss) << R"(,"w":)";
  writeNumbers(out, frame.weights.w);
  out << R"(,"b":)";
  writeNumbers(out, frame.weights.b);
  out << R"(,"a":)";
  writeNumbers(out, frame.weights.a);
  if (outputBias) {
    out << R"(,"c":)" << numberText(frame.weights.c);
  }
  out << "}";
}

}  // namespace

double runFileBytes(const Experiment& experiment, std::int64_t neurons) {
  const Training& training = experiment.training;
  const auto frames = static_cast<double>(frameCount(training.frameGrowth, training.iterations) + 1);
  const auto kept = static_cast<double>(std::min(neurons, experiment.network.width));
  return kBytesPerNumber * (frames * (3 * kept + 3) + static_cast<double>(training.iterations) /
                                                          static_cast<double>(lossInterval(training.iterations)));
}

void writeRunJson(std::ostream& out, const Run& run, double seconds, std::int64_t neurons) {
  const Recording& recording = run.recording();
  const bool outputBias = run.experiment().network.outputBias;
  out << R"({"version":1,"experiment":)" << experimentText(run.experiment()) << R"(,"engine":)"
      << quotedText(run.engine()) << R"(,"seconds":)" << numberText(seconds) << R"(,"lossEvery":)"
      << recording.lossEvery() << R"(,"loss":)";
  writeNumbers(out, recording.loss());
  out << ",\n"
      << R"("frames":[)";
  const char* separator = "\n";
  for (std::size_t index = 0; index < recording.frames(); ++index) {
    out << separator;
    writeFrame(out, recording.frame(index), outputBias);
    separator = ",\n";
  }
  out << "],\n"
      << R"("final":)";
  writeFrame(out, run.present(), outputBias);
  if (neurons < run.experiment().network.width) {
    out << R"(,"neurons":)" << neurons;
  }
  if (run.diverged()) {
    out << R"(,"diverged":{"iteration":)" << run.iteration() << "}";
  }
  out << "}\n";
}

void writeRunCsv(std::ostream& out, const Run& run) {
  out << "frame,iteration,loss,neuron,w,b,a\n";
  for (std::size_t index = 0; index < run.recording().frames(); ++index) {
    const Frame frame = run.recording().frame(index);
    const std::string head =
        std::to_string(index) + "," + std::to_string(frame.iteration) + "," + numberText(frame.loss) + ",";
    const Weights& weights = frame.weights;
    for (std::size_t j = 0; j < weights.w.size(); ++j) {
      out << head << j << ',' << numberText(weights.w[j]) << ',' << numberText(weights.b[j]) << ','
          << numberText(weights.a[j]) << '\n';
    }
  }
}

}  // namespace reluscope
