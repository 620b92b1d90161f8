#include "core/recording.hpp"

#include <algorithm>

#include "core/frame_schedule.hpp"

namespace reluscope {
namespace {

constexpr std::int64_t kMostLosses = 100'000;

}  // namespace

void Recording::add(Frame frame) {
  for (const double weight : frame.weights.a) {
    smallestWeight = std::min(smallestWeight, weight);
    largestWeight = std::max(largestWeight, weight);
  }
  frames.push_back(std::move(frame));
}

double recordingBytes(const Training& training, std::int64_t neurons) {
  const double perFrame = static_cast<double>(sizeof(Frame)) + 3.0 * sizeof(double) * static_cast<double>(neurons);
  return perFrame * static_cast<double>(frameCount(training.frameGrowth, training.iterations));
}

std::int64_t lossInterval(std::int64_t iterations) { return (iterations + kMostLosses - 1) / kMostLosses; }

}  // namespace reluscope
