#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/history.hpp"
#include "experiment/experiment.hpp"

namespace reluscope {

/// Gradient descent on one network and one data set: θ ← θ − lr ∇L(θ), L = (1/n) Σ_i (h(x_i) − y_i)²; or gradient flow,
/// whose steps below are from one iteration's time to the next.
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  /// `dense`, `cells` or `flow`.
  [[nodiscard]] virtual std::string_view name() const = 0;

  /// Takes at most `steps` steps, and none from parameters whose loss is not finite; returns the number of steps
  /// completed. A long step is split into parts, one for each call; the parameters change when it is complete.
  virtual std::int64_t advance(std::int64_t steps) = 0;

  /// False while the loss of the initial parameters needs further calls of `advance`, even of `advance(0)`.
  [[nodiscard]] virtual bool knowsLoss() const { return true; }

  /// The loss of the present parameters.
  [[nodiscard]] virtual double loss() const = 0;

  /// Appends the losses after `every`, 2 · `every`, … further steps, at most `count`, to `losses`: those that are
  /// finite and that the engine knows without taking the steps.
  virtual void foresee(std::int64_t /*every*/, std::int64_t /*count*/, std::vector<double>& /*losses*/) const {}

  /// The present parameters of the first `neurons` neurons, or of all if there are fewer.
  [[nodiscard]] virtual Weights weights(std::int64_t neurons) const = 0;

  /// Hands over where the engine keeps its marks, once; null if it cannot mark anything. It must outlive the engine.
  [[nodiscard]] virtual std::unique_ptr<const History> history() { return nullptr; }

  /// Marks the present parameters in the history, and returns the range of all that were marked; nothing if it cannot.
  virtual std::optional<Extent> mark() { return std::nullopt; }
};

/// The size of a part of a step, in pairs of a neuron and a point: about ten milliseconds' work.
inline constexpr std::size_t kPairsInPart = std::size_t{1} << 22;

}  // namespace reluscope
