#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// How many kinks lie where, among the data's distinct x_1 < … < x_n.
struct KinkCounts {
  /// n + 1 counts: left of x_1, from x_k up to but without x_{k+1}, from x_n on.
  std::vector<std::int64_t> between;
  std::int64_t none = 0;  ///< Neurons without a kink: w_j = 0.
};

KinkCounts kinkCounts(const Weights& weights, const Data& data);

}  // namespace reluscope
