#include "run/change.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "run/distance.hpp"

namespace reluscope {
namespace {

constexpr double kEven = 0.1;

struct Movement {
  double kinks = 0;
  double weights = 0;
};

double squared(double x) { return x * x; }

/// How far the neurons move from one frame to another.
Movement movement(const Weights& from, const Weights& to) {
  const std::size_t neurons = from.b.size();
  const std::size_t inputs = neurons == 0 ? 0 : from.w.size() / neurons;
  Movement sum;
  for (std::size_t j = 0; j < neurons; ++j) {
    // ⟨w̃, w̃⟩ of both, and of them with each other.
    double before = squared(from.b[j]);
    double after = squared(to.b[j]);
    double both = from.b[j] * to.b[j];
    for (std::size_t k = inputs * j; k < inputs * (j + 1); ++k) {
      before += squared(from.w[k]);
      after += squared(to.w[k]);
      both += from.w[k] * to.w[k];
      sum.weights += squared(to.w[k] - from.w[k]);
    }
    sum.weights += squared(to.b[j] - from.b[j]);
    const double norms = std::sqrt(before) * std::sqrt(after);
    if (norms > 0 && both < norms) {
      sum.kinks += std::sqrt(2 - 2 * both / norms);
    }
  }
  for (std::size_t k = 0; k < from.a.size(); ++k) {
    sum.weights += squared(to.a[k] - from.a[k]);
  }
  sum.weights = std::sqrt(sum.weights);
  return sum;
}

}  // namespace

std::vector<double> momentsByChange(const Run& run) {
  const Recording& recording = run.recording();
  std::vector<std::array<double, 4>> steps;  // From each frame to the next.
  std::array<double, 4> sums{};
  Frame last = recording.frame(0);
  for (std::size_t next = 1; next < recording.frames(); ++next) {
    Frame frame = recording.frame(next);
    const double losses = last.loss + frame.loss;
    const Movement moved = movement(last.weights, frame.weights);
    steps.push_back({distance(run, next, run, next - 1), losses > 0 ? std::abs(frame.loss - last.loss) / losses : 0,
                     moved.kinks, moved.weights});
    for (std::size_t q = 0; q < sums.size(); ++q) {
      sums[q] += steps.back()[q];
    }
    last = std::move(frame);
  }
  const auto known = static_cast<double>(std::count_if(sums.begin(), sums.end(), [](double sum) { return sum > 0; }));
  const double even = (known > 0 ? kEven : 1) / static_cast<double>(steps.size());
  std::vector<double> moments = {0};
  for (const auto& step : steps) {
    double part = even;
    for (std::size_t q = 0; q < sums.size(); ++q) {
      part += sums[q] > 0 ? (1 - kEven) * step[q] / sums[q] / known : 0;
    }
    moments.push_back(moments.back() + part);
  }
  return moments;
}

}  // namespace reluscope
