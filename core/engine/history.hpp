#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "experiment/weights.hpp"
#include "network/direction.hpp"

namespace reluscope {

/// The parameters at the iterations that an engine has marked, kept as what they follow from and rebuilt when they are
/// asked for, with the same bits as at the mark.
class History {
 public:
  History() = default;
  History(const History&) = delete;
  History& operator=(const History&) = delete;
  virtual ~History() = default;

  /// The parameters at mark number `mark` of the first `neurons` neurons, or of all if there are fewer.
  [[nodiscard]] virtual Weights weights(std::size_t mark, std::int64_t neurons) const = 0;

  /// The w, b and a of one neuron at every mark.
  [[nodiscard]] virtual Weights trail(std::size_t neuron) const = 0;

  [[nodiscard]] virtual std::int64_t bytes() const = 0;
};

/// The range of the parameters of many neurons.
struct Extent {
  double smallestWeight = 0;  ///< Of all a_j and 0.
  double largestWeight = 0;
  double largestNorm = 0;  ///< Of all ‖w̃_j‖.
  double meanNorm = 0;     ///< Of all ‖w̃_j‖ at the first mark.

  /// Widens the range to include a neuron.
  void include(double w, double b, double a) {
    smallestWeight = a < smallestWeight ? a : smallestWeight;
    largestWeight = a > largestWeight ? a : largestWeight;
    // Most are too small to be the largest, whatever their exact norm.
    if (std::abs(w) + std::abs(b) > largestNorm) {
      const double length = norm(w, b);
      largestNorm = length > largestNorm ? length : largestNorm;
    }
  }
};

}  // namespace reluscope
