#include "run/recording.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

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

/// Whether a list has these values from an index on.
bool sameBits(std::span<const double> values, const std::vector<double>& list, std::size_t from) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!sameBits(values[i], list[from + i])) {
      return false;
    }
  }
  return true;
}

std::size_t ones(std::uint64_t bits) { return static_cast<std::size_t>(std::popcount(bits)); }

}  // namespace

/// Puts into `kept` the neurons that have changed since the last frame, or all of them. Returns the extent of all
/// frames.
Extent Recording::collect(const Weights& now, bool whole, Kept& kept) {
  const std::size_t neurons = now.b.size();
  const std::size_t inputs = now.inputs();
  const std::size_t outputs = now.outputs();
  changes_.resize((inputs + 1 + outputs) * neurons);
  double* change = changes_.data();
  Extent extent = extent_;
  double sumOfNorms = 0;
  for (std::size_t j = 0; j < neurons; ++j) {
    const std::span w = std::span(now.w).subspan(j * inputs, inputs);
    const std::span a = std::span(now.a).subspan(j * outputs, outputs);
    if (!whole && sameBits(now.b[j], last_.b[j]) && sameBits(w, last_.w, j * inputs) &&
        sameBits(a, last_.a, j * outputs)) {
      continue;
    }
    kept.changed[j / kBits] |= std::uint64_t{1} << (j % kBits);
    change = std::copy(w.begin(), w.end(), change);
    *change++ = now.b[j];
    change = std::copy(a.begin(), a.end(), change);
    double size = std::abs(now.b[j]);
    for (const double weight : w) {
      size += std::abs(weight);
    }
    // Most are too small to be the largest, whatever their exact norm.
    if (kept_.empty() || size > extent.largestNorm) {
      const double length = norm(w, now.b[j]);
      sumOfNorms += length;
      extent.largestNorm = std::max(extent.largestNorm, length);
    }
    for (const double weight : a) {
      extent.smallestWeight = std::min(extent.smallestWeight, weight);
      extent.largestWeight = std::max(extent.largestWeight, weight);
    }
  }
  if (kept_.empty() && neurons > 0) {
    extent.meanNorm = sumOfNorms / static_cast<double>(neurons);
  }
  kept.values.assign(changes_.data(), change);
  return extent;
}

void Recording::addFrame(Frame frame) {
  const std::size_t neurons = frame.weights.b.size();
  const bool whole = kept_.empty() || kept_.back().isMark || kept_.size() - kept_.back().from == kWholeEvery;
  Kept kept{.iteration = frame.iteration,
            .loss = frame.loss,
            .c = frame.weights.c,
            .changed = {},
            .values = {},
            .from = whole ? kept_.size() : kept_.back().from};
  kept.changed.resize((neurons + kBits - 1) / kBits);
  const Extent extent = collect(frame.weights, whole, kept);
  if (kept_.size() == kept_.capacity()) {
    kept_.reserve(2 * kept_.size() + 1);
  }
  // Nothing throws from here on.
  kept_.push_back(std::move(kept));
  extent_ = extent;
  last_ = std::move(frame.weights);
}

void Recording::addMark(std::int64_t iteration, double loss, std::int64_t neurons, const Extent& extent) {
  kept_.push_back(
      {.iteration = iteration, .loss = loss, .c = {}, .changed = {}, .values = {}, .from = marks_++, .isMark = true});
  neurons_ = neurons;
  extent_.smallestWeight = std::min(extent_.smallestWeight, extent.smallestWeight);
  extent_.largestWeight = std::max(extent_.largestWeight, extent.largestWeight);
  extent_.largestNorm = std::max(extent_.largestNorm, extent.largestNorm);
  extent_.meanNorm = kept_.size() == 1 ? extent.meanNorm : extent_.meanNorm;
}

