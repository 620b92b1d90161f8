#include "engine/motion_history.hpp"

#include <algorithm>
#include <utility>

namespace reluscope {
namespace {

/// Entries of the journal that are few however few neurons there are.
constexpr std::size_t kFew = 64;

NeuronMap mapOf(const std::vector<MotionHistory::Passage>& passages, std::uint32_t mode) {
  const auto found =
      std::lower_bound(passages.begin(), passages.end(), mode,
                       [](const MotionHistory::Passage& passage, std::uint32_t sought) { return passage.mode < sought; });
  return found->q.map();
}

}  // namespace

bool MotionHistory::needsCheckpoint() const {
  return isBroken_ || journal_.size() - checkpoints_.back().entries > kFew + 2 * checkpoints_.back().places.size();
}

void MotionHistory::add(const Entry& entry) {
  if (isBroken_) {
    return;
  }
  if (journal_.size() - marks_.back().entries > kFew + checkpoints_.back().places.size() / 2) {
    journal_.resize(marks_.back().entries);
    isBroken_ = true;
    return;
  }
  journal_.push_back(entry);
}

void MotionHistory::check(std::vector<Place> places) {
  isBroken_ = false;
  checkpoints_.push_back({.entries = journal_.size(), .places = std::move(places)});
}

void MotionHistory::move(std::uint32_t id, const Place& place) { add({.id = id, .place = place}); }

void MotionHistory::rebase(std::size_t mode, const Propagator& q) {
  const Neuron index{.w = static_cast<double>(rebasings_.size())};
  rebasings_.push_back(q);
  add({.id = kRebased, .place = {.v = index, .mode = static_cast<std::uint32_t>(mode)}});
}

void MotionHistory::mark(std::vector<Passage> passages, std::vector<Exception> exceptions, double c) {
  marks_.push_back({.checkpoint = checkpoints_.size() - 1,
                    .entries = journal_.size(),
                    .passages = std::move(passages),
                    .exceptions = std::move(exceptions),
                    .c = c});
}

Weights MotionHistory::weights(std::size_t mark, std::int64_t neurons) const {
  const Mark& at = marks_[mark];
  const Checkpoint& from = checkpoints_[at.checkpoint];
  std::vector<Place> places = from.places;
  for (std::size_t k = from.entries; k < at.entries; ++k) {
    const Entry& entry = journal_[k];
    if (entry.id != kRebased) {
      places[entry.id] = entry.place;
      continue;
    }
    const NeuronMap map = rebasings_[static_cast<std::size_t>(entry.place.v.w)].map();
    for (Place& place : places) {
      if (place.mode == entry.place.mode) {
        place.v = map * place.v;
      }
    }
  }
  // By mode, so that each neuron finds its map at once.
  std::vector<NeuronMap> maps(at.passages.empty() ? 0 : at.passages.back().mode + 1);
  for (const Passage& passage : at.passages) {
    maps[passage.mode] = passage.q.map();
  }
  const std::size_t count = std::min(places.size(), static_cast<std::size_t>(neurons));
  Weights weights{
      .w = std::vector<double>(count), .b = std::vector<double>(count), .a = std::vector<double>(count), .c = {at.c}};
  const auto put = [&](std::size_t id, const Neuron& u) {
    weights.w[id] = u.w;
    weights.b[id] = u.b;
    weights.a[id] = u.a;
  };
  for (std::size_t id = 0; id < count; ++id) {
    put(id, maps[places[id].mode] * places[id].v);
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
  std::size_t read = 0;
  for (const Mark& mark : marks_) {
    const Checkpoint& from = checkpoints_[mark.checkpoint];
    if (trail.w.empty() || read < from.entries) {
      place = from.places[neuron];
      read = from.entries;
    }
    for (; read < mark.entries; ++read) {
      const Entry& entry = journal_[read];
      if (entry.id == neuron) {
        place = entry.place;
      } else if (entry.id == kRebased && entry.place.mode == place.mode) {
        place.v = rebasings_[static_cast<std::size_t>(entry.place.v.w)].map() * place.v;
      }
    }
    Neuron u = mapOf(mark.passages, place.mode) * place.v;
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
  std::size_t bytes = sizeof(Entry) * journal_.capacity() + sizeof(Propagator) * rebasings_.capacity();
  for (const Checkpoint& checkpoint : checkpoints_) {
    bytes += sizeof checkpoint + sizeof(Place) * checkpoint.places.capacity();
  }
  for (const Mark& mark : marks_) {
    bytes += sizeof mark + sizeof(Passage) * mark.passages.capacity() + sizeof(Exception) * mark.exceptions.capacity();
  }
  return static_cast<std::int64_t>(bytes);
}

}  // namespace reluscope
