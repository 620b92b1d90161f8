#include "run/phases.hpp"

#include <vector>

#include "network/residuals.hpp"

namespace reluscope {
namespace {

// A signal's rise time is usually measured between these.
constexpr double kBegun = 0.9;
constexpr double kGrown = 0.1;

/// Takes the loss of a group of points at an iteration.
void follow(Growth& growth, double loss, std::int64_t iteration, bool isFirst) {
  if (isFirst) {
    growth.first = loss;
  }
  if (growth.first == 0) {
    return;
  }
  if (growth.from == Growth::kNever && loss <= kBegun * growth.first) {
    growth.from = iteration;
  }
  if (growth.to == Growth::kNever && loss <= kGrown * growth.first) {
    growth.to = iteration;
  }
}

}  // namespace

bool Phases::search(const Run& run, std::int64_t frames) {
  const Recording& recording = run.recording();
  const std::vector<double>& y = run.experiment().data.y;
  const auto isOver = [&] {
    return !run.experiment().data.isOnLine() || next_ == recording.frames() ||
           (next_ > 0 && positive_.isOver() && negative_.isOver());
  };
  for (; frames > 0 && !isOver(); --frames, ++next_) {
    const Frame frame = recording.frame(next_);
    const std::vector<double> left = residuals(run.experiment(), frame.weights);
    double positive = 0;
    double negative = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (y[i] != 0) {
        (y[i] > 0 ? positive : negative) += left[i] * left[i];
      }
    }
    follow(positive_, positive, frame.iteration, next_ == 0);
    follow(negative_, negative, frame.iteration, next_ == 0);
  }
  return isOver();
}

}  // namespace reluscope
