#pragma once

#include <algorithm>
#include <cstdint>

namespace reluscope {

/// Costs of the engines' parts, in units of about a quarter of a nanosecond. They were estimated once and are counted,
/// not timed, so that decisions based on them are the same on every machine.
namespace work {

/// A step of the dense engine.
inline std::int64_t ofDenseStep(std::int64_t neurons, std::int64_t points) { return neurons * (20 + 5 * points); }

// A step of the cells engine costs kStep, plus kPoint for each target, kCell for each cell with members, kLayered for
// each member of a boundary layer, kLook for each neuron that may have crossed, and kRebased for each member of a
// re-based cell.
inline constexpr std::int64_t kStep = 160;
inline constexpr std::int64_t kPoint = 40;
inline constexpr std::int64_t kCell = 80;
inline constexpr std::int64_t kLayered = 12;
inline constexpr std::int64_t kLook = 240;
inline constexpr std::int64_t kRebased = 240;

// Building the cells costs kBuilt for each neuron and kBuiltPoint for each target.
inline constexpr std::int64_t kBuilt = 480;
inline constexpr std::int64_t kBuiltPoint = 48'000;

}  // namespace work

/// The cost of one engine in excess of another, whose step costs `income`.
class Debt {
 public:
  Debt(std::int64_t most, std::int64_t income) : most_(most), income_(income) {}

  /// Adds the cost of a step, less the income.
  void add(std::int64_t work) { owed_ = std::max<std::int64_t>(0, owed_ + work - income_); }
  /// Adds a cost without income.
  void spend(std::int64_t work) { owed_ += work; }

  [[nodiscard]] bool isPaid() const { return owed_ == 0; }
  [[nodiscard]] bool isTooHigh() const { return owed_ > most_; }

 private:
  std::int64_t most_;
  std::int64_t income_;
  std::int64_t owed_ = 0;
};
}  // namespace reluscope
