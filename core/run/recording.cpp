#include "run/recording.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/neuron.hpp"
#include "network/direction.hpp"

namespace reluscope {
namespace {

constexpr std::int64_t kMostLosses = 100'000;
constexpr std::size_t kWholeEvery = 32;  // frames
constexpr std::size_t kBits = 64;

std::uint64_t bitsOf(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

bool sameBits(double left, double right) { return bitsOf(left) == bitsOf(right); }

}  // namespace

void Recording::addFrame(Frame frame) {
  const Weights& now = frame.weights;
  const std::size_t neurons = now.w.size();
  const bool whole = kept_.size() % kWholeEvery == 0;
  Kept kept{.iteration = frame.iteration, .loss = frame.loss, .c = now.c, .changed = {}, .values = {}};
  kept.changed.resize((neurons + kBits - 1) / kBits);
  changes_.resize(3 * neurons);
  double* change = changes_.data();
  Extent extent = extent_;
  double sumOfNorms = 0;
  for (std::size_t j = 0; j < neurons; ++j) {
    const double w = now.w[j];
    const double b = now.b[j];
    const double a = now.a[j];
    if (whole || !sameBits(w, last_.w[j]) || !sameBits(b, last_.b[j]) || !sameBits(a, last_.a[j])) {
      kept.changed[j / kBits] |= std::uint64_t{1} << (j % kBits);
      *change++ = w;
      *change++ = b;
      *change++ = a;
      // Most are too small to be the largest, whatever their exact norm.
      if (kept_.empty() || 1.5 * std::max(std::abs(w), std::abs(b)) > extent.largestNorm) {
        const double length = norm(w, b);
        sumOfNorms += length;
        extent.largestNorm = std::max(extent.largestNorm, length);
      }
      extent.smallestWeight = std::min(extent.smallestWeight, a);
      extent.largestWeight = std::max(extent.largestWeight, a);
    }
  }
  if (kept_.empty() && neurons > 0) {
    extent.meanNorm = sumOfNorms / static_cast<double>(neurons);
  }
  kept.values.assign(changes_.data(), change);
  if (kept_.size() == kept_.capacity()) {
    kept_.reserve(2 * kept_.size() + 1);
  }
  // Nothing throws from here on.
  kept_.push_back(std::move(kept));
  extent_ = extent;
  last_ = std::move(frame.weights);
}

void Recording::addMark(std::int64_t iteration, double loss, std::int64_t neurons, const Extent& extent) {
  kept_.push_back({.iteration = iteration, .loss = loss, .c = 0, .changed = {}, .values = {}});
  neurons_ = neurons;
  extent_ = extent;
}

Frame Recording::frame(std::size_t index) const {
  if (history_) {
    return {kept_[index].iteration, kept_[index].loss, history_->weights(index, neurons_)};
  }
  const std::size_t neurons = last_.w.size();
  Frame frame{
      kept_[index].iteration,
      kept_[index].loss,
      {std::vector<double>(neurons), std::vector<double>(neurons), std::vector<double>(neurons), kept_[index].c}};
  Weights& weights = frame.weights;
  // Backwards to the last frame that stores all neurons, reading only the latest values of each.
  std::vector<std::uint64_t> missing(kept_[index].changed.size(), ~std::uint64_t{0});
  for (std::size_t from = index + 1; from-- > index / kWholeEvery * kWholeEvery;) {
    const double* values = kept_[from].values.data();
    for (std::size_t word = 0; word < missing.size(); ++word) {
      const std::uint64_t changed = kept_[from].changed[word];
      for (std::uint64_t found = changed & missing[word]; found != 0; found &= found - 1) {
        const int bit = std::countr_zero(found);
        const double* value = values + std::ptrdiff_t{3} * std::popcount(changed & ((std::uint64_t{1} << bit) - 1));
        const std::size_t j = word * kBits + static_cast<std::size_t>(bit);
        weights.w[j] = value[0];
        weights.b[j] = value[1];
        weights.a[j] = value[2];
      }
      missing[word] &= ~changed;
      values += std::ptrdiff_t{3} * std::popcount(changed);
    }
  }
  return frame;
}

Frame Recording::last() const {
  if (history_ && !kept_.empty()) {
    return frame(kept_.size() - 1);
  }
  return kept_.empty() ? Frame{.iteration = 0, .loss = std::numeric_limits<double>::quiet_NaN(), .weights = {}}
                       : Frame{kept_.back().iteration, kept_.back().loss, last_};
}

Weights Recording::trail(std::size_t neuron) const {
  if (history_) {
    return history_->trail(neuron);
  }
  const std::size_t word = neuron / kBits;
  const std::uint64_t bit = std::uint64_t{1} << (neuron % kBits);
  const auto ones = [](std::size_t sum, std::uint64_t bits) {
    return sum + static_cast<std::size_t>(std::popcount(bits));
  };
  Weights trail;
  Neuron latest;
  for (const Kept& kept : kept_) {
    if ((kept.changed[word] & bit) != 0) {
      // The bits before this neuron's count the values before its own.
      const auto begin = kept.changed.begin();
      const std::size_t before =
          std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(word), std::size_t{0}, ones);
      const double* value = &kept.values[3 * ones(before, kept.changed[word] & (bit - 1))];
      latest = {value[0], value[1], value[2]};
    }
    trail.w.push_back(latest.w);
    trail.b.push_back(latest.b);
    trail.a.push_back(latest.a);
  }
  return trail;
}

std::int64_t Recording::bytes() const {
  std::size_t bytes = history_ ? static_cast<std::size_t>(history_->bytes()) : 0;
  for (const Kept& kept : kept_) {
    bytes += sizeof kept + sizeof kept.values[0] * (kept.changed.capacity() + kept.values.capacity());
  }
  return static_cast<std::int64_t>(bytes);
}

double recordingBytes(std::int64_t frames, std::int64_t neurons) {
  constexpr double overhead = 256;  // Of a frame, including the allocator's.
  const double perFrame = overhead + (3.0 * sizeof(double) + 1.0 / 8) * static_cast<double>(neurons);
  return perFrame * static_cast<double>(frames);
}

std::int64_t lossInterval(std::int64_t iterations) { return (iterations + kMostLosses - 1) / kMostLosses; }

}  // namespace reluscope
