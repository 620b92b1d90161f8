#include "engine/cells/cells.hpp"

#include <cmath>
#include <limits>

namespace reluscope {
namespace {

/// Iterations after which a cell is re-based even if it hardly moves, to limit rounding errors.
constexpr std::int64_t kMostAge = 65'536;

/// Iterations between two calls of `Cell::settle`.
constexpr std::int64_t kSettleEvery = 64;

/// A cell is re-based, to drop void entries, when a frontier has more than kMostEntries for each member plus
/// kFewEntries.
constexpr std::size_t kMostEntries = 4;
constexpr std::size_t kFewEntries = 256;

}  // namespace

Cells::Cells(const Experiment& experiment, const Weights& start)
    : lines_(rounded(experiment.data), experiment.network.hiddenBias, experiment.training.learningRate),
      placement_(lines_, experiment, start),
      outputBias_(experiment.network.outputBias),
      c_(start.c[0]) {
  evaluate();
  lines_.computePulls();
  for (std::size_t pattern = 1; pattern < lines_.patterns().count(); ++pattern) {
    placement_.loosenDelicate(pattern);
  }
}

std::int64_t Cells::advance(std::int64_t steps) {
  Debt unlimited(std::numeric_limits<std::int64_t>::max(), 0);
  return advance(steps, unlimited);
}

std::int64_t Cells::advance(std::int64_t steps, Debt& debt) {
  for (std::int64_t taken = 0; taken < steps; ++taken) {
    if (!std::isfinite(loss()) || hasOutgrown() || debt.isTooHigh()) {
      return taken;
    }
    work_ = 0;
    step();
    debt.add(work_);
  }
  return steps;
}

void Cells::step() {
  const auto targets = static_cast<std::int64_t>(lines_.targets());
  work_ += work::kStep + work::kPoint * targets;
  lines_.computePulls();
  if (iteration_ % Placement::kPatience == 0) {
    placement_.dissolveSettled();
  }
  moveCells();
  if (DenseNeurons<double>& loose = placement_.loose(); loose.size() > 0) {
    loose.step(lines_.slopes());
    work_ += work::ofDenseStep(static_cast<std::int64_t>(loose.size()), targets);
  }
  stepLayers();  // Last: a stray that leaves a layer for a cell has had its step.
  crossDue();
  rebaseFar();
  if (outputBias_) {
    c_ -= lines_.stepOfC();
  }
  ++iteration_;
  evaluate();
}

void Cells::moveCells() {
  const bool settling = iteration_ % kSettleEvery == kSettleEvery - 1;
  placement_.dropEmptyCells();
  for (const std::size_t pattern : placement_.occupied()) {
    Cell& cell = placement_.cell(pattern);
    const HiddenVector& pull = lines_.pull(pattern);
    cell.move(pull);
    if (settling) {
      cell.settle();
    }
    for (const std::size_t side : {0U, 1U}) {
      cell.frontiers[side].move(placement_.pointAt(pattern, side) * pull.w + pull.b);
    }
  }
  work_ += work::kCell * static_cast<std::int64_t>(placement_.occupied().size());
}

void Cells::stepLayers() {
  for (const std::size_t edge : placement_.layersInUse()) {
    BoundaryLayer& layer = placement_.layer(edge);
    work_ += work::kLayered * static_cast<std::int64_t>(layer.size());
    const HiddenVector& before = lines_.pull(edge);
    const HiddenVector& after = lines_.pull(lines_.patterns().next(edge));
    if (lines_.patterns().switchesOn(edge)) {
      layer.step(after, before);
    } else {
      layer.step(before, after);
    }
    // From the last slot on, since the last member takes the slot of one that leaves.
    // NOLINTNEXTLINE(modernize-loop-convert): the oldest Emscripten's library has no reverse_view.
    for (auto slot = layer.strays().rbegin(); slot != layer.strays().rend(); ++slot) {
      placement_.settleStray(edge, *slot, iteration_);
    }
  }
  placement_.dropEmptyLayers();
}

void Cells::crossDue() {
  // NOLINTNEXTLINE(modernize-loop-convert): the list may grow meanwhile.
  for (std::size_t k = 0; k < placement_.occupied().size(); ++k) {
    const std::size_t pattern = placement_.occupied()[k];
    Cell& cell = placement_.cell(pattern);
    for (const std::size_t side : {0U, 1U}) {
      MarginQueue::Entry entry{};
      while (cell.frontiers[side].next(entry)) {
        const Placement::Whereabouts& place = placement_.of(entry.neuron);
        if (place.visit != entry.visit) {
          continue;
        }
        work_ += work::kLook;
        const Neuron u = cell.at(place.slot);
        const std::size_t now = lines_.patterns().find(u.w, u.b);
        if (now == pattern) {
          placement_.watch(pattern, side, entry.neuron, u);
        } else {
          placement_.cross(entry.neuron, u, now, iteration_);
        }
      }
    }
  }
}

void Cells::rebaseFar() {
  for (const std::size_t pattern : placement_.occupied()) {
    const Cell& cell = placement_.cell(pattern);
    const std::size_t manyEntries = kMostEntries * cell.size() + kFewEntries;
    const bool isCrowded = cell.frontiers[0].entries() > manyEntries || cell.frontiers[1].entries() > manyEntries;
    if (cell.size() > 0 && (cell.isFar() || isCrowded || iteration_ - cell.rebasedAt >= kMostAge)) {
      placement_.loosenDelicate(pattern);
      placement_.rebase(pattern, iteration_);
      work_ += work::kRebased * static_cast<std::int64_t>(cell.size());
    }
  }
}

/// Residuals and loss of the present parameters.
void Cells::evaluate() {
  lines_.clear();
  for (const std::size_t pattern : placement_.occupied()) {
    lines_.add(pattern, placement_.cell(pattern).outputSums());
  }
  for (const std::size_t edge : placement_.layersInUse()) {
    const BoundaryLayer& layer = placement_.layer(edge);
    const std::size_t next = lines_.patterns().next(edge);
    const bool on = lines_.patterns().switchesOn(edge);
    lines_.add(on ? next : edge, layer.activeSums());
    lines_.add(on ? edge : next, layer.inactiveSums());
  }
  const DenseNeurons<double>& loose = placement_.loose();
  lines_.evaluate(c_, loose.size() > 0 ? &loose : nullptr);
}

}  // namespace reluscope
