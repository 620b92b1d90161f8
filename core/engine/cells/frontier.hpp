#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include "engine/cells/margin_queue.hpp"
#include "engine/cells/path.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// One edge of a cell, with the neurons that may cross it and when each must be checked.
///
/// A step changes z = w x + b at the edge's point x by −a d, where d = ⟨x̃, G⟩ is the edge's drift. So z keeps its sign
/// while Σ|d| is below |z| / max|a|, the neuron's margin. If a keeps its sign too, only drifts of one sign count. Each
/// kind of neuron has its own sum of drifts, called its path, and its own queue.
class Frontier {
 public:
  /// Adds the drift of one step.
  void move(double drift) { (drift > 0 ? rising_ : falling_).add(std::abs(drift)); }

  /// Queues a neuron. `active` is whether its cell counts it as active on the edge's point and `z` is its w x + b
  /// there; with rounding the two may differ. `visit` voids its entries of earlier visits.
  void watch(bool active, double z, const Neuron& u, std::uint32_t id, std::uint32_t visit);

  /// Pops the next neuron that must be checked into `entry`; false if there is none.
  bool next(MarginQueue::Entry& entry) {
    for (const Threat threat : {kRising, kFalling, kEither}) {
      if (queues_[threat].isDue(pathOf(threat))) {
        entry = queues_[threat].pop();
        return true;
      }
    }
    return false;
  }

  /// Entries in the queues, including void ones.
  [[nodiscard]] std::size_t entries() const {
    std::size_t sum = 0;
    for (const MarginQueue& queue : queues_) {
      sum += queue.size();
    }
    return sum;
  }

  /// Removes all neurons and restarts the paths.
  void clear();

 private:
  enum Threat : std::size_t { kRising, kFalling, kEither, kThreats };

  [[nodiscard]] double pathOf(Threat threat) const {
    return (threat == kFalling ? 0 : rising_.length()) + (threat == kRising ? 0 : falling_.length());
  }

  Path rising_;   // Σ max(d, 0)
  Path falling_;  // Σ max(−d, 0)
  std::array<MarginQueue, kThreats> queues_;
};

}  // namespace reluscope
