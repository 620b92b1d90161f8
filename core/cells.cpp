#include "core/cells.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace reluscope {
namespace {

/// Iterations between two crossings of one edge up to which a neuron counts as chattering: about where looking at it
/// becomes dearer than stepping it.
constexpr std::int64_t kChatter = 64;

/// Iterations after which a member of a layer that has not crossed goes back to its cell.
constexpr std::int64_t kPatience = 128;

/// Iterations after which a cell is re-based even if it hardly moves, so that rounding does not gather.
constexpr std::int64_t kMostAge = 65'536;

/// Entries for each member of a cell, most of them void, beyond which its queues are swept; below the few it never
/// pays.
constexpr std::size_t kMostEntries = 4;
constexpr std::size_t kFewEntries = 256;

std::vector<double> distinct(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

void operator+=(Pull& sum, const Pull& other) {
  sum.w += other.w;
  sum.b += other.b;
}

}  // namespace

Cells::Cells(const Experiment& experiment, const Weights& start)
    : patterns_(distinct(rounded(experiment.data).x)),
      hiddenBias_(experiment.network.hiddenBias),
      outputBias_(experiment.network.outputBias),
      learningRate_(experiment.training.learningRate),
      cells_(patterns_.count()),
      places_(start.w.size()),
      c_(start.c),
      residuals_(patterns_.points()),
      pulls_(patterns_.count()),
      sums_(patterns_.points()),
      firstSums_(patterns_.points()) {
  const Data data = rounded(experiment.data);
  std::vector<std::size_t> order(data.x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return data.x[i] < data.x[j]; });
  for (const std::size_t i : order) {
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
}

std::int64_t Cells::advance(std::int64_t steps) {
  for (std::int64_t taken = 0; taken < steps; ++taken) {
    if (!std::isfinite(loss_)) {
      return taken;
    }
    step();
  }
  return steps;
}

void Cells::step() {
  if (iteration_ % kPatience == 0) {
    dissolveSettled();
  }
  computePulls();
  moveCells();
  stepLayers();
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
  std::size_t kept = 0;
  for (const std::size_t pattern : occupied_) {
    Cell& cell = cells_[pattern];
    if (cell.size() == 0) {
      continue;
    }
    occupied_[kept++] = pattern;
    const Pull& pull = pulls_[pattern];
    cell.move(pull);
    for (const std::size_t side : {0U, 1U}) {
      cell.frontiers[side].move(pointAt(pattern, side) * pull.w + pull.b);
    }
  }
  occupied_.resize(kept);
}

void Cells::stepLayers() {
  std::size_t kept = 0;
  for (const std::size_t edge : layersInUse_) {
    BoundaryLayer& layer = layers_[edge];
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
      ++crossings_;
      enterCell(id, u, patterns_.find(u.w, u.b));
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
  Place& place = places_[id];
  const std::size_t from = place.home;
  Cell& cell = cells_[from];
  const std::size_t slot = place.slot;
  cell.remove(slot, u);
  if (slot < cell.size()) {
    places_[cell.ids()[slot]].slot = static_cast<std::uint32_t>(slot);
  }
  ++crossings_;

  const bool isNext = now == patterns_.next(from);
  const std::size_t edge = isNext ? from : now;
  const bool adjacent = isNext || from == patterns_.next(now);
  const bool again = place.lastEdge == edge && iteration_ - place.lastCrossing <= kChatter;
  place.lastEdge = static_cast<std::uint32_t>(edge);
  place.lastCrossing = iteration_;
  if (adjacent && again && from != 0 && now != 0) {
    enterLayer(id, u, edge);
  } else {
    enterCell(id, u, now);
  }
}

void Cells::enterCell(std::uint32_t id, const Neuron& u, std::size_t pattern) {
  Cell& cell = cells_[pattern];
  Place& place = places_[id];
  place.home = static_cast<std::uint32_t>(pattern);
  place.slot = static_cast<std::uint32_t>(cell.size());
  place.inLayer = false;
  ++place.visit;
  if (cell.size() == 0 && pattern != 0 && std::find(occupied_.begin(), occupied_.end(), pattern) == occupied_.end()) {
    occupied_.push_back(pattern);
  }
  cell.add(id, u);
  if (pattern != 0) {
    watch(pattern, 0, id, u);
    watch(pattern, 1, id, u);
  }
}

void Cells::enterLayer(std::uint32_t id, const Neuron& u, std::size_t edge) {
  BoundaryLayer& layer = layers_[edge];
  Place& place = places_[id];
  place.home = static_cast<std::uint32_t>(edge);
  place.slot = static_cast<std::uint32_t>(layer.size());
  place.inLayer = true;
  ++place.visit;
  if (layer.size() == 0 && std::find(layersInUse_.begin(), layersInUse_.end(), edge) == layersInUse_.end()) {
    layersInUse_.push_back(edge);
  }
  layer.add(id, u);
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

/// The x of the point of a pattern's edge, to the pattern before (side 0) or to the next.
double Cells::pointAt(std::size_t pattern, std::size_t side) const {
  return patterns_.x()[patterns_.point(side == 0 ? patterns_.previous(pattern) : pattern)];
}

void Cells::watch(std::size_t pattern, std::size_t side, std::uint32_t id, const Neuron& u) {
  cells_[pattern].frontiers[side].watch(u.w * pointAt(pattern, side) + u.b, u, id, places_[id].visit);
}

void Cells::rebase(std::size_t pattern) {
  Cell& cell = cells_[pattern];
  cell.rebase();
  cell.rebasedAt = iteration_;
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
      rebase(pattern);
    }
  }
}

/// Sends members of layers that have stopped crossing back to their cells.
void Cells::dissolveSettled() {
  for (const std::size_t edge : layersInUse_) {
    // From the last slot on, since the last member takes the slot of one that leaves.
    for (std::vector<std::size_t> slots = layers_[edge].settled(); !slots.empty(); slots.pop_back()) {
      const std::uint32_t id = layers_[edge].id(slots.back());
      const Neuron u = leaveLayer(edge, slots.back());
      enterCell(id, u, patterns_.find(u.w, u.b));
    }
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
  double squares = 0;
  Pull active;
  for (std::size_t k = 0; k < n; ++k) {
    active += sums_[k];
    const double h = c_ + (active.w + firstSums_[k].w) * patterns_.x()[k] + (active.b + firstSums_[k].b);
    residuals_[k] = 0;
    for (std::size_t target = firstTarget_[k]; target < firstTarget_[k + 1]; ++target) {
      const double residual = h - y_[target];
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
  return weights;
}

std::int64_t Cells::entries() const {
  return std::accumulate(cells_.begin(), cells_.end(), std::int64_t{0}, [](std::int64_t sum, const Cell& cell) {
    return sum + static_cast<std::int64_t>(cell.frontiers[0].entries() + cell.frontiers[1].entries());
  });
}

std::int64_t Cells::layered() const {
  return std::count_if(places_.begin(), places_.end(), [](const Place& place) { return place.inLayer; });
}

}  // namespace reluscope
