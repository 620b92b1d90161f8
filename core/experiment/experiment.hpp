#pragma once

#include <array>
#include <cstddef>
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

/// A network without biases from which data are drawn.
struct Teacher {
  std::uint32_t seed = 4;
  std::int64_t points = 75;
  std::int64_t inputs = 150;
  std::int64_t width = 6;  ///< Neurons of the teacher.

  bool operator==(const Teacher&) const = default;
};

/// The points (x_i, y_i), i < n. Training rounds them to float32, as PyTorch does.
struct Data {
  std::vector<double> x;                          ///< n × inputs, point after point.
  std::vector<double> y;                          ///< n × outputs, point after point.
  std::size_t inputs = 1;                         ///< d
  std::size_t outputs = 1;                        ///< o
  std::optional<Teacher> teacher = std::nullopt;  ///< What drew x and y.

  [[nodiscard]] std::size_t points() const { return y.size() / outputs; }

  /// Whether there is one input and one output. Only then does a neuron have a kink on a line.
  [[nodiscard]] bool isOnLine() const { return inputs == 1 && outputs == 1; }

  bool operator==(const Data&) const = default;
};

/// The data as a float32 tensor holds them, widened again.
Data rounded(const Data& data);

/// The data of one output alone.
Data ofOutput(const Data& data, std::size_t output);

/// The network and where it starts.
struct Network {
  std::int64_t width = 0;
  double initScale = 0;  ///< λ: hidden weights are drawn with variance λ²/(width·inputs).
  Initialisation initialisation = Initialisation::balanced;
  std::uint32_t seed = 0;
  /// The smallest and the largest norm of a neuron as drawn, in units of 1/√width; those beyond are scaled to it.
  std::optional<std::array<double, 2>> clipping = std::nullopt;
  bool zeroOutput = false;  ///< Whether the second half of the neurons copies the first with a_j negated.
  /// Given initial weights of `width` neurons; what draws them is then unused.
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
