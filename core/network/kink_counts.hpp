#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The kinks counted by the intervals between the data's distinct x_1 < … < x_n.
struct KinkCounts {
  /// n + 1 counts: below x_1, in each [x_k, x_{k+1}), and from x_n on.
  std::vector<std::int64_t> between;
  std::int64_t none = 0;  ///< Neurons without a kink: w_j = 0.
};

KinkCounts kinkCounts(const Weights& weights, const Data& data);

}  // namespace reluscope
