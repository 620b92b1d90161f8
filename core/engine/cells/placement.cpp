#include "engine/cells/placement.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/cells/delicate.hpp"

namespace reluscope {
namespace {

/// A neuron that crosses one edge twice within this many iterations joins its layer: about where checking it costs more
/// than stepping it.
constexpr std::int64_t kChatter = 64;

/// The same for crossings of different edges, multiplied by the points over which a loose neuron is stepped.
constexpr std::int64_t kHopping = 256;

/// The most neurons that are loose because they are delicate. They are rare, but a whole cell can become delicate.
constexpr std::size_t kMostDelicate = 16;

/// Beyond this ‖u‖₁ a neuron has outgrown its cell: after one long step its square may overflow.
constexpr double kLargest = 1e75;

void addOnce(std::vector<std::size_t>& list, std::size_t index) {
  if (std::find(list.begin(), list.end(), index) == list.end()) {
    list.push_back(index);
  }
}

bool isLarge(const Neuron& u) { return !(std::abs(u.w) + std::abs(u.b) + std::abs(u.a) <= kLargest); }

}  // namespace

Placement::Placement(const LineSums& lines, const Experiment& experiment, const Weights& start)
    : lines_(lines),
      cells_(lines.patterns().count()),
      loose_(rounded(experiment.data).x, Activation::relu, experiment.network.hiddenBias,
             experiment.training.learningRate),
      places_(start.w.size()) {
  const ActivationPatterns& patterns = lines.patterns();
  for (std::size_t edge = 0; edge < patterns.count(); ++edge) {
    const auto guard = [&patterns](std::size_t other, bool active) {
      return BoundaryLayer::Guard{patterns.x()[patterns.point(other)], active};
    };
    const std::size_t before = patterns.previous(edge);
    const std::size_t after = patterns.next(edge);
    layers_.emplace_back(patterns.x()[patterns.point(edge)], guard(before, patterns.switchesOn(before)),
                         guard(after, !patterns.switchesOn(after)));
  }

  for (std::uint32_t id = 0; id < places_.size(); ++id) {
    const Neuron u{start.w[id], start.b[id], start.a[id]};
    const std::size_t pattern = patterns.find(u.w, u.b);
    places_[id].home = static_cast<std::uint32_t>(pattern);
    places_[id].slot = static_cast<std::uint32_t>(cells_[pattern].size());
    cells_[pattern].add(id, u);
  }
  for (std::size_t pattern = 1; pattern < cells_.size(); ++pattern) {
    if (cells_[pattern].size() > 0) {
      occupied_.push_back(pattern);
      rebase(pattern, 0);
    }
  }
}

bool Placement::canHold(const Weights& weights) {
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    if (isLarge({weights.w[j], weights.b[j], weights.a[j]})) {
      return false;
    }
  }
  return true;
}

void Placement::dropEmptyCells() {
  std::erase_if(occupied_, [this](std::size_t pattern) { return cells_[pattern].size() == 0; });
}

void Placement::dropEmptyLayers() {
  std::erase_if(layersInUse_, [this](std::size_t edge) { return layers_[edge].size() == 0; });
}

void Placement::settleStray(std::size_t edge, std::size_t slot, std::int64_t iteration) {
  const std::uint32_t id = layers_[edge].id(slot);
  const Neuron u = leaveLayer(edge, slot);
  const std::size_t now = lines_.patterns().find(u.w, u.b);
  settle(id, u, now, now, iteration);
}

void Placement::cross(std::uint32_t id, const Neuron& u, std::size_t now, std::int64_t iteration) {
  const Whereabouts& place = places_[id];
  const std::size_t from = place.home;
  leaveCell(from, place.slot, u);
  settle(id, u, from, now, iteration);
}

