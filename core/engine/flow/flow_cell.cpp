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
  if (members_.empty()) {
    base_ = {};
    reaches_.clear();
    moments_ = {};
    removed_ = 0;
    reach_ = -1;
    near_.clear();
  }
  const std::size_t slot = size();
  const Neuron v = base_.inverse().map() * u;
  members_.push_back({.v = v, .norm = normOf(v), .id = id});
  reaches_.put(slot, v);
  if (reach_ >= 0) {
    addToNear(slot);
  }
  moments_.add(u);
}

void FlowCell::addToNear(std::size_t slot) {
  Member& member = members_[slot];
  member.nearAt = static_cast<std::uint32_t>(near_.size());
  near_.push_back({.v = member.v, .slot = static_cast<std::uint32_t>(slot)});
  leastWeight_ = std::min(leastWeight_, std::abs(seenWeight_ * member.v) / member.norm);
}

void FlowCell::remove(std::size_t slot) {
  const Neuron u = at(slot);
  moments_.add(u, -1);
  removed_ += u.w * u.w + u.b * u.b + u.a * u.a;
  if (const std::uint32_t index = members_[slot].nearAt; index != kFar) {
    near_[index] = near_.back();
    members_[near_[index].slot].nearAt = index;
    near_.pop_back();
  }
  if (const std::size_t last = size() - 1; slot != last) {
    const Member& moved = members_[slot] = members_[last];
    reaches_.put(slot, moved.v);
    if (moved.nearAt != kFar) {
      near_[moved.nearAt].slot = static_cast<std::uint32_t>(slot);
    }
  }
  members_.pop_back();
  if (members_.empty()) {
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
    Member& member = members_[slot];
    member.v = map * member.v;
    member.norm = normOf(member.v);
    member.nearAt = kFar;
    reaches_.put(slot, member.v);
  }
  base_ = {};
  reach_ = -1;
  near_.clear();
  sum();
}

void FlowCell::settle() {
  if (removed_ > kMostRemoved * moments_.trace()) {
    sum();
  }
}

void FlowCell::sum() {
  Moments sum;
  for (const Member& member : members_) {
    sum.add(member.v);
  }
  moments_ = base_.map().moved(sum);
  removed_ = 0;
}

void FlowCell::look(const std::array<NeuronRow, 2>& rows, const NeuronRow& weight) {
  near_.clear();
  seenWeight_ = weight;
  leastWeight_ = 1;
  for (std::size_t slot = 0; slot < size(); ++slot) {
    Member& member = members_[slot];
    const double bound = reach_ * member.norm;
    if (rows[0] * member.v > bound && rows[1] * member.v > bound) {
      member.nearAt = kFar;
    } else {
      addToNear(slot);
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
  const NeuronRow weight = unit(map.a);
  const bool isCrowded = near_.size() > kFew + 2 * nearAfterLook_;
  if (reach_ < 0 || moved > reach_ * (1 - 1e-6) || isCrowded) {
    reach_ = size() <= kFew ? 3 : std::clamp(kRoots * std::sqrt(movement), kNearest, kFarthest);
    look(rows, weight);
  }
  const NeuronRow before = base_.map().a;
  const double turned = std::max(distance(weight, seenWeight_), distance(unit(before), seenWeight_));
  const auto isBeyond = [&](const Neuron& v) { return rows[0] * v < 0 || rows[1] * v < 0; };
  const auto find = [&](const auto& mayHaveBeenBeyond) {
    slots.clear();
    for (const Near& near : near_) {
      if (mayHaveBeenBeyond(near.v)) {
        slots.push_back(near.slot);
      }
    }
  };
  if (turned < leastWeight_ * (1 - 1e-6)) {
    find(isBeyond);
  } else {
    find([&](const Neuron& v) { return isBeyond(v) || (before * v) * (map.a * v) < 0; });
  }
}

}  // namespace reluscope
