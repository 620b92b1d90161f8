#pragma once

#include <cstdint>
#include <vector>

#include "engine/history.hpp"
#include "engine/neuron_map.hpp"

namespace reluscope {

/// The frames of an engine that moves all neurons of one mode by one linear map: what each mode had gone through at
/// every mark, and a journal of the neurons' moves from one mode to another. From a checkpoint, the journal up to a
/// mark says which v each neuron had in which mode. Where more happens between two marks than to half of the neurons,
/// it is not kept, and the next mark is a checkpoint.
class MotionHistory final : public History {
 public:
  explicit MotionHistory(std::size_t modes) : modes_(modes) {}

  [[nodiscard]] Weights weights(std::size_t mark, std::int64_t neurons) const override;
  [[nodiscard]] Weights trail(std::size_t neuron) const override;
  [[nodiscard]] std::int64_t bytes() const override;

  /// A neuron's fixed v, and its mode.
  struct Place {
    Neuron v;
    std::uint32_t mode = 0;
  };

  /// Whether the next mark must be a checkpoint, since there is none or the journal takes longer to read than one.
  [[nodiscard]] bool needsCheckpoint() const;

  /// A checkpoint of all neurons, by number.
  void check(std::vector<Place> places);

  /// The range of what has been marked, which whoever marks widens; the mean is that of the first checkpoint.
  Extent extent;

  /// A neuron has moved.
  void move(std::uint32_t id, const Place& place);

  /// The neurons of a mode, so many, have been re-based: v ← P v.
  void rebase(std::size_t mode, const NeuronMap& map, std::size_t members);

  /// What follows is not told: the next mark must be a checkpoint.
  void interrupt() { isBroken_ = true; }

  /// What a mode has gone through at a mark.
  struct Passage {
    std::uint32_t mode = 0;
    NeuronMap map;
  };

  /// A neuron that is elsewhere than its mode says.
  struct Exception {
    std::uint32_t id = 0;
    Neuron u;
  };

  /// Marks the present: the modes whose neurons have moved, the neurons that are elsewhere, and the output bias.
  void mark(std::vector<Passage> passages, std::vector<Exception> exceptions, double c);

 private:
  struct Entry {
    std::uint32_t id = 0;  // Or kRebased, with the index of what was done in `rebasings_`.
    Place place;
  };
  struct Checkpoint {
    std::size_t entries = 0;  // Of the journal before it.
    std::vector<Place> places;
  };
  struct Mark {
    std::size_t checkpoint = 0;
    std::size_t entries = 0;  // Of the journal before it.
    std::vector<Passage> passages;
    std::vector<Exception> exceptions;
    double c = 0;
  };
  static constexpr std::uint32_t kRebased = 0xFFFFFFFF;

  void add(const Entry& entry, std::size_t neurons);
  [[nodiscard]] const NeuronMap& rebasing(const Entry& entry) const {
    return rebasings_[static_cast<std::size_t>(entry.place.v.w)];
  }

  std::size_t modes_;
  bool isBroken_ = true;             // Whether entries since the last mark are not kept.
  std::size_t sinceCheckpoint_ = 0;  // Neurons that entries were about.
  std::size_t sinceMark_ = 0;
  std::vector<Entry> journal_;
  std::vector<NeuronMap> rebasings_;
  std::vector<Checkpoint> checkpoints_;
  std::vector<Mark> marks_;
};

}  // namespace reluscope
