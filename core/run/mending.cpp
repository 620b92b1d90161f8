#include "run/mending.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string>

#include "experiment/fields.hpp"
#include "network/active_neurons.hpp"
#include "text/read_number.hpp"

namespace reluscope {
namespace {

/// Data with magnitudes up to kLarge and spans from kSmall suit the usual learning rates.
constexpr double kLarge = 10;
constexpr double kSmall = 0.1;
/// Learning rates between these are not the first suspect.
constexpr double kUsualRate = 0.01;
constexpr double kSlowRate = 1e-4;
/// A loss that counts as 0 if the targets are all 0.
constexpr double kNothing = 1e-9;

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double meanSquare(const std::vector<double>& values, double around) {
  double sum = 0;
  for (const double value : values) {
    sum += (value - around) * (value - around);
  }
  return sum / static_cast<double>(values.size());
}

/// The loss of the best constant function, or of the function 0 if the constant is perfect.
double lossOfConstant(const Data& data) {
  double variance = 0;
  for (std::size_t k = 0; k < data.outputs; ++k) {
    std::vector<double> y;
    for (std::size_t index = k; index < data.y.size(); index += data.outputs) {
      y.push_back(data.y[index]);
    }
    variance += meanSquare(y, mean(y)) / static_cast<double>(data.outputs);
  }
  const double square = meanSquare(data.y, 0);
  return variance > 1e-12 * square ? variance : square;
}

/// Maps values to [−1, 1] if they are too large or too close together for the usual learning rates.
Rescaling rescalingOf(const std::vector<double>& values) {
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  const double magnitude = std::max(std::abs(*least), std::abs(*greatest));
  const double span = *greatest - *least;
  if (magnitude == 0 || (magnitude <= kLarge && (span == 0 ? magnitude : span) >= kSmall)) {
    return {};
  }
  return span > 0 ? Rescaling{.shift = *least + span / 2, .scale = span / 2} : Rescaling{.shift = 0, .scale = *least};
}

void rescale(std::vector<double>& values, const Rescaling& rescaling) {
  if (rescaling == Rescaling{}) {
    return;
  }
  for (double& value : values) {
    value = std::round((value - rescaling.shift) / rescaling.scale * 1e6) / 1e6;
  }
}

/// The ladder …, 0.3, 1, 3, 10, …, with 1 at rung 0, as decimals.
double rate(int rung) {
  const int exponent = rung >= 0 ? rung / 2 : -((1 - rung) / 2);
  const std::string text = (rung - 2 * exponent == 0 ? "1e" : "3e") + std::to_string(exponent);
  return readNumber(text.c_str());
}

/// The rates on that ladder below `current` (`step` −1) or above it (1), the nearest first.
std::vector<double> ratesFrom(double current, int step) {
  std::vector<double> rates;
  const Field& limits = field("training.learningRate");
  for (int rung = static_cast<int>(std::round(2 * std::log10(current))) - step; std::abs(rung) < 40; rung += step) {
    const double changed = rate(rung);
    const bool isBeyond = step < 0 ? changed < 0.8 * current : changed > 1.2 * current;
    if (isBeyond && changed >= limits.minimum && changed <= 1 && rates.size() < 14) {
      rates.push_back(changed);
    }
  }
  return rates;
}

/// Lists the changes that might help, the most likely first.
class Changes {
 public:
  explicit Changes(const Experiment& experiment)
      : start_{.experiment = experiment, .x = rescalingOf(experiment.data.x), .y = rescalingOf(experiment.data.y)},
        isRescalable_(start_.x != Rescaling{} || start_.y != Rescaling{}) {}

  [[nodiscard]] std::vector<Remedy> of(Trouble trouble) {
    const double current = start_.experiment.training.learningRate;
    const bool isTooFast = trouble != Trouble::unborn && trouble != Trouble::flat;
    const std::vector<double> rates = ratesFrom(current, isTooFast ? -1 : 1);
    // With a usual rate, the data are the more likely cause.
    const bool isRateUsual = current <= kUsualRate && current >= kSlowRate;
    if (trouble == Trouble::unborn) {
      drawAnew();
    }
    if (isRateUsual) {
      add({.rescales = true});
    }
    if (isTooFast || !isRateUsual) {
      addRates(rates, {});
    }
    add({.rescales = true});
    if (!isTooFast) {
      for (const std::int64_t times : {3, 10, 30, 100}) {
        add({.times = times});
      }
      for (const double scale : {1e-6, 1e-3, 0.1, 1.0}) {
        add({.scale = scale});
      }
      addRates(rates, {});
    }
    for (const std::int64_t times : {1, 10, 100}) {
      add({.rescales = true, .times = times});
      addRates(rates, {.rescales = true, .times = times});
      addRates(rates, {.times = times});
    }
    if (trouble != Trouble::unborn) {
      drawAnew();
    }
    for (const std::int64_t times : {1, 10, 100}) {
      add({.rescales = true, .rate = 0.01, .times = times, .scale = 1e-3, .width = 60});
    }
    return std::move(changes_);
  }

 private:
  /// A combination of changes.
  struct Change {
    bool rescales = false;
    double rate = 0;
    std::int64_t times = 1;
    double scale = 0;
    std::int64_t width = 0;
    std::uint32_t seeds = 0;
    bool isDrawn = false;
  };

