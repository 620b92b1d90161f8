#include "run/run_file.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <span>
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
  const auto kept = std::min(static_cast<std::size_t>(neurons), weights.b.size());
  weights.w.resize(kept * weights.inputs());
  weights.a.resize(kept * weights.outputs());
  weights.b.resize(kept);
}

/// `name`, or with several columns `name1`, `name2`, …
std::string columnNames(const std::string& name, std::size_t columns) {
  std::string names;
  for (std::size_t k = 1; k <= columns; ++k) {
    names += name + (columns > 1 ? std::to_string(k) : "") + ",";
  }
  return names;
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
        const std::size_t column = written_ % part.columns;
        piece += (written_ == 0 ? "" : ",");
        piece += (part.columns > 1 && column == 0 ? "[" : "") + numberText(part.numbers[written_]);
        piece += part.columns > 1 && column + 1 == part.columns ? "]" : "";
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
    std::size_t columns;  // More than 1 if the numbers are lists of so many.
  };

  void add(std::string text, std::vector<double> numbers = {}, std::size_t columns = 1) {
    parts_.push_back({.text = std::move(text), .numbers = std::move(numbers), .columns = columns});
  }

  void addFrame(const std::string& before, Frame frame) {
    keepFirst(frame.weights, neurons_);
    add(before + R"({"iteration":)" + std::to_string(frame.iteration) + R"(,"loss":)" + numberText(frame.loss) +
            R"(,"w":[)",
        std::move(frame.weights.w), run_.experiment().data.inputs);
    const std::size_t outputs = frame.weights.outputs();
    const std::size_t width = frame.weights.b.size();
    add(R"(],"b":[)", std::move(frame.weights.b));
    add(R"(],"a":[)", byOutput(frame.weights.a, outputs), outputs > 1 ? width : 1);
    if (run_.experiment().network.outputBias) {
      add(outputs > 1 ? R"(],"c":[)" : R"(],"c":)", std::move(frame.weights.c));
      add(outputs > 1 ? "]}" : "}");
    } else {
      add("]}");
    }
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
  RunCsv(const Run& run, std::int64_t neurons)
      : recording_(run.recording()),
        neurons_(neurons),
        columns_("frame,iteration,loss,neuron," + columnNames("w", run.experiment().data.inputs) + "b," +
                 columnNames("a", run.experiment().data.outputs)) {
    columns_.back() = '\n';
  }

  std::string next() override {
    std::string piece = std::exchange(columns_, {});
    while (piece.size() < kPieceBytes && index_ < recording_.frames()) {
      if (neuron_ == 0) {
        begin(recording_.frame(index_));
      }
      for (; neuron_ < weights_.b.size() && piece.size() < kPieceBytes; ++neuron_) {
        piece += head_ + std::to_string(neuron_);
        const auto add = [&piece](std::span<const double> values) {
          for (const double value : values) {
            piece += ',' + numberText(value);
          }
        };
        const std::size_t inputs = weights_.inputs();
        const std::size_t outputs = weights_.outputs();
        add(std::span(weights_.w).subspan(neuron_ * inputs, inputs));
        add(std::span(weights_.b).subspan(neuron_, 1));
        add(std::span(weights_.a).subspan(neuron_ * outputs, outputs));
        piece += '\n';
      }
      if (neuron_ == weights_.b.size()) {
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
  std::string columns_;
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
  const auto numbers = static_cast<double>(experiment.data.inputs + 1 + experiment.data.outputs);
  if (format == RunFormat::csv) {
    return frames * kept * ((numbers + 1) * kBytesPerNumber + kBytesPerCsvIndex);
  }
  return kBytesPerNumber *
         ((frames + 1) * (numbers * kept + 3) +
          static_cast<double>(training.iterations) / static_cast<double>(lossInterval(training.iterations)));
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
  written.network.initial = initialWeights(experiment);
  return headText(written) + "}\n";
}

}  // namespace reluscope
