#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include "engine/cells/margin_queue.hpp"
#include "engine/cells/path.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// One edge of a cell as its neurons see it: tells which of them have to be looked at, for they may have crossed.
///
/// A step changes z = w x + b at the edge's point x by −a d, d = ⟨x̃, G⟩ the edge's drift. So z keeps its sign for as
/// long as Σ|d| is below |z| / max|a|, the neuron's margin; and for a neuron whose a keeps its own sign only the drifts
/// of one sign count. Each kind of neuron has its own sum of drifts, its path, and its own queue.
class Frontier {
 public:
  /// Goes along with one step.
  void move(double drift) { (drift > 0 ? rising_ : falling_).add(std::abs(drift)); }

  /// Watches a neuron from now on, `active` being whether its cell counts it as active on the edge's point and `z` its
  /// w x + b; rounding may have them differ. `visit` voids what was said of it in earlier visits.
  void watch(bool active, double z, const Neuron& u, std::uint32_t id, std::uint32_t visit);

  /// Takes out the next neuron that has to be looked at, if there is one.
  bool next(MarginQueue::Entry& entry) {
    for (const Threat threat : {kRising, kFalling, kEither}) {
      if (queues_[threat].isDue(pathOf(threat))) {
        entry = queues_[threat].pop();
        return true;
      }
    }
    return false;
  }

  /// Entries in the queues, void ones included.
  [[nodiscard]] std::size_t entries() const {
    std::size_t sum = 0;
    for (const MarginQueue& queue : queues_) {
      sum += queue.size();
    }
    return sum;
  }

  /// Forgets all neurons and paths.
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