  void add(const Change& change) {
    Remedy remedy = start_;
    Data& data = remedy.experiment.data;
    Network& network = remedy.experiment.network;
    Training& training = remedy.experiment.training;
    if (change.rescales && isRescalable_) {
      rescale(data.x, remedy.x);
      rescale(data.y, remedy.y);
      data.teacher.reset();
    } else {
      remedy.x = remedy.y = {};
    }
    training.learningRate = change.rate > 0 ? change.rate : training.learningRate;
    training.iterations *= change.times;
    if (change.isDrawn) {
      network.initial.reset();
    }
    if (!network.initial) {
      network.initScale = std::max(network.initScale, change.scale);
      network.width = std::max(network.width, change.width);
      network.seed += change.seeds;
    }
    const bool isAllowed = static_cast<double>(training.iterations) <= field("training.iterations").maximum;
    const bool isKnown = remedy.experiment == start_.experiment ||
                         std::any_of(changes_.begin(), changes_.end(),
                                     [&](const Remedy& other) { return other.experiment == remedy.experiment; });
    if (isAllowed && !isKnown) {
      changes_.push_back(std::move(remedy));
    }
  }

  void addRates(const std::vector<double>& rates, Change change) {
    for (const double rate : rates) {
      change.rate = rate;
      add(change);
    }
  }

  /// Adds changes of the initial weights.
  void drawAnew() {
    add({.scale = 1e-3, .width = 60, .isDrawn = true});
    for (const std::uint32_t seeds : {1U, 2U, 3U}) {
      add({.seeds = seeds});
    }
  }

  Remedy start_;
  bool isRescalable_;
  std::vector<Remedy> changes_;
};

/// Whether the loss is not small, and many of the last tenth of the losses rise, by more than rounding.
bool isUnsteady(const Run& run) {
  const std::vector<double>& loss = run.recording().loss();
  const double small = 0.1 * std::min(loss.front(), lossOfConstant(rounded(run.experiment().data)));
  const auto count = static_cast<std::ptrdiff_t>(std::min(loss.size(), std::max<std::size_t>(20, loss.size() / 10)));
  const auto from = loss.end() - count;
  const auto [least, greatest] = std::minmax_element(from, loss.end());
  std::ptrdiff_t rises = 0;
  for (auto next = from + 1; next != loss.end(); ++next) {
    rises += static_cast<std::ptrdiff_t>(*next > *(next - 1));
  }
  return *greatest > small && *greatest > 1.01 * *least && 10 * rises > count;
}

}  // namespace

Trouble troubleOf(const Run& run) {
  if (run.diverged()) {
    return Trouble::diverged;
  }
  const Data data = rounded(run.experiment().data);
  const double first = run.recording().loss().empty() ? 0 : run.recording().loss().front();
  const double last = run.loss();
  const double square = meanSquare(data.y, 0);
  const bool isFitting = square == 0 ? std::max(first, last) < kNothing : std::max(first, last) <= 1e-6 * square;
  if (!run.finished() || isFitting) {
    return Trouble::none;
  }
  const bool isLearned = last <= 0.01 * std::min(first, lossOfConstant(data));
  if (!isLearned && run.experiment().network.activation == Activation::relu &&
      activeNeurons(run.present().weights, data) == 0) {
    return activeNeurons(run.recording().frame(0).weights, data) > 0 ? Trouble::dead : Trouble::unborn;
  }
  if (last > 1.01 * first) {
    return Trouble::rose;
  }
  if (isUnsteady(run)) {
    return Trouble::unsteady;
  }
  return last > 0.99 * first ? Trouble::flat : Trouble::none;
}

Mending::Mending(const Run& run) : trouble_(troubleOf(run)) {
  if (trouble_ != Trouble::none) {
    untried_ = Changes(run.experiment()).of(trouble_);
    std::reverse(untried_.begin(), untried_.end());
  }
}

bool Mending::hasLearned(const Run& run) {
  const double constantLoss = lossOfConstant(rounded(run.experiment().data));
  return !run.diverged() && run.loss() <= 0.5 * constantLoss && run.loss() < 0.6 * run.recording().loss().front() &&
         !(run.finished() && isUnsteady(run));
}

bool Mending::search(std::int64_t iterations) {
  while (iterations > 0) {
    if (!trial_) {
      if (tried_ || untried_.empty()) {
        return true;
      }
      tried_ = std::move(untried_.back());
      untried_.pop_back();
      try {
        trial_ = std::make_unique<Run>(tried_->experiment, 1);
      } catch (const ExperimentError&) {
        // It needs more memory than there is.
        tried_.reset();
        continue;
      }
    }
    const std::int64_t before = trial_->iteration();
    trial_->advance(iterations);
    iterations -= std::max<std::int64_t>(1, trial_->iteration() - before);
    if (trial_->finished()) {
      if (!hasLearned(*trial_)) {
        tried_.reset();
      }
      trial_.reset();
    }
  }
  return !trial_ && (tried_ || untried_.empty());
}

std::optional<Remedy> Mending::remedy() const { return !trial_ || hasLearned(*trial_) ? tried_ : std::nullopt; }

}  // namespace reluscope
