#include "engine/cells/cells.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/cells/delicate.hpp"
#include "engine/neuron.hpp"
#include "network/inputs.hpp"

namespace reluscope {
namespace {

/// Iterations between two crossings of one edge up to which a neuron counts as chattering: about where looking at it
/// becomes dearer than stepping it.
constexpr std::int64_t kChatter = 64;

/// The same for crossings of different edges, times the points that a loose neuron is stepped over.
constexpr std::int64_t kHopping = 256;

/// Iterations after which a member of a layer that has not crossed goes back to its cell, and a loose neuron that will
/// not cross for as long.
constexpr std::int64_t kPatience = 128;

/// How many neurons may be loose for being delicate. They are rare; but a cell can also turn delicate as a whole.
constexpr std::size_t kMostDelicate = 16;

/// Iterations after which a cell is re-based even if it hardly moves, so that rounding does not gather.
constexpr std::int64_t kMostAge = 65'536;

/// Iterations between two times that moments are made to agree with maps.
constexpr std::int64_t kSettleEvery = 64;

/// Entries for each member of a cell, most of them void, beyond which its queues are swept; below the few it never
/// pays.
constexpr std::size_t kMostEntries = 4;
constexpr std::size_t kFewEntries = 256;

/// Beyond this a neuron has outgrown its cell: a long step later its square may overflow.
constexpr double kLargest = 1e75;

bool isLarge(const Neuron& u) { return !(std::abs(u.w) + std::abs(u.b) + std::abs(u.a) <= kLargest); }

void operator+=(Pull& sum, const Pull& other) {
  sum.w += other.w;
  sum.b += other.b;
}

}  // namespace

Cells::Cells(const Experiment& experiment, const Weights& start)
    : patterns_(distinctInputs(rounded(experiment.data))),
      hiddenBias_(experiment.network.hiddenBias),
      outputBias_(experiment.network.outputBias),
      learningRate_(experiment.training.learningRate),
      cells_(patterns_.count()),
      loose_(rounded(experiment.data).x, Activation::relu, hiddenBias_, learningRate_),
      places_(start.w.size()),
      c_(start.c),
      residuals_(patterns_.points()),
      slopes_(experiment.data.x.size()),
      pulls_(patterns_.count()),
      sums_(patterns_.points()),
      firstSums_(patterns_.points()) {
  const Data data = rounded(experiment.data);
  datum_ = byInput(data);
  for (const std::size_t i : datum_) {
    if (firstTarget_.empty() || data.x[i] != patterns_.x()[firstTarget_.size() - 1]) {
      firstTarget_.push_back(y_.size());
    }
    y_.push_back(data.y[i]);
  }
  firstTarget_.push_back(y_.size());

  for (std::size_t edge = 0; edge < patterns_.count(); ++edge) {
    const auto guard = [this](std::size_t other, bool active) {
      return BoundaryLayer::Guard{patterns_.x()[patterns_.point(other)], active};
    };
    const std::size_t before = patterns_.previous(edge);
    const std::size_t after = patterns_.next(edge);
    layers_.emplace_back(patterns_.x()[patterns_.point(edge)], guard(before, patterns_.switchesOn(before)),
                         guard(after, !patterns_.switchesOn(after)));
  }

  for (std::uint32_t id = 0; id < places_.size(); ++id) {
    const Neuron u{start.w[id], start.b[id], start.a[id]};
    const std::size_t pattern = patterns_.find(u.w, u.b);
    places_[id].home = static_cast<std::uint32_t>(pattern);
    places_[id].slot = static_cast<std::uint32_t>(cells_[pattern].size());
    cells_[pattern].add(id, u);
  }
  for (std::size_t pattern = 1; pattern < cells_.size(); ++pattern) {
    if (cells_[pattern].size() > 0) {
      occupied_.push_back(pattern);
      rebase(pattern);
    }
  }
  evaluate();
  computePulls();
  for (std::size_t pattern = 1; pattern < cells_.size(); ++pattern) {
    loosenDelicate(pattern);
  }
}

std::int64_t Cells::advance(std::int64_t steps) {
  Debt unlimited(std::numeric_limits<std::int64_t>::max(), 0);
  return advance(steps, unlimited);
}

std::int64_t Cells::advance(std::int64_t steps, Debt& debt) {
  for (std::int64_t taken = 0; taken < steps; ++taken) {
    if (!std::isfinite(loss_) || outgrown_ || debt.isTooHigh()) {
      return taken;
    }
    work_ = 0;
    step();
    debt.add(work_);
  }
  return steps;
}

bool Cells::canHold(const Weights& weights) {
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    if (isLarge({weights.w[j], weights.b[j], weights.a[j]})) {
      return false;
    }
  }
  return true;
}

