#include "engine/flow/flow_cell.hpp"

#include <algorithm>
#include <cmath>

namespace reluscope {
namespace {

/// A cell is re-based when the squares of its base exceed this. A neuron loses as many digits at most as this has.
constexpr double kMostSquares = 1e3;

/// S is summed again when what has left it exceeds this many times what remains.
constexpr double kMostRemoved = 64;

/// The reach of a look, in roots of the last movement m of ρ̂. With reach r there is a look every r/m calls, and a part
/// like r of the neurons is near: the work is least at r ~ √m. At most kFarthest; at least kNearest because of
/// rounding.
constexpr double kRoots = 0.25;
constexpr double kFarthest = 0.1;
constexpr double kNearest = 1e-9;

/// Up to this many neurons, and at this many times as many near ones as the last look found, all are near.
constexpr std::size_t kFew = 32;

NeuronRow unit(const NeuronRow& row) {
  const double norm = std::sqrt(row.w * row.w + row.b * row.b + row.a * row.a);
  if (norm == 0) {
    return {};  // Without hidden biases there is nothing along an edge.
  }
  return {row.w / norm, row.b / norm, row.a / norm};
}

double distance(const NeuronRow& left, const NeuronRow& right) {
  const double w = left.w - right.w;
  const double b = left.b - right.b;
  const double a = left.a - right.a;
  return std::sqrt(w * w + b * b + a * a);
}

/// Without underflow of the smallest weights.
double normOf(const Neuron& u) {
  const double squares = u.w * u.w + u.b * u.b + u.a * u.a;
  if (squares > 1e-280) {
    return std::sqrt(squares);
  }
  const double largest = std::max({std::abs(u.w), std::abs(u.b), std::abs(u.a)});
  if (largest == 0) {
    return 0;
  }
  const Neuron v{u.w / largest, u.b / largest, u.a / largest};
  return largest * std::sqrt(v.w * v.w + v.b * v.b + v.a * v.a);
}

}  // namespace

void FlowCell::add(std::uint32_t id, const Neuron& u) {
  if (ids_.empty()) {
    base_ = {};
    reaches_.clear();
    moments_ = {};
    removed_ = 0;
    reach_ = -1;
  }
  const Neuron v = base_.inverse().map() * u;
  ids_.push_back(id);
  fixed_.push_back(v);
  norms_.push_back(normOf(v));
  reaches_.put(ids_.size() - 1, v);
  nearAt_.push_back(static_cast<std::uint32_t>(near_.size()));
  near_.push_back({.v = v, .slot = static_cast<std::uint32_t>(ids_.size() - 1)});
  moments_.add(u);
}

void FlowCell::remove(std::size_t slot) {
  const Neuron u = at(slot);
  moments_.add(u, -1);
  removed_ += u.w * u.w + u.b * u.b + u.a * u.a;
  const auto forget = [this](std::size_t gone) {
    const std::uint32_t index = nearAt_[gone];
    if (index != kFar) {
      near_[index] = near_.back();
      nearAt_[near_[index].slot] = index;
      near_.pop_back();
      nearAt_[gone] = kFar;
    }
  };
  forget(slot);
  const std::size_t last = ids_.size() - 1;
  if (slot != last) {
    ids_[slot] = ids_[last];
    fixed_[slot] = fixed_[last];
    norms_[slot] = norms_[last];
    reaches_.put(slot, fixed_[slot]);
    nearAt_[slot] = nearAt_[last];
    if (isNear(slot)) {
      near_[nearAt_[slot]].slot = static_cast<std::uint32_t>(slot);
    }
  }
  ids_.pop_back();
  fixed_.pop_back();
  norms_.pop_back();
  nearAt_.pop_back();
  if (ids_.empty()) {
    moments_ = {};
  }
}

bool FlowCell::move(const Propagator& step) {
  moments_ = step.map().moved(moments_);
  base_ = (step * base_).normalised();
  return base_.squares() > kMostSquares;
}

void FlowCell::rebase() {
  const NeuronMap map = base_.map();
  reaches_.clear();
  for (std::size_t slot = 0; slot < size(); ++slot) {
    fixed_[slot] = map * fixed_[slot];
    norms_[slot] = normOf(fixed_[slot]);
    reaches_.put(slot, fixed_[slot]);
  }
  base_ = {};
  reach_ = -1;
  sum();
}

void FlowCell::settle() {
  if (removed_ > kMostRemoved * moments_.trace()) {
    sum();
  }
}

void FlowCell::sum() {
  Moments sum;
  for (const Neuron& v : fixed_) {
    sum.add(v);
  }
  moments_ = base_.map().moved(sum);
  removed_ = 0;
}

void FlowCell::look(const std::array<NeuronRow, 2>& rows) {
  near_.clear();
  for (std::size_t slot = 0; slot < size(); ++slot) {
    const double bound = reach_ * norms_[slot];
    const bool near = !(rows[0] * fixed_[slot] > bound && rows[1] * fixed_[slot] > bound);
    nearAt_[slot] = near ? static_cast<std::uint32_t>(near_.size()) : kFar;
    if (near) {
      near_.push_back({.v = fixed_[slot], .slot = static_cast<std::uint32_t>(slot)});
    }
  }
  nearAfterLook_ = near_.size();
  seen_ = rows;
}

void FlowCell::findBeyond(const std::array<NeuronRow, 2>& bounds, const Propagator& step,
                          std::vector<std::uint32_t>& slots) {
  const NeuronMap map = (step * base_).map();
  std::array<NeuronRow, 2> rows;
  double moved = 0;
  double movement = 0;
  for (std::size_t side = 0; side < 2; ++side) {
    rows[side] = unit(bounds[side] * map);
    moved = std::max(moved, distance(rows[side], seen_[side]));
    movement = std::max(movement, distance(rows[side], last_[side]));
  }
  last_ = rows;
  const bool isCrowded = near_.size() > kFew + 2 * nearAfterLook_;
  if (reach_ < 0 || moved > reach_ * (1 - 1e-6) || isCrowded) {
    reach_ = size() <= kFew ? 3 : std::clamp(kRoots * std::sqrt(movement), kNearest, kFarthest);
    look(rows);
  }
  slots.clear();
  for (const Near& near : near_) {
    if (rows[0] * near.v < 0 || rows[1] * near.v < 0) {
      slots.push_back(near.slot);
    }
  }
}

}  // namespace reluscope
