// What the cells engine keeps of its frames. The module that the page begins with stores frames instead.

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/cells/alternating.hpp"
#include "engine/cells/placement.hpp"

namespace reluscope {

std::unique_ptr<const History> Alternating::history() {
  auto history = std::make_unique<MotionHistory>(Placement::modes(experiment_.data.x.size()));
  history_ = history.get();
  if (cells_) {
    cells_->tell(history_);
  }
  return history;
}

/// Tells that a neuron has entered a pattern's cell, where it is the last, or is on its own.
void Placement::noteMove(std::uint32_t id, std::size_t mode) {
  if (history_ != nullptr) {
    const bool isInCell = mode < cells_.size();
    history_->move(id, {.v = isInCell ? cells_[mode].fixed(cells_[mode].size() - 1) : Neuron(),
                        .mode = static_cast<std::uint32_t>(mode)});
  }
}

void Placement::noteFold(std::size_t pattern) {
  if (history_ != nullptr) {
    history_->rebase(pattern, cells_[pattern].map(), cells_[pattern].size());
  }
}

/// The neurons in layers and the loose ones.
std::vector<MotionHistory::Exception> Placement::individuals() const {
  std::vector<MotionHistory::Exception> found;
  for (const BoundaryLayer& layer : layers_) {
    for (std::size_t slot = 0; slot < layer.size(); ++slot) {
      found.push_back({.id = layer.id(slot), .u = layer.at(slot)});
    }
  }
  for (std::size_t slot = 0; slot < looseIds_.size(); ++slot) {
    found.push_back({.id = looseIds_[slot], .u = loose_.at(slot)});
  }
  return found;
}

std::optional<Extent> Placement::mark(double c) {
  if (history_ == nullptr) {
    return std::nullopt;
  }
  std::vector<MotionHistory::Exception> exceptions = individuals();
  if (history_->needsCheckpoint()) {
    std::vector<MotionHistory::Place> places(places_.size());
    for (const MotionHistory::Exception& each : exceptions) {
      places[each.id] = {.v = each.u, .mode = static_cast<std::uint32_t>(cells_.size())};
    }
    for (std::size_t pattern = 0; pattern < cells_.size(); ++pattern) {
      const Cell& cell = cells_[pattern];
      for (std::size_t slot = 0; slot < cell.size(); ++slot) {
        places[cell.ids()[slot]] = {.v = cell.fixed(slot), .mode = static_cast<std::uint32_t>(pattern)};
      }
    }
    history_->check(std::move(places));
  }
  Extent& extent = history_->extent;
  std::vector<MotionHistory::Passage> passages;
  for (std::size_t pattern = 0; pattern < cells_.size(); ++pattern) {
    const Cell& cell = cells_[pattern];
    const NeuronMap map = cell.map();
    if (cell.size() > 0 && cell.hasMoved()) {
      passages.push_back({.mode = static_cast<std::uint32_t>(pattern), .map = map});
    }
    // Dead neurons stay as they are, in pattern 0, and never are fewer.
    for (std::size_t slot = pattern == 0 ? deadMarked_ : 0; slot < cell.size(); ++slot) {
      const Neuron u = map * cell.fixed(slot);
      extent.include(u.w, u.b, u.a);
    }
  }
  deadMarked_ = cells_[0].size();
  for (const MotionHistory::Exception& each : exceptions) {
    extent.include(each.u.w, each.u.b, each.u.a);
  }
  history_->mark(std::move(passages), std::move(exceptions), c);
  return extent;
}

}  // namespace reluscope