void Cells::step() {
  work_ += work::kStep + work::kPoint * static_cast<std::int64_t>(y_.size());
  computePulls();
  if (iteration_ % kPatience == 0) {
    dissolveSettled();
  }
  moveCells();
  if (!looseIds_.empty()) {
    loose_.step(slopes_);
    work_ += work::ofDenseStep(loose(), static_cast<std::int64_t>(y_.size()));
  }
  stepLayers();  // Last, for who strays from a layer has had its step.
  crossDue();
  rebaseFar();
  if (outputBias_) {
    c_ -= pullOfC_;
  }
  ++iteration_;
  evaluate();
}

/// G of every pattern, by running sums from either end of the points.
void Cells::computePulls() {
  const std::size_t n = patterns_.points();
  const double scale = 2 * learningRate_ / static_cast<double>(y_.size());
  const auto add = [&](Pull pull, std::size_t point) -> Pull {
    const double r = scale * residuals_[point];
    return {pull.w + r * patterns_.x()[point], hiddenBias_ ? pull.b + r : 0.0};
  };
  for (std::size_t p = 1; p <= n; ++p) {
    pulls_[p] = add(pulls_[p - 1], n - p);
  }
  Pull first;
  for (std::size_t active = 1; active < n; ++active) {
    first = add(first, active - 1);
    pulls_[2 * n - active] = first;
  }
  if (outputBias_) {
    pullOfC_ = scale * std::accumulate(residuals_.begin(), residuals_.end(), 0.0);
  }
}

void Cells::moveCells() {
  const bool settling = iteration_ % kSettleEvery == kSettleEvery - 1;
  std::size_t kept = 0;
  for (const std::size_t pattern : occupied_) {
    Cell& cell = cells_[pattern];
    if (cell.size() == 0) {
      continue;
    }
    occupied_[kept++] = pattern;
    const Pull& pull = pulls_[pattern];
    cell.move(pull);
    if (settling) {
      cell.settle();
    }
    for (const std::size_t side : {0U, 1U}) {
      cell.frontiers[side].move(pointAt(pattern, side) * pull.w + pull.b);
    }
  }
  occupied_.resize(kept);
  work_ += work::kCell * static_cast<std::int64_t>(kept);
}

void Cells::stepLayers() {
  std::size_t kept = 0;
  for (const std::size_t edge : layersInUse_) {
    BoundaryLayer& layer = layers_[edge];
    work_ += work::kLayered * static_cast<std::int64_t>(layer.size());
    const Pull& before = pulls_[edge];
    const Pull& after = pulls_[patterns_.next(edge)];
    if (patterns_.switchesOn(edge)) {
      layer.step(after, before);
    } else {
      layer.step(before, after);
    }
    for (auto slot = layer.strays().rbegin(); slot != layer.strays().rend(); ++slot) {
      const std::uint32_t id = layer.id(*slot);
      const Neuron u = leaveLayer(edge, *slot);
      const std::size_t now = patterns_.find(u.w, u.b);
      settle(id, u, now, now);
    }
    if (layer.size() > 0) {
      layersInUse_[kept++] = edge;
    }
  }
  layersInUse_.resize(kept);
}