/// Moves a neuron that has crossed to where it belongs; `from` is its last pattern, or `now` if that is unknown.
void Placement::settle(std::uint32_t id, const Neuron& u, std::size_t from, std::size_t now, std::int64_t iteration) {
  ++crossings_;
  std::uint32_t edge = kSeveral;
  if (now == lines_.patterns().next(from)) {
    edge = static_cast<std::uint32_t>(from);
  } else if (from == lines_.patterns().next(now)) {
    edge = static_cast<std::uint32_t>(now);
  }
  Whereabouts& place = places_[id];
  const std::int64_t since = iteration - place.lastCrossing;
  const bool sameEdge = edge != kSeveral && edge == place.lastEdge;
  place.lastEdge = edge;
  place.lastCrossing = iteration;
  const bool mayReturn = now != 0 && from != 0;  // Neurons never leave pattern 0, where none of them moves.
  if (mayReturn && sameEdge && since <= kChatter) {
    enterLayer(id, u, edge);
  } else if (mayReturn && since * static_cast<std::int64_t>(lines_.targets()) <= kHopping) {
    enterLoose(id, u);
  } else {
    enterCell(id, u, now);
  }
}

/// Notes where a neuron will be.
void Placement::move(std::uint32_t id, std::size_t home, std::size_t slot) {
  Whereabouts& place = places_[id];
  place.home = static_cast<std::uint32_t>(home);
  place.slot = static_cast<std::uint32_t>(slot);
  ++place.visit;
}

void Placement::enterCell(std::uint32_t id, const Neuron& u, std::size_t pattern) {
  Cell& cell = cells_[pattern];
  move(id, pattern, cell.size());
  if (cell.size() == 0 && pattern != 0) {
    addOnce(occupied_, pattern);
  }
  if (cell.isFar()) {
    fold(pattern);  // As the cell would do, unheard.
  }
  cell.add(id, u);
  noteMove(id, pattern);
  if (pattern != 0) {
    outgrown_ = outgrown_ || isLarge(u);
    watch(pattern, 0, id, u);
    watch(pattern, 1, id, u);
  }
}

void Placement::enterLayer(std::uint32_t id, const Neuron& u, std::size_t edge) {
  BoundaryLayer& layer = layers_[edge];
  move(id, edge, layer.size());
  if (layer.size() == 0) {
    addOnce(layersInUse_, edge);
  }
  layer.add(id, u);
  noteMove(id, cells_.size());
}

void Placement::enterLoose(std::uint32_t id, const Neuron& u) {
  move(id, places_[id].home, loose_.size());
  loose_.add(u);
  looseIds_.push_back(id);
  noteMove(id, cells_.size());
}

void Placement::leaveCell(std::size_t pattern, std::size_t slot, const Neuron& u) {
  Cell& cell = cells_[pattern];
  cell.remove(slot, u);
  if (slot < cell.size()) {
    places_[cell.ids()[slot]].slot = static_cast<std::uint32_t>(slot);
  }
}

Neuron Placement::leaveLayer(std::size_t edge, std::size_t slot) {
  BoundaryLayer& layer = layers_[edge];
  const Neuron u = layer.at(slot);
  layer.remove(slot);
  if (slot < layer.size()) {
    places_[layer.id(slot)].slot = static_cast<std::uint32_t>(slot);
  }
  return u;
}

Neuron Placement::leaveLoose(std::size_t slot) {
  const Neuron u = loose_.at(slot);
  loose_.remove(slot);
  looseIds_[slot] = looseIds_.back();
  looseIds_.pop_back();
  if (slot < looseIds_.size()) {
    places_[looseIds_[slot]].slot = static_cast<std::uint32_t>(slot);
  }
  return u;
}

void Placement::loosenDelicate(std::size_t pattern) {
  const Cell& cell = cells_[pattern];
  for (std::size_t slot = cell.size(); slot > 0 && looseIds_.size() < kMostDelicate; --slot) {
    const Neuron u = cell.at(slot - 1);
    if (isDelicate(u, lines_.pull(pattern))) {
      const std::uint32_t id = cell.ids()[slot - 1];
      leaveCell(pattern, slot - 1, u);
      enterLoose(id, u);
    }
  }
}

/// Whether a neuron would reach this edge of its pattern within kPatience steps like the next one.
bool Placement::willCross(std::size_t pattern, std::size_t side, const Neuron& u) const {
  const double x = pointAt(pattern, side);
  const HiddenVector& pull = lines_.pull(pattern);
  return std::abs(u.w * x + u.b) <= kPatience * std::abs(u.a * (x * pull.w + pull.b));
}