Frame Recording::frame(std::size_t index) const {
  if (kept_[index].isMark) {
    return {kept_[index].iteration, kept_[index].loss, history_->weights(kept_[index].from, neurons_)};
  }
  const std::size_t neurons = last_.b.size();
  const std::size_t inputs = last_.inputs();
  const std::size_t outputs = last_.outputs();
  const std::size_t numbers = inputs + 1 + outputs;
  Frame frame{kept_[index].iteration,
              kept_[index].loss,
              {std::vector<double>(last_.w.size()), std::vector<double>(neurons), std::vector<double>(last_.a.size()),
               kept_[index].c}};
  Weights& weights = frame.weights;
  // Backwards to the last frame that stores all neurons, reading only the latest values of each.
  std::vector<std::uint64_t> missing(kept_[index].changed.size(), ~std::uint64_t{0});
  for (std::size_t from = index + 1; from-- > kept_[index].from;) {
    const double* values = kept_[from].values.data();
    for (std::size_t word = 0; word < missing.size(); ++word) {
      const std::uint64_t changed = kept_[from].changed[word];
      for (std::uint64_t found = changed & missing[word]; found != 0; found &= found - 1) {
        const int bit = std::countr_zero(found);
        const double* value = values + numbers * ones(changed & ((std::uint64_t{1} << bit) - 1));
        const std::size_t j = word * kBits + static_cast<std::size_t>(bit);
        std::copy_n(value, inputs, &weights.w[j * inputs]);
        weights.b[j] = value[inputs];
        std::copy_n(value + inputs + 1, outputs, &weights.a[j * outputs]);
      }
      missing[word] &= ~changed;
      values += numbers * ones(changed);
    }
  }
  return frame;
}

Frame Recording::last() const {
  if (!kept_.empty() && kept_.back().isMark) {
    return frame(kept_.size() - 1);
  }
  return kept_.empty() ? Frame{.iteration = 0, .loss = std::numeric_limits<double>::quiet_NaN(), .weights = {}}
                       : Frame{kept_.back().iteration, kept_.back().loss, last_};
}

Weights Recording::trail(std::size_t neuron) const {
  const std::size_t word = neuron / kBits;
  const std::uint64_t bit = std::uint64_t{1} << (neuron % kBits);
  const auto add = [](std::size_t sum, std::uint64_t bits) { return sum + ones(bits); };
  const std::size_t inputs = last_.inputs();
  const std::size_t outputs = marks_ > 0 ? 1 : last_.outputs();
  Weights trail;
  if (history_) {
    trail = history_->trail(neuron);
  }
  trail.w.resize(inputs * kept_.size());
  trail.b.resize(kept_.size());
  trail.a.resize(outputs * kept_.size());
  trail.c.assign(outputs, 0.0);
  // The marks move to where their frames are; what is stored goes in between.
  for (std::size_t k = kept_.size(); marks_ > 0 && k-- > 0;) {
    if (kept_[k].isMark) {
      trail.w[k] = trail.w[kept_[k].from];
      trail.b[k] = trail.b[kept_[k].from];
      trail.a[k] = trail.a[kept_[k].from];
    }
  }
  const double* latest = nullptr;
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const Kept& kept = kept_[k];
    if (kept.isMark) {
      continue;
    }
    if ((kept.changed[word] & bit) != 0) {
      // The bits before this neuron's count the values before its own.
      const auto begin = kept.changed.begin();
      const std::size_t before = std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(word), std::size_t{0}, add);
      latest = &kept.values[(inputs + 1 + outputs) * (before + ones(kept.changed[word] & (bit - 1)))];
    }
    std::copy_n(latest, inputs, &trail.w[inputs * k]);
    trail.b[k] = latest[inputs];
    std::copy_n(latest + inputs + 1, outputs, &trail.a[outputs * k]);
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

double recordingBytes(std::int64_t frames, std::int64_t neurons, std::int64_t numbers) {
  constexpr double overhead = 256;  // Of a frame, including the allocator's.
  const double perFrame =
      overhead + (static_cast<double>(numbers) * sizeof(double) + 1.0 / 8) * static_cast<double>(neurons);
  return perFrame * static_cast<double>(frames);
}

std::int64_t lossInterval(std::int64_t iterations) { return (iterations + kMostLosses - 1) / kMostLosses; }

}  // namespace reluscope