void Cells::crossDue() {
  // NOLINTNEXTLINE(modernize-loop-convert): the list may grow meanwhile.
  for (std::size_t k = 0; k < occupied_.size(); ++k) {
    const std::size_t pattern = occupied_[k];
    Cell& cell = cells_[pattern];
    for (const std::size_t side : {0U, 1U}) {
      MarginQueue::Entry entry{};
      while (cell.frontiers[side].next(entry)) {
        const Place& place = places_[entry.neuron];
        if (place.visit != entry.visit) {
          continue;
        }
        work_ += work::kLook;
        const Neuron u = cell.at(place.slot);
        const std::size_t now = patterns_.find(u.w, u.b);
        if (now == pattern) {
          watch(pattern, side, entry.neuron, u);
        } else {
          cross(entry.neuron, u, now);
        }
      }
    }
  }
}

/// Takes a neuron from its cell to where its pattern is now.
void Cells::cross(std::uint32_t id, const Neuron& u, std::size_t now) {
  const Place& place = places_[id];
  const std::size_t from = place.home;
  leaveCell(from, place.slot, u);
  settle(id, u, from, now);
}

/// Gives a neuron that has crossed its next place; `from` is its last pattern, or `now` where that is unknown.
void Cells::settle(std::uint32_t id, const Neuron& u, std::size_t from, std::size_t now) {
  ++crossings_;
  std::uint32_t edge = kSeveral;
  if (now == patterns_.next(from)) {
    edge = static_cast<std::uint32_t>(from);
  } else if (from == patterns_.next(now)) {
    edge = static_cast<std::uint32_t>(now);
  }
  Place& place = places_[id];
  const std::int64_t since = iteration_ - place.lastCrossing;
  const bool sameEdge = edge != kSeveral && edge == place.lastEdge;
  place.lastEdge = edge;
  place.lastCrossing = iteration_;
  const bool mayReturn = now != 0 && from != 0;  // Nobody does from the dead cell.
  if (mayReturn && sameEdge && since <= kChatter) {
    enterLayer(id, u, edge);
  } else if (mayReturn && since * static_cast<std::int64_t>(y_.size()) <= kHopping) {
    enterLoose(id, u);
  } else {
    enterCell(id, u, now);
  }
}

void Cells::enterCell(std::uint32_t id, const Neuron& u, std::size_t pattern) {
  Cell& cell = cells_[pattern];
  Place& place = places_[id];
  place.home = static_cast<std::uint32_t>(pattern);
  place.slot = static_cast<std::uint32_t>(cell.size());
  place.among = Place::Among::cell;
  ++place.visit;
  if (cell.size() == 0 && pattern != 0 && std::find(occupied_.begin(), occupied_.end(), pattern) == occupied_.end()) {
    occupied_.push_back(pattern);
  }
  cell.add(id, u);
  if (pattern != 0) {
    outgrown_ = outgrown_ || isLarge(u);
    watch(pattern, 0, id, u);
    watch(pattern, 1, id, u);
  }
}

void Cells::enterLayer(std::uint32_t id, const Neuron& u, std::size_t edge) {
  BoundaryLayer& layer = layers_[edge];
  Place& place = places_[id];
  place.home = static_cast<std::uint32_t>(edge);
  place.slot = static_cast<std::uint32_t>(layer.size());
  place.among = Place::Among::layer;
  ++place.visit;
  if (layer.size() == 0 && std::find(layersInUse_.begin(), layersInUse_.end(), edge) == layersInUse_.end()) {
    layersInUse_.push_back(edge);
  }
  layer.add(id, u);
}

void Cells::enterLoose(std::uint32_t id, const Neuron& u) {
  Place& place = places_[id];
  place.slot = static_cast<std::uint32_t>(loose_.size());
  place.among = Place::Among::loose;
  ++place.visit;
  loose_.add(u);
  looseIds_.push_back(id);
}

void Cells::leaveCell(std::size_t pattern, std::size_t slot, const Neuron& u) {
  Cell& cell = cells_[pattern];
  cell.remove(slot, u);
  if (slot < cell.size()) {
    places_[cell.ids()[slot]].slot = static_cast<std::uint32_t>(slot);
  }
}

