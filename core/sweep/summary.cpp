#include "sweep/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <variant>

#include "network/activation.hpp"
#include "network/direction.hpp"
#include "network/polyline.hpp"
#include "run/outcome.hpp"
#include "run/plot.hpp"
#include "theory/least_squares.hpp"

namespace reluscope {
namespace {

constexpr double kStraight = 1e-3;  // Of the data's height.

constexpr std::array kColumns{
    SummaryColumn{"iterations", &Summary::iterations},
    SummaryColumn{"loss", &Summary::loss},
    SummaryColumn{"relativeLoss", &Summary::relativeLoss},
    SummaryColumn{"halvedAt", &Summary::halvedAt},
    SummaryColumn{"hundredthAt", &Summary::hundredthAt},
    SummaryColumn{"active", &Summary::active},
    SummaryColumn{"kinks", &Summary::kinks},
    SummaryColumn{"squaredNorm", &Summary::squaredNorm},
    SummaryColumn{"displacement", &Summary::displacement},
    SummaryColumn{"minimumNormDistance", &Summary::minimumNormDistance},
    SummaryColumn{"divergedAt", &Summary::divergedAt},
};

double numberOf(const std::optional<std::int64_t>& iteration) {
  return iteration ? static_cast<double>(*iteration) : Summary::kUnknown;
}

/// The loss of the least-squares line; 0 if it interpolates, up to the rounding of the data to float32.
double lossOfLine(const Data& data) {
  const Line line = leastSquaresLine(data);
  double squares = 0;
  double scale = 0;
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    const double residual = line.slope * data.x[i] + line.intercept - data.y[i];
    squares += residual * residual;
    scale += data.y[i] * data.y[i];
  }
  const bool interpolates = squares <= kSmallestAngle * kSmallestAngle * scale;
  return interpolates ? 0 : squares / static_cast<double>(data.x.size());
}

/// Calls `each` with every parameter of a network and the same parameter of another.
template <class Each>
void forPairs(const Weights& one, const Weights& other, Each each) {
  for (const auto list : {&Weights::w, &Weights::b, &Weights::a, &Weights::c}) {
    for (std::size_t j = 0; j < (one.*list).size(); ++j) {
      each((one.*list)[j], (other.*list)[j]);
    }
  }
}

double squaredNorm(const Weights& weights) {
  double sum = 0;
  forPairs(weights, weights, [&sum](double value, double) { sum += value * value; });
  return sum;
}

double squaredDistance(const Weights& one, const Weights& other) {
  double sum = 0;
  forPairs(one, other, [&sum](double left, double right) { sum += (left - right) * (left - right); });
  return sum;
}

}  // namespace

std::span<const SummaryColumn> summaryColumns() { return kColumns; }

double kinksOf(const Weights& weights, Activation activation, const Data& data) {
  const auto [low, high] = std::minmax_element(data.y.begin(), data.y.end());
  const double height = *high > *low ? *high - *low : *high != 0 ? std::abs(*high) : 1;
  const auto [from, to] = plot(data).xRange;
  const Polyline line = learnedPolyline(weights, activation, from, to);
  return static_cast<double>(straightPieces(line, kStraight * height) - 1);
}

SummaryRun::SummaryRun(const Experiment& experiment) {
  try {
    run_.emplace(experiment, 0);
    start_ = run_->weights();
  } catch (const ExperimentError&) {
    run_.reset();  // Without frames, this is the only fault that a resolved experiment can have.
  }
}

void SummaryRun::advance(std::int64_t iterations) {
  try {
    run_->advance(iterations);
  } catch (const ExperimentError&) {
    run_.reset();
  }
}

Summary SummaryRun::summary() const {
  if (!run_) {
    return {.divergedAt = 0};
  }
  const Outcome outcome = outcomeOf(*run_);
  Summary summary{.engine = run_->engine(),
                  .iterations = static_cast<double>(run_->iteration()),
                  .halvedAt = numberOf(outcome.halvedAt),
                  .hundredthAt = numberOf(outcome.hundredthAt)};
  const Experiment& experiment = run_->experiment();
  const std::variant<Weights, Silence> limit = limitOf(experiment);
  if (const auto* silence = std::get_if<Silence>(&limit)) {
    summary.silence = *silence;
  }
  if (run_->diverged()) {
    summary.divergedAt = summary.iterations;
    return summary;
  }
  const Data data = rounded(experiment.data);
  const Weights weights = run_->weights();
  const Activation activation = experiment.network.activation;
  const double lineLoss = data.isOnLine() ? lossOfLine(data) : 0;
  summary.loss = outcome.loss;
  summary.relativeLoss = lineLoss > 0 ? outcome.loss / lineLoss : Summary::kUnknown;
  summary.active = static_cast<double>(outcome.active);
  summary.squaredNorm = squaredNorm(weights);
  summary.displacement = std::sqrt(squaredDistance(weights, start_)) / std::sqrt(squaredNorm(start_));
  if (data.isOnLine() && hasKink(activation) && std::isfinite(summary.squaredNorm)) {
    summary.kinks = kinksOf(weights, activation, data);
  }
  if (const auto* known = std::get_if<Weights>(&limit); known != nullptr && std::isfinite(summary.squaredNorm)) {
    const auto [from, to] = plot(data).xRange;
    summary.minimumNormDistance =
        largestDistance(learnedPolyline(weights, activation, from, to), learnedPolyline(*known, activation, from, to));
  }
  return summary;
}

}  // namespace reluscope
