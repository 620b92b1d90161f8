#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace reluscope {

/// The neurons of a cell, ordered by when they may first cross one of its edges, in units of that edge's path.
///
/// Most neurons are due much later, so only those up to a horizon are in a heap. The rest are unordered; when the path
/// reaches the horizon, the nearest sixteenth of them moves to the heap.
class MarginQueue {
 public:
  struct Entry {
    double due;  ///< The path length up to which the neuron cannot have crossed.
    std::uint32_t neuron;
    std::uint32_t visit;  ///< The neuron's visit to the cell; the entry is void once it has left.
  };

  /// Entries, void ones included.
  [[nodiscard]] std::size_t size() const { return near_.size() + far_.size(); }

  void clear() {
    near_.clear();
    far_.clear();
    horizon_ = kNowhere;
  }

  void push(const Entry& entry) {
    if (entry.due > horizon_) {
      far_.push_back(entry);
    } else {
      near_.push_back(entry);
      std::push_heap(near_.begin(), near_.end(), later);
    }
  }

  /// Whether an entry is due before `path`; if so, `pop` returns the first.
  [[nodiscard]] bool isDue(double path) {
    while (horizon_ < path && !far_.empty()) {
      widen();
    }
    return !near_.empty() && near_.front().due < path;
  }

  Entry pop() {
    std::pop_heap(near_.begin(), near_.end(), later);
    const Entry entry = near_.back();
    near_.pop_back();
    return entry;
  }

 private:
  static constexpr double kNowhere = -std::numeric_limits<double>::infinity();

  static bool later(const Entry& left, const Entry& right) { return left.due > right.due; }

  void widen() {
    const auto last = far_.end() - 1 - static_cast<std::ptrdiff_t>(far_.size() / 16);
    std::nth_element(far_.begin(), last, far_.end(), later);
    horizon_ = last->due;
    for (auto entry = last; entry != far_.end(); ++entry) {
      near_.push_back(*entry);
      std::push_heap(near_.begin(), near_.end(), later);
    }
    far_.erase(last, far_.end());
  }

  std::vector<Entry> near_;  // Due up to the horizon: a heap with the earliest in front.
  std::vector<Entry> far_;   // Due at the horizon or later.
  double horizon_ = kNowhere;
};

}  // namespace reluscope