Neuron Cells::leaveLayer(std::size_t edge, std::size_t slot) {
  BoundaryLayer& layer = layers_[edge];
  const Neuron u = layer.at(slot);
  layer.remove(slot);
  if (slot < layer.size()) {
    places_[layer.id(slot)].slot = static_cast<std::uint32_t>(slot);
  }
  return u;
}

Neuron Cells::leaveLoose(std::size_t slot) {
  const Neuron u = loose_.at(slot);
  loose_.remove(slot);
  looseIds_[slot] = looseIds_.back();
  looseIds_.pop_back();
  if (slot < looseIds_.size()) {
    places_[looseIds_[slot]].slot = static_cast<std::uint32_t>(slot);
  }
  return u;
}

/// Takes the delicate members of a cell out of it, as many as there may be.
void Cells::loosenDelicate(std::size_t pattern) {
  const Cell& cell = cells_[pattern];
  for (std::size_t slot = cell.size(); slot > 0 && looseIds_.size() < kMostDelicate; --slot) {
    const Neuron u = cell.at(slot - 1);
    if (isDelicate(u, pulls_[pattern])) {
      const std::uint32_t id = cell.ids()[slot - 1];
      leaveCell(pattern, slot - 1, u);
      enterLoose(id, u);
    }
  }
}

/// Whether a neuron comes to this edge of its pattern within kPatience steps like the next one.
bool Cells::willCross(std::size_t pattern, std::size_t side, const Neuron& u) const {
  const double x = pointAt(pattern, side);
  const Pull& pull = pulls_[pattern];
  return std::abs(u.w * x + u.b) <= kPatience * std::abs(u.a * (x * pull.w + pull.b));
}

/// Gives a loose neuron that will be crossing one edge alone to that edge's layer, and one that will not cross to its
/// cell.
void Cells::placeLoose(std::size_t slot) {
  const Neuron u = loose_.at(slot);
  const std::size_t pattern = patterns_.find(u.w, u.b);
  const bool before = pattern != 0 && willCross(pattern, 0, u);
  const bool after = pattern != 0 && willCross(pattern, 1, u);
  if ((before && after) || isDelicate(u, pulls_[pattern])) {
    return;
  }
  const std::uint32_t id = looseIds_[slot];
  leaveLoose(slot);
  const std::size_t edge = before ? patterns_.previous(pattern) : pattern;
  const bool mayReturn = edge != 0 && patterns_.next(edge) != 0;  // From the dead cell nobody does.
  if ((before || after) && mayReturn) {
    enterLayer(id, u, edge);
  } else {
    enterCell(id, u, pattern);
  }
}

/// The x of the point of a pattern's edge, to the pattern before (side 0) or to the next.
double Cells::pointAt(std::size_t pattern, std::size_t side) const {
  return patterns_.x()[patterns_.point(side == 0 ? patterns_.previous(pattern) : pattern)];
}

void Cells::watch(std::size_t pattern, std::size_t side, std::uint32_t id, const Neuron& u) {
  const std::size_t edge = side == 0 ? patterns_.previous(pattern) : pattern;
  const bool active = patterns_.switchesOn(edge) == (side == 0);
  cells_[pattern].frontiers[side].watch(active, u.w * pointAt(pattern, side) + u.b, u, id, places_[id].visit);
}

void Cells::rebase(std::size_t pattern) {
  Cell& cell = cells_[pattern];
  cell.rebase();
  cell.rebasedAt = iteration_;
  work_ += work::kRebased * static_cast<std::int64_t>(cell.size());
  outgrown_ = outgrown_ || !(cell.squares() <= kLargest * kLargest);
  for (const std::size_t side : {0U, 1U}) {
    cell.frontiers[side].clear();
    for (std::size_t slot = 0; slot < cell.size(); ++slot) {
      watch(pattern, side, cell.ids()[slot], cell.at(slot));
    }
  }
}

