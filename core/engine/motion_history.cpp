#include "engine/motion_history.hpp"

#include <algorithm>
#include <utility>

#include "network/direction.hpp"

namespace reluscope {
namespace {

/// Entries of the journal that are few however few neurons there are.
constexpr std::size_t kFew = 64;

}  // namespace

bool MotionHistory::needsCheckpoint() const {
  return isBroken_ || sinceCheckpoint_ > kFew + 2 * checkpoints_.back().places.size();
}

void MotionHistory::add(const Entry& entry, std::size_t neurons) {
  sinceMark_ += neurons;
  sinceCheckpoint_ += neurons;
  if (sinceMark_ > kFew + checkpoints_.back().places.size() / 2) {
    journal_.resize(marks_.back().entries);
    isBroken_ = true;
    return;
  }
  journal_.push_back(entry);
}

void MotionHistory::check(std::vector<Place> places) {
  isBroken_ = false;
  sinceCheckpoint_ = 0;
  if (checkpoints_.empty()) {
    for (const Place& place : places) {
      extent.meanNorm += norm(place.v.w, place.v.b);
    }
    extent.meanNorm /= static_cast<double>(places.size());
  }
  checkpoints_.push_back({.entries = journal_.size(), .places = std::move(places)});
}

void MotionHistory::move(std::uint32_t id, const Place& place) {
  if (!isBroken_) {
    add({.id = id, .place = place}, 1);
  }
}

void MotionHistory::rebase(std::size_t mode, const NeuronMap& map, std::size_t members) {
  if (!isBroken_) {
    const Neuron index{.w = static_cast<double>(rebasings_.size())};
    rebasings_.push_back(map);
    add({.id = kRebased, .place = {.v = index, .mode = static_cast<std::uint32_t>(mode)}}, members);
  }
}

void MotionHistory::mark(std::vector<Passage> passages, std::vector<Exception> exceptions, double c) {
  sinceMark_ = 0;
  marks_.push_back({.checkpoint = checkpoints_.size() - 1,
                    .entries = journal_.size(),
                    .passages = std::move(passages),
                    .exceptions = std::move(exceptions),
                    .c = c});
}

Weights MotionHistory::weights(std::size_t mark, std::int64_t neurons) const {
  const Mark& at = marks_[mark];
  const Checkpoint& from = checkpoints_[at.checkpoint];
  const std::size_t count = std::min(from.places.size(), static_cast<std::size_t>(neurons));
  // What the neurons of a mode have gone through since the checkpoint, and how much of it before a neuron entered, by
  // its last entry since then.
  std::vector<std::vector<const NeuronMap*>> maps(modes_);
  std::vector<const Place*> places(count);
  std::vector<std::uint32_t> before(count);
  for (std::size_t k = from.entries; k < at.entries; ++k) {
    const Entry& entry = journal_[k];
    if (entry.id == kRebased) {
      maps[entry.place.mode].push_back(&rebasing(entry));
    } else if (entry.id < count) {
      places[entry.id] = &entry.place;
      before[entry.id] = static_cast<std::uint32_t>(maps[entry.place.mode].size());
    }
  }
  for (const Passage& passage : at.passages) {
    maps[passage.mode].push_back(&passage.map);
  }
  Weights weights{
      .w = std::vector<double>(count), .b = std::vector<double>(count), .a = std::vector<double>(count), .c = {at.c}};
  const auto put = [&](std::size_t id, const Neuron& u) {
    weights.w[id] = u.w;
    weights.b[id] = u.b;
    weights.a[id] = u.a;
  };
  for (std::size_t id = 0; id < count; ++id) {
    const Place& place = places[id] != nullptr ? *places[id] : from.places[id];
    Neuron u = place.v;
    const std::vector<const NeuronMap*>& all = maps[place.mode];
    for (std::size_t k = before[id]; k < all.size(); ++k) {
      u = *all[k] * u;
    }
    put(id, u);
  }
  for (const Exception& exception : at.exceptions) {
    if (exception.id < count) {
      put(exception.id, exception.u);
    }
  }
  return weights;
}

Weights MotionHistory::trail(std::size_t neuron) const {
  Weights trail;
  Place place;
  const Checkpoint* last = nullptr;
  std::size_t read = 0;
  for (const Mark& mark : marks_) {
    const Checkpoint& from = checkpoints_[mark.checkpoint];
    if (&from != last) {
      last = &from;
      place = from.places[neuron];
      read = from.entries;
    }
    for (; read < mark.entries; ++read) {
      const Entry& entry = journal_[read];
      if (entry.id == neuron) {
        place = entry.place;
      } else if (entry.id == kRebased && entry.place.mode == place.mode) {
        place.v = rebasing(entry) * place.v;
      }
    }
    Neuron u = place.v;
    for (const Passage& passage : mark.passages) {
      if (passage.mode == place.mode) {
        u = passage.map * u;
      }
    }
    for (const Exception& exception : mark.exceptions) {
      u = exception.id == neuron ? exception.u : u;
    }
    trail.w.push_back(u.w);
    trail.b.push_back(u.b);
    trail.a.push_back(u.a);
  }
  return trail;
}

std::int64_t MotionHistory::bytes() const {
  std::size_t bytes = sizeof(Entry) * journal_.capacity() + sizeof(NeuronMap) * rebasings_.capacity();
  for (const Checkpoint& checkpoint : checkpoints_) {
    bytes += sizeof checkpoint + sizeof(Place) * checkpoint.places.capacity();
  }
  for (const Mark& mark : marks_) {
    bytes += sizeof mark + sizeof(Passage) * mark.passages.capacity() + sizeof(Exception) * mark.exceptions.capacity();
  }
  return static_cast<std::int64_t>(bytes);
}

}  // namespace reluscope
