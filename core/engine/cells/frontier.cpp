#include "engine/cells/frontier.hpp"

#include "engine/cells/margin.hpp"

namespace reluscope {

void Frontier::watch(bool active, double z, const Neuron& u, std::uint32_t id, std::uint32_t visit) {
  Threat threat = kEither;
  if (keepsSign(u)) {
    threat = active == (u.a > 0) ? kRising : kFalling;
  }
  const double due = pathOf(threat) + margin(active == (z > 0) ? z : 0, u);
  if (std::isfinite(due)) {  // Not for a neuron of zeros, which never moves, nor after divergence.
    queues_[threat].push({due, id, visit});
  }
}

void Frontier::clear() {
  rising_ = {};
  falling_ = {};
  for (MarginQueue& queue : queues_) {
    queue.clear();
  }
}

}  // namespace reluscope
