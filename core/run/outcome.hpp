#pragma once

#include <cstdint>
#include <optional>

#include "run/run.hpp"

namespace reluscope {

/// The result of a run so far, in the few numbers that serve to compare two runs.
struct Outcome {
  double loss = 0;  ///< After the last step.
  /// The first iterations whose recorded loss is at most 1/2, and at most 1/100, of the first loss.
  std::optional<std::int64_t> halvedAt;
  std::optional<std::int64_t> hundredthAt;
  std::int64_t active = 0;  ///< Neurons that are active on some data point after the last step.
};

Outcome outcomeOf(const Run& run);

}  // namespace reluscope
