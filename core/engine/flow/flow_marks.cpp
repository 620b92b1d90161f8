// What a flow is at an iteration, which falls within a step: its loss, its parameters, and their marks.

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/flow/flow.hpp"

namespace reluscope {

/// The θ of an iteration in the present step.
double Flow::theta(std::int64_t iteration) const {
  if (length_ == 0) {
    return 0;
  }
  return std::clamp((timeOf(iteration) - start_) / length_, 0.0, end_);
}

double Flow::loss() const {
  if (isLost_) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double at = theta(iteration_);
  if (at == 0) {
    return startLoss_;
  }
  tabulate();
  return course_.loss(at);
}

/// How many of the next iterations, at most so many and counted in steps of `every`, are within the present step.
std::int64_t Flow::reached(std::int64_t every, std::int64_t most) const {
  const double end = start_ + end_ * length_;
  // The run's last time may be missed by rounding.
  if (end >= last_) {
    return most;
  }
  std::int64_t count = 0;
  for (std::int64_t beyond = most + 1; beyond - count > 1;) {
    const std::int64_t middle = count + (beyond - count) / 2;
    (timeOf(iteration_ + middle * every) <= end ? count : beyond) = middle;
  }
  return count;
}

void Flow::foresee(std::int64_t every, std::int64_t count, std::vector<double>& losses) const {
  const std::int64_t within = isLost_ ? 0 : reached(every, count);
  if (within > 0) {
    // Room for all at once; twice as much where they come in slices.
    if (const std::size_t needed = losses.size() + static_cast<std::size_t>(count); needed > losses.capacity()) {
      losses.reserve(std::max(needed, 2 * losses.capacity()));
    }
    tabulate();
    if (field_.isStopped()) {
      losses.insert(losses.end(), static_cast<std::size_t>(within), course_.loss(1));
      return;
    }
    std::vector<double> thetas(static_cast<std::size_t>(within));
    for (std::int64_t k = 0; k < within; ++k) {
      thetas[static_cast<std::size_t>(k)] = theta(iteration_ + (k + 1) * every);
    }
    course_.addLosses(thetas, losses);
  }
}

/// What the neurons of a mode have gone through since they had their fixed v, up to θ.
Propagator Flow::passage(std::size_t mode, double theta) const {
  const bool isDead = field_.arcs().isDead(field_.arcOf(mode));
  return (theta == 0 || isDead ? Propagator() : course_.propagator(mode, theta)) * cells_[mode].base();
}

/// Where a traveller is at a θ after its first leg.
Course::Arrival Flow::arrival(std::size_t traveller, double theta) const {
  const Station& at = after_[traveller];
  return course_.travel(at, at.mode == travellers_[traveller].mode, theta);
}

/// The neurons that have left their mode in this step before θ.
std::vector<MotionHistory::Exception> Flow::exceptions(double theta) const {
  std::vector<MotionHistory::Exception> found;
  for (std::size_t k = 0; k < travellers_.size(); ++k) {
    const Traveller& each = travellers_[k];
    if (each.leg.theta < theta) {
      found.push_back({.id = cells_[each.mode].id(each.slot), .u = arrival(k, theta).u});
    }
  }
  return found;
}

Weights Flow::weights(std::int64_t neurons) const {
  const double at = theta(iteration_);
  if (at > 0) {
    tabulate();
  }
  const std::size_t count = std::min(neurons_, static_cast<std::size_t>(neurons));
  Weights weights{.w = std::vector<double>(count),
                  .b = std::vector<double>(count),
                  .a = std::vector<double>(count),
                  .c = {at > 0 ? course_.outputBias(at) : state_.back()}};
  const auto put = [&](std::uint32_t id, const Neuron& u) {
    if (id < count) {
      weights.w[id] = u.w;
      weights.b[id] = u.b;
      weights.a[id] = u.a;
    }
  };
  for (std::size_t mode = 0; mode < cells_.size(); ++mode) {
    const FlowCell& cell = cells_[mode];
    if (cell.size() > 0) {
      const NeuronMap map = passage(mode, at).map();
      for (std::size_t slot = 0; slot < cell.size(); ++slot) {
        put(cell.id(slot), map * cell.fixed(slot));
      }
    }
  }
  for (const MotionHistory::Exception& exception : exceptions(at)) {
    put(exception.id, exception.u);
  }
  return weights;
}

std::optional<Extent> Flow::mark() {
  const double at = theta(iteration_);
  if (at > 0) {
    tabulate();
  }
  if (history_->needsCheckpoint()) {
    std::vector<MotionHistory::Place> places(neurons_);
    for (std::size_t mode = 0; mode < cells_.size(); ++mode) {
      for (std::size_t slot = 0; slot < cells_[mode].size(); ++slot) {
        places[cells_[mode].id(slot)] = {.v = cells_[mode].fixed(slot), .mode = static_cast<std::uint32_t>(mode)};
      }
    }
    history_->check(std::move(places));
  }
  Extent& extent = history_->extent;
  std::vector<MotionHistory::Passage> passages;
  for (std::size_t mode = 0; mode < cells_.size(); ++mode) {
    const FlowCell& cell = cells_[mode];
    if (cell.size() == 0) {
      continue;
    }
    const Propagator passed = passage(mode, at);
    const NeuronMap map = passed.map();
    passages.push_back({.mode = static_cast<std::uint32_t>(mode), .map = map});
    const double stretch = passed.stretch();
    for (std::size_t first = 0; first < cell.size(); first += Reaches::kBlock) {
      if (cell.reaches().mayExceed(extent, first / Reaches::kBlock, stretch)) {
        for (std::size_t slot = first; slot < std::min(first + Reaches::kBlock, cell.size()); ++slot) {
          const Neuron u = map * cell.fixed(slot);
          extent.include(u.w, u.b, u.a);
        }
      }
    }
  }
  history_->mark(std::move(passages), exceptions(at), at > 0 ? course_.outputBias(at) : state_.back());
  return extent;
}

}  // namespace reluscope
