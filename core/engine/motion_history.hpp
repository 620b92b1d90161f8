#pragma once

#include <cstdint>
#include <vector>

#include "engine/flow/propagator.hpp"
#include "engine/history.hpp"
#include "engine/neuron.hpp"

namespace reluscope {

/// The frames of gradient flow: what each mode had gone through at every mark, and a journal of the neurons' moves from
/// one mode to another. From a checkpoint, the journal up to a mark says which v each neuron had in which mode. Where
/// there are more moves between two marks than half of the neurons, they are not kept, and the next mark is a
/// checkpoint.
class MotionHistory final : public History {
 public:
  [[nodiscard]] Weights weights(std::size_t mark, std::int64_t neurons) const override;
  [[nodiscard]] Weights trail(std::size_t neuron) const override;
  [[nodiscard]] std::int64_t bytes() const override;

  /// A neuron's fixed v, and its mode.
  struct Place {
    Neuron v;
    std::uint32_t mode = 0;
  };

  /// Whether the next mark must be a checkpoint, since there is none or the journal has become longer than one.
  [[nodiscard]] bool needsCheckpoint() const;

  /// A checkpoint of all neurons, by number.
  void check(std::vector<Place> places);

  /// A neuron has moved.
  void move(std::uint32_t id, const Place& place);

  /// All neurons of a mode have been re-based: v ← Q v.
  void rebase(std::size_t mode, const Propagator& q);

  /// A mode's propagator at a mark.
  struct Passage {
    std::uint32_t mode = 0;
    Propagator q;
  };

  /// A neuron that has moved within the step in which a mark falls.
  struct Exception {
    std::uint32_t id = 0;
    Neuron u;
  };

  /// Marks the present: the modes that have neurons, the neurons that are elsewhere, and the output bias.
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

  void add(const Entry& entry);

  bool isBroken_ = true;  // Whether entries since the last mark are not kept.
  std::vector<Entry> journal_;
  std::vector<Propagator> rebasings_;
  std::vector<Checkpoint> checkpoints_;
  std::vector<Mark> marks_;
};

}  // namespace reluscope
