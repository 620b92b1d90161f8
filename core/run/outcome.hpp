#pragma once

#include <cstdint>
#include <optional>

#include "run/run.hpp"

namespace reluscope {

/// What has come of a run so far, in the few numbers that tell two runs apart.
struct Outcome {
  double loss = 0;  ///< After the last step.
  /// The first iterations whose recorded loss is at most a half, and a hundredth, of the first one.
  std::optional<std::int64_t> halvedAt;
  std::optional<std::int64_t> hundredthAt;
  std::int64_t active = 0;  ///< Neurons that are active on some point of the data after the last step.
};

Outcome outcomeOf(const Run& run);

}  // namespace reluscope
