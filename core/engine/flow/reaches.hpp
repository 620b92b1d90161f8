#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/history.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// Bounds on how large the neurons of a cell may become, by blocks of slots, so that few neurons need be looked at to
/// find the largest.
///
/// A neuron's matrix X (propagator.hpp) has the eigenvalues a ± ‖w̃‖. Flow takes it to Q X Qᵀ, whose eigenvalues are at
/// most s times as large and have the same signs (Sylvester, Ostrowski), where s is the larger eigenvalue of Q Qᵀ. So
///
///     a ≤ s · up,  −a ≤ s · down,  ‖w̃‖ ≤ s (up + down),
///
/// with up and down half the sums of the positive and of the negative eigenvalues before.
class Reaches {
 public:
  static constexpr std::size_t kBlock = 64;  ///< Slots.

  void clear() { blocks_.clear(); }

  /// A neuron is in this slot now. Blocks do not forget those before it.
  void put(std::size_t slot, const Neuron& v) {
    if (slot / kBlock == blocks_.size()) {
      blocks_.emplace_back();
    }
    Block& block = blocks_[slot / kBlock];
    const double radius = std::sqrt(v.w * v.w + v.b * v.b);
    const double up = std::max(v.a + radius, 0.0) / 2 + std::max(v.a - radius, 0.0) / 2;
    const double down = up - v.a;
    block.up = std::max(block.up, up);
    block.down = std::max(block.down, down);
    block.both = std::max(block.both, up + down);
  }

  /// Whether a neuron of the block that has been stretched by at most s may exceed this extent.
  [[nodiscard]] bool mayExceed(const Extent& extent, std::size_t block, double stretch) const {
    const Block& at = blocks_[block];
    return stretch * at.up > extent.largestWeight || stretch * at.down > -extent.smallestWeight ||
           stretch * at.both > extent.largestNorm;
  }

 private:
  struct Block {
    double up = 0;
    double down = 0;
    double both = 0;
  };
  std::vector<Block> blocks_;
};

}  // namespace reluscope