void Cells::rebaseFar() {
  for (const std::size_t pattern : occupied_) {
    const Cell& cell = cells_[pattern];
    const std::size_t manyEntries = kMostEntries * cell.size() + kFewEntries;
    const bool isCrowded = cell.frontiers[0].entries() > manyEntries || cell.frontiers[1].entries() > manyEntries;
    if (cell.size() > 0 && (cell.isFar() || isCrowded || iteration_ - cell.rebasedAt >= kMostAge)) {
      loosenDelicate(pattern);
      rebase(pattern);
    }
  }
}

/// Sends those back to their cells that have stopped crossing, or are delicate no more.
void Cells::dissolveSettled() {
  for (const std::size_t edge : layersInUse_) {
    // From the last slot on, since the last member takes the slot of one that leaves.
    for (std::vector<std::size_t> slots = layers_[edge].settled(); !slots.empty(); slots.pop_back()) {
      const std::uint32_t id = layers_[edge].id(slots.back());
      const Neuron u = leaveLayer(edge, slots.back());
      enterCell(id, u, patterns_.find(u.w, u.b));
    }
  }
  for (std::size_t slot = looseIds_.size(); slot > 0; --slot) {
    placeLoose(slot - 1);
  }
}

/// Residuals and loss of the present parameters: h(x_k) from the sums over the cells and layers that are active on k.
void Cells::evaluate() {
  const std::size_t n = patterns_.points();
  std::fill(sums_.begin(), sums_.end(), Pull{});
  std::fill(firstSums_.begin(), firstSums_.end(), Pull{});
  const auto add = [&](std::size_t pattern, const Pull& sums) {
    if (pattern == 0) {
      return;
    }
    if (pattern <= n) {
      sums_[n - pattern] += sums;  // Active from this point on.
    } else {
      firstSums_[2 * n - pattern - 1] += sums;  // Active up to this point.
    }
  };
  for (const std::size_t pattern : occupied_) {
    add(pattern, cells_[pattern].outputSums());
  }
  for (const std::size_t edge : layersInUse_) {
    const std::size_t next = patterns_.next(edge);
    const bool on = patterns_.switchesOn(edge);
    add(on ? next : edge, layers_[edge].activeSums());
    add(on ? edge : next, layers_[edge].inactiveSums());
  }
  for (std::size_t k = n - 1; k > 0; --k) {
    firstSums_[k - 1] += firstSums_[k];
  }
  const bool someLoose = !looseIds_.empty();
  const double outputSlope = 2 / static_cast<double>(y_.size());
  double squares = 0;
  Pull active;
  for (std::size_t k = 0; k < n; ++k) {
    active += sums_[k];
    double h = c_ + (active.w + firstSums_[k].w) * patterns_.x()[k] + (active.b + firstSums_[k].b);
    if (someLoose) {
      h += loose_.output(datum_[firstTarget_[k]]);
    }
    residuals_[k] = 0;
    for (std::size_t target = firstTarget_[k]; target < firstTarget_[k + 1]; ++target) {
      const double residual = h - y_[target];
      slopes_[datum_[target]] = outputSlope * residual;
      residuals_[k] += residual;
      squares += residual * residual;
    }
  }
  loss_ = squares / static_cast<double>(y_.size());
}

Weights Cells::weights(std::int64_t neurons) const {
  const std::size_t count = std::min(places_.size(), static_cast<std::size_t>(neurons));
  Weights weights{
      .w = std::vector<double>(count), .b = std::vector<double>(count), .a = std::vector<double>(count), .c = c_};
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

std::int64_t Cells::entries() const {
  return std::accumulate(cells_.begin(), cells_.end(), std::int64_t{0}, [](std::int64_t sum, const Cell& cell) {
    return sum + static_cast<std::int64_t>(cell.frontiers[0].entries() + cell.frontiers[1].entries());
  });
}

std::int64_t Cells::layered() const {
  return std::count_if(places_.begin(), places_.end(),
                       [](const Place& place) { return place.among == Place::Among::layer; });
}

}  // namespace reluscope
