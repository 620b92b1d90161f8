#include "run/recording.hpp"

#include <algorithm>
#include <bit>
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

bool sameBits(const std::vector<double>& left, const std::vector<double>& right, std::size_t from, std::size_t count) {
  return std::memcmp(&left[from], &right[from], count * sizeof left[0]) == 0;
}

std::size_t ones(std::uint64_t bits) { return static_cast<std::size_t>(std::popcount(bits)); }

/// Appends the parameters of a neuron, of which `values` is the first, to lists of them.
void append(const double* values, std::size_t inputs, std::size_t outputs, Weights& to) {
  to.w.insert(to.w.end(), values, values + inputs);
  to.b.push_back(values[inputs]);
  to.a.insert(to.a.end(), values + inputs + 1, values + inputs + 1 + outputs);
}

}  // namespace

void Recording::addFrame(Frame frame) {
  const Weights& now = frame.weights;
  const std::size_t neurons = now.b.size();
  const std::size_t inputs = now.inputs();
  const std::size_t outputs = now.outputs();
  const bool whole = kept_.size() % kWholeEvery == 0;
  const auto differs = [&](std::size_t j) {
    return whole || !sameBits(now.b[j], last_.b[j]) || !sameBits(now.w, last_.w, j * inputs, inputs) ||
           !sameBits(now.a, last_.a, j * outputs, outputs);
  };
  Kept kept{.iteration = frame.iteration, .loss = frame.loss, .c = now.c, .changed = {}, .values = {}};
  kept.changed.resize((neurons + kBits - 1) / kBits);
  std::size_t count = 0;
  for (std::size_t j = 0; j < neurons; ++j) {
    if (differs(j)) {
      kept.changed[j / kBits] |= std::uint64_t{1} << (j % kBits);
      ++count;
    }
  }
  kept.values.reserve((inputs + 1 + outputs) * count);
  if (kept_.size() == kept_.capacity()) {
    kept_.reserve(2 * kept_.size() + 1);
  }
  // Nothing throws from here on.
  double sumOfNorms = 0;
  for (std::size_t j = 0; j < neurons; ++j) {
    const std::span w = std::span(now.w).subspan(j * inputs, inputs);
    const std::span a = std::span(now.a).subspan(j * outputs, outputs);
    if ((kept.changed[j / kBits] >> (j % kBits) & 1) != 0) {
      kept.values.insert(kept.values.end(), w.begin(), w.end());
      kept.values.push_back(now.b[j]);
      kept.values.insert(kept.values.end(), a.begin(), a.end());
      const double length = norm(w, now.b[j]);
      sumOfNorms += length;
      extent_.largestNorm = std::max(extent_.largestNorm, length);
    }
    for (const double weight : a) {
      extent_.smallestWeight = std::min(extent_.smallestWeight, weight);
      extent_.largestWeight = std::max(extent_.largestWeight, weight);
    }
  }
  if (kept_.empty() && neurons > 0) {
    extent_.meanNorm = sumOfNorms / static_cast<double>(neurons);
  }
  kept_.push_back(std::move(kept));
  last_ = std::move(frame.weights);
}

void Recording::addMark(std::int64_t iteration, double loss, std::int64_t neurons, const Extent& extent) {
  kept_.push_back({.iteration = iteration, .loss = loss, .c = {0}, .changed = {}, .values = {}});
  neurons_ = neurons;
  extent_ = extent;
}

Frame Recording::frame(std::size_t index) const {
  if (history_) {
    return {kept_[index].iteration, kept_[index].loss, history_->weights(index, neurons_)};
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
  for (std::size_t from = index + 1; from-- > index / kWholeEvery * kWholeEvery;) {
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
  const auto add = [](std::size_t sum, std::uint64_t bits) { return sum + ones(bits); };
  const std::size_t inputs = last_.inputs();
  const std::size_t outputs = last_.outputs();
  Weights trail;
  trail.c.assign(outputs, 0.0);
  const double* latest = nullptr;
  for (const Kept& kept : kept_) {
    if ((kept.changed[word] & bit) != 0) {
      // The bits before this neuron's count the values before its own.
      const auto begin = kept.changed.begin();
      const std::size_t before = std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(word), std::size_t{0}, add);
      latest = &kept.values[(inputs + 1 + outputs) * (before + ones(kept.changed[word] & (bit - 1)))];
    }
    append(latest, inputs, outputs, trail);
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
