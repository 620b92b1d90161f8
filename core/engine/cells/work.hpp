#pragma once

#include <algorithm>
#include <cstdint>

namespace reluscope {

/// What the engines' parts cost, in about a quarter of a nanosecond: estimated once, then counted and never timed, so
/// that what is decided by it is the same on every machine.
namespace work {

/// The dense engine's step.
inline std::int64_t ofDenseStep(std::int64_t neurons, std::int64_t points) { return neurons * (20 + 5 * points); }

/// The cells engine's: a step, for each point and each cell of it, and for each member of a boundary layer;
inline constexpr std::int64_t kStep = 160;
inline constexpr std::int64_t kPoint = 40;
inline constexpr std::int64_t kCell = 80;
inline constexpr std::int64_t kLayered = 12;
/// a look at a neuron that may have crossed, each neuron of a cell that is re-based, and building the cells, for each
/// neuron and each point.
inline constexpr std::int64_t kLook = 240;
inline constexpr std::int64_t kRebased = 240;
inline constexpr std::int64_t kBuilt = 480;
inline constexpr std::int64_t kBuiltPoint = 48'000;

}  // namespace work

/// What one engine has cost beyond another of which a step costs `income`.
class Debt {
 public:
  Debt(std::int64_t most, std::int64_t income) : most_(most), income_(income) {}

  /// Adds what a step has cost, of which the other's would have been the income.
  void add(std::int64_t work) { owed_ = std::max<std::int64_t>(0, owed_ + work - income_); }
  /// Adds what was spent once.
  void spend(std::int64_t work) { owed_ += work; }

  [[nodiscard]] bool isPaid() const { return owed_ == 0; }
  [[nodiscard]] bool isTooHigh() const { return owed_ > most_; }

 private:
  std::int64_t most_;
  std::int64_t income_;
  std::int64_t owed_ = 0;
};
}  // namespace reluscope