/// Moves a loose neuron to a layer if it will cross only that edge, and to its cell if it will cross none.
void Placement::placeLoose(std::size_t slot) {
  const Neuron u = loose_.at(slot);
  const std::size_t pattern = lines_.patterns().find(u.w, u.b);
  const bool before = pattern != 0 && willCross(pattern, 0, u);
  const bool after = pattern != 0 && willCross(pattern, 1, u);
  if ((before && after) || isDelicate(u, lines_.pull(pattern))) {
    return;
  }
  const std::uint32_t id = looseIds_[slot];
  leaveLoose(slot);
  const std::size_t edge = before ? lines_.patterns().previous(pattern) : pattern;
  const bool mayReturn = edge != 0 && lines_.patterns().next(edge) != 0;  // Neurons never leave pattern 0.
  if ((before || after) && mayReturn) {
    enterLayer(id, u, edge);
  } else {
    enterCell(id, u, pattern);
  }
}

void Placement::watch(std::size_t pattern, std::size_t side, std::uint32_t id, const Neuron& u) {
  const std::size_t edge = side == 0 ? lines_.patterns().previous(pattern) : pattern;
  const bool active = lines_.patterns().switchesOn(edge) == (side == 0);
  cells_[pattern].frontiers[side].watch(active, u.w * pointAt(pattern, side) + u.b, u, id, places_[id].visit);
}

void Placement::fold(std::size_t pattern) {
  Cell& cell = cells_[pattern];
  if (cell.hasMoved()) {
    noteFold(pattern);
    cell.fold();
  }
}

void Placement::rebase(std::size_t pattern, std::int64_t iteration) {
  fold(pattern);
  Cell& cell = cells_[pattern];
  cell.rebase();
  cell.rebasedAt = iteration;
  outgrown_ = outgrown_ || !(cell.squares() <= kLargest * kLargest);
  for (const std::size_t side : {0U, 1U}) {
    cell.frontiers[side].clear();
    for (std::size_t slot = 0; slot < cell.size(); ++slot) {
      watch(pattern, side, cell.ids()[slot], cell.at(slot));
    }
  }
}

void Placement::dissolveSettled() {
  for (const std::size_t edge : layersInUse_) {
    // From the last slot on, since the last member takes the slot of one that leaves.
    for (std::vector<std::size_t> slots = layers_[edge].settled(); !slots.empty(); slots.pop_back()) {
      const std::uint32_t id = layers_[edge].id(slots.back());
      const Neuron u = leaveLayer(edge, slots.back());
      enterCell(id, u, lines_.patterns().find(u.w, u.b));
    }
  }
  for (std::size_t slot = looseIds_.size(); slot > 0; --slot) {
    placeLoose(slot - 1);
  }
}

Weights Placement::weights(std::int64_t neurons, double c) const {
  const std::size_t count = std::min(places_.size(), static_cast<std::size_t>(neurons));
  Weights weights{
      .w = std::vector<double>(count), .b = std::vector<double>(count), .a = std::vector<double>(count), .c = {c}};
  const auto put = [&](std::uint32_t id, const Neuron& u) {
    if (id < count) {
      weights.w[id] = u.w;
      weights.b[id] = u.b;
      weights.a[id] = u.a;
    }
  };
  for (const Cell& cell : cells_) {
    for (std::size_t slot = 0; slot < cell.size(); ++slot) {
      put(cell.ids()[slot], cell.at(slot));
    }
  }
  for (const BoundaryLayer& layer : layers_) {
    for (std::size_t slot = 0; slot < layer.size(); ++slot) {
      put(layer.id(slot), layer.at(slot));
    }
  }
  for (std::size_t slot = 0; slot < looseIds_.size(); ++slot) {
    put(looseIds_[slot], loose_.at(slot));
  }
  return weights;
}

std::int64_t Placement::entries() const {
  return std::accumulate(cells_.begin(), cells_.end(), std::int64_t{0}, [](std::int64_t sum, const Cell& cell) {
    return sum + static_cast<std::int64_t>(cell.frontiers[0].entries() + cell.frontiers[1].entries());
  });
}

std::int64_t Placement::layered() const {
  return std::accumulate(
      layers_.begin(), layers_.end(), std::int64_t{0},
      [](std::int64_t sum, const BoundaryLayer& layer) { return sum + static_cast<std::int64_t>(layer.size()); });
}

}  // namespace reluscope
