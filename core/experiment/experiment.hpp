#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/weights.hpp"

namespace reluscope {

enum class Initialisation : std::uint8_t { balanced, unbalanced, dominated };
enum class Activation : std::uint8_t { relu, leakyRelu, gelu, softplus, tanh };
enum class Dynamics : std::uint8_t { descent, flow };
enum class Precision : std::uint8_t { float32, float64 };
enum class EngineChoice : std::uint8_t { automatic, dense, cells };

/// The points (x_i, y_i); x and y have the same length. Training rounds them to float32, as PyTorch does.
struct Data {
  std::vector<double> x;
  std::vector<double> y;

  bool operator==(const Data&) const = default;
};

/// The data as a float32 tensor holds them, widened again.
Data rounded(const Data& data);

/// The network and where it starts.
struct Network {
  std::int64_t width = 0;
  double initScale = 0;  ///< λ: hidden weights are drawn with variance λ²/width.
  Initialisation initialisation = Initialisation::balanced;
  std::uint32_t seed = 0;
  /// Given initial weights of `width` neurons; initScale, initialisation and seed are then unused.
  std::optional<Weights> initial = std::nullopt;
  bool hiddenBias = true;
  bool outputBias = false;
  Activation activation = Activation::relu;

  bool operator==(const Network&) const = default;
};

/// The tolerance of flow unless another is given.
inline constexpr double kTolerance = 1e-10;

/// Plain full-batch gradient descent, or its limit for small steps: gradient flow, θ' = −∇L(θ), whose iteration k is at
/// time learningRate · k.
struct Training {
  Dynamics dynamics = Dynamics::descent;
  double learningRate = 0;
  std::int64_t iterations = 0;
  double frameGrowth = 0;  ///< k of the frame schedule.
  Precision precision = Precision::float64;
  EngineChoice engine = EngineChoice::automatic;
  double tolerance = kTolerance;  ///< Of flow: the relative error of a step.

  bool operator==(const Training&) const = default;
};

/// A resolved experiment: every key has a value. It determines the run to the last bit.
struct Experiment {
  std::string preset;  ///< The preset that filled in the defaults.
  Data data;
  Network network;
  Training training;

  bool operator==(const Experiment&) const = default;
};

/// An experiment is refused. `what()` is one line with the key, the value and the allowed range.
class ExperimentError : public std::runtime_error {
 public:
  /// `key` is dotted, such as `network.width`, or empty when the fault is in the text as a whole.
  ExperimentError(std::string key, const std::string& complaint)
      : std::runtime_error(key.empty() ? complaint : key + ": " + complaint), key_(std::move(key)) {}

  [[nodiscard]] const std::string& key() const { return key_; }

 private:
  std::string key_;
};

}  // namespace reluscope
