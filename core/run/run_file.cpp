#include "run/run_file.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

#include "experiment/experiment_writer.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"
#include "torch/initialisation.hpp"
#include "version.hpp"

namespace reluscope {
namespace {

constexpr double kBytesPerNumber = 23;    // A sign, 17 digits, a point, a three-digit exponent and a comma.
constexpr double kBytesPerCsvIndex = 16;  // A row's frame, iteration and neuron.
constexpr std::size_t kPieceBytes = std::size_t{1} << 18;

/// The beginning of a file with an experiment.
std::string headText(const Experiment& experiment) {
  return R"({"version":1,"reluscope":)" + quotedText(kVersion) + R"(,"experiment":)" + experimentText(experiment);
}

void keepFirst(Weights& weights, std::int64_t neurons) {
  const auto kept = std::min(static_cast<std::size_t>(neurons), weights.w.size());
  for (std::vector<double>* values : {&weights.w, &weights.b, &weights.a}) {
    values->resize(kept);
  }
}

class RunJson final : public RunFile {
 public:
  RunJson(const Run& run, double seconds, std::int64_t neurons) : run_(run), neurons_(neurons) {
    add(headText(run.experiment()) + R"(,"engine":)" + quotedText(run.engine()) + R"(,"seconds":)" +
            numberText(seconds) + R"(,"lossEvery":)" + std::to_string(run.recording().lossEvery()) + R"(,"loss":[)",
        run.recording().loss());
    add("],\n\"frames\":[");
  }

  std::string next() override {
    std::string piece;
    while (piece.size() < kPieceBytes && prepared()) {
      Part& part = parts_.front();
      piece += std::exchange(part.text, {});  // Only once, even if the piece is full before the first number.
      for (; written_ < part.numbers.size() && piece.size() < kPieceBytes; ++written_) {
        piece += (written_ == 0 ? "" : ",") + numberText(part.numbers[written_]);
      }
      if (written_ == part.numbers.size()) {
        parts_.pop_front();
        written_ = 0;
      }
    }
    return piece;
  }

 private:
  /// A text and the numbers that follow it.
  struct Part {
    std::string text;
    std::vector<double> numbers;
  };

  void add(std::string text, std::vector<double> numbers = {}) {
    parts_.push_back({.text = std::move(text), .numbers = std::move(numbers)});
  }

  void addFrame(const std::string& before, Frame frame) {
    keepFirst(frame.weights, neurons_);
    add(before + R"({"iteration":)" + std::to_string(frame.iteration) + R"(,"loss":)" + numberText(frame.loss) +
            R"(,"w":[)",
        std::move(frame.weights.w));
    add(R"(],"b":[)", std::move(frame.weights.b));
    add(R"(],"a":[)", std::move(frame.weights.a));
    add(run_.experiment().network.outputBias ? R"(],"c":)" + numberText(frame.weights.c) + "}" : "]}");
  }

  void addEnd() {
    addFrame("],\n\"final\":", run_.present());
    if (neurons_ < run_.experiment().network.width) {
      add(R"(,"neurons":)" + std::to_string(neurons_));
    }
    if (run_.diverged()) {
      add(R"(,"diverged":{"iteration":)" + std::to_string(run_.iteration()) + "}");
    }
    add("}\n");
  }

  /// Makes sure that there is a part to write; false when the file is complete.
  bool prepared() {
    const std::size_t frames = run_.recording().frames();
    if (parts_.empty() && frame_ <= frames) {
      if (frame_ < frames) {
        addFrame(frame_ == 0 ? "\n" : ",\n", run_.recording().frame(frame_));
      } else {
        addEnd();
      }
      ++frame_;
    }
    return !parts_.empty();
  }

  const Run& run_;
  std::int64_t neurons_;
  std::deque<Part> parts_;   // Not written yet.
  std::size_t written_ = 0;  // Numbers of the first part that are written.
  std::size_t frame_ = 0;    // The next to become parts; the end of the file follows the last frame.
};

class RunCsv final : public RunFile {
 public:
  RunCsv(const Run& run, std::int64_t neurons) : recording_(run.recording()), neurons_(neurons) {}

  std::string next() override {
    std::string piece = std::exchange(columns_, {});
    while (piece.size() < kPieceBytes && index_ < recording_.frames()) {
      if (neuron_ == 0) {
        begin(recording_.frame(index_));
      }
      for (; neuron_ < weights_.w.size() && piece.size() < kPieceBytes; ++neuron_) {
        piece += head_ + std::to_string(neuron_) + ',' + numberText(weights_.w[neuron_]) + ',' +
                 numberText(weights_.b[neuron_]) + ',' + numberText(weights_.a[neuron_]) + '\n';
      }
      if (neuron_ == weights_.w.size()) {
        neuron_ = 0;
        ++index_;
      }
    }
    return piece;
  }

 private:
  void begin(Frame frame) {
    head_ = std::to_string(index_) + ',' + std::to_string(frame.iteration) + ',' + numberText(frame.loss) + ',';
    weights_ = std::move(frame.weights);
    keepFirst(weights_, neurons_);
  }

  const Recording& recording_;
  std::int64_t neurons_;
  std::string columns_ = "frame,iteration,loss,neuron,w,b,a\n";
  std::size_t index_ = 0;   // The frame being written.
  std::string head_;        // The beginning of its rows.
  Weights weights_;         // Its neurons.
  std::size_t neuron_ = 0;  // The next neuron to write.
};

}  // namespace

double runFileBytes(const Experiment& experiment, RunFormat format, std::int64_t neurons) {
  const Training& training = experiment.training;
  const auto frames = static_cast<double>(frameCount(training.frameGrowth, training.iterations));
  const auto kept = static_cast<double>(std::min(neurons, experiment.network.width));
  if (format == RunFormat::csv) {
    return frames * kept * (4 * kBytesPerNumber + kBytesPerCsvIndex);
  }
  return kBytesPerNumber * ((frames + 1) * (3 * kept + 3) + static_cast<double>(training.iterations) /
                                                                static_cast<double>(lossInterval(training.iterations)));
}

std::optional<std::string> refusalOfRunFile(const Experiment& experiment, RunFormat format, std::int64_t neurons) {
  const double bytes = runFileBytes(experiment, format, neurons);
  if (bytes <= static_cast<double>(kMostFileBytes)) {
    return std::nullopt;
  }
  return "the file would have about " + groupedDigits(std::round(bytes / 1e8) / 10) +
         " GB, more than the 1 GB allowed: keep fewer neurons of each frame";
}

std::unique_ptr<RunFile> makeRunFile(const Run& run, RunFormat format, double seconds, std::int64_t neurons) {
  if (format == RunFormat::csv) {
    return std::make_unique<RunCsv>(run, neurons);
  }
  return std::make_unique<RunJson>(run, seconds, neurons);
}

std::string initialWeightsText(const Experiment& experiment) {
  Experiment written = experiment;
  written.network.initial = initialWeights(experiment.network);
  return headText(written) + "}\n";
}

}  // namespace reluscope
