#include "engine/cells/line_sums.hpp"

#include <algorithm>
#include <numeric>

#include "network/inputs.hpp"

namespace reluscope {
namespace {

void operator+=(HiddenVector& sum, const HiddenVector& other) {
  sum.w += other.w;
  sum.b += other.b;
}

}  // namespace

LineSums::LineSums(const Data& data, bool hiddenBias, double learningRate)
    : patterns_(distinctInputs(data)),
      hiddenBias_(hiddenBias),
      learningRate_(learningRate),
      datum_(byInput(data)),
      sums_(patterns_.points()),
      firstSums_(patterns_.points()),
      residuals_(patterns_.points()),
      slopes_(data.x.size()),
      pulls_(patterns_.count()) {
  for (const std::size_t i : datum_) {
    if (firstTarget_.empty() || data.x[i] != patterns_.x()[firstTarget_.size() - 1]) {
      firstTarget_.push_back(y_.size());
    }
    y_.push_back(data.y[i]);
  }
  firstTarget_.push_back(y_.size());
}

void LineSums::clear() {
  std::fill(sums_.begin(), sums_.end(), HiddenVector{});
  std::fill(firstSums_.begin(), firstSums_.end(), HiddenVector{});
}

void LineSums::add(std::size_t pattern, const HiddenVector& outputSums) {
  const std::size_t n = patterns_.points();
  if (pattern == 0) {
    return;
  }
  if (pattern <= n) {
    sums_[n - pattern] += outputSums;  // Active from this point on.
  } else {
    firstSums_[2 * n - pattern - 1] += outputSums;  // Active up to this point.
  }
}

void LineSums::evaluate(double c, const DenseNeurons<double>* others) {
  const std::size_t n = patterns_.points();
  for (std::size_t k = n - 1; k > 0; --k) {
    firstSums_[k - 1] += firstSums_[k];
  }
  const double outputSlope = 2 / static_cast<double>(y_.size());
  double squares = 0;
  HiddenVector active;
  for (std::size_t k = 0; k < n; ++k) {
    active += sums_[k];
    double h = c + (active.w + firstSums_[k].w) * patterns_.x()[k] + (active.b + firstSums_[k].b);
    if (others != nullptr) {
      h += others->output(datum_[firstTarget_[k]]);
    }
    residuals_[k] = 0;
    for (std::size_t target = firstTarget_[k]; target < firstTarget_[k + 1]; ++target) {
      const double residual = h - y_[target];
      slopes_[datum_[target]] = outputSlope * residual;
      residuals_[k] += residual;
      squares += residual * residual;
    }
  }
  loss_ = squares / static_cast<double>(y_.size());
}

void LineSums::computePulls() {
  const std::size_t n = patterns_.points();
  const double factor = scale();
  const auto add = [&](HiddenVector pull, std::size_t point) -> HiddenVector {
    const double r = factor * residuals_[point];
    return {pull.w + r * patterns_.x()[point], hiddenBias_ ? pull.b + r : 0.0};
  };
  for (std::size_t p = 1; p <= n; ++p) {
    pulls_[p] = add(pulls_[p - 1], n - p);
  }
  HiddenVector first;
  for (std::size_t active = 1; active < n; ++active) {
    first = add(first, active - 1);
    pulls_[2 * n - active] = first;
  }
}

double LineSums::stepOfC() const { return scale() * std::accumulate(residuals_.begin(), residuals_.end(), 0.0); }

}  // namespace reluscope
