#pragma once

#include <cstddef>
#include <vector>

#include "engine/dense/dense_neurons.hpp"
#include "engine/neuron.hpp"
#include "experiment/experiment.hpp"
#include "network/activation_pattern.hpp"

namespace reluscope {

/// The line of points as the cells engine sees it: h, the residuals and the loss from sums over the neurons of each
/// activation pattern, and from the residuals the G of every pattern (cells.hpp). O(points), by running sums.
class LineSums {
 public:
  LineSums(const Data& data, bool hiddenBias, double learningRate);

  [[nodiscard]] const ActivationPatterns& patterns() const { return patterns_; }

  /// The number n of data, which is more than the number of points where inputs repeat.
  [[nodiscard]] std::size_t targets() const { return y_.size(); }

  /// Starts new sums of outputs.
  void clear();

  /// Adds Σ a w and Σ a b over neurons of a pattern.
  void add(std::size_t pattern, const HiddenVector& outputSums);

  /// Residuals and loss of all that has been added since `clear`, of the output bias `c`, and of `others` unless null.
  void evaluate(double c, const DenseNeurons<double>* others);

  /// G of every pattern, from the residuals.
  void computePulls();

  [[nodiscard]] const HiddenVector& pull(std::size_t pattern) const { return pulls_[pattern]; }

  /// lr ∂L/∂c.
  [[nodiscard]] double stepOfC() const;

  /// ∂L/∂h(x_i), in the order of the data.
  [[nodiscard]] const std::vector<double>& slopes() const { return slopes_; }

  [[nodiscard]] double loss() const { return loss_; }

 private:
  /// 2·lr/n.
  [[nodiscard]] double scale() const { return 2 * learningRate_ / static_cast<double>(y_.size()); }

  ActivationPatterns patterns_;
  bool hiddenBias_;
  double learningRate_;
  // The targets, by point: those of point k are y_[firstTarget_[k]] up to y_[firstTarget_[k + 1]], and target t is
  // number datum_[t] of the data.
  std::vector<double> y_;
  std::vector<std::size_t> datum_;
  std::vector<std::size_t> firstTarget_;

  std::vector<HiddenVector> sums_;       // By point: output sums of the patterns whose active points begin there.
  std::vector<HiddenVector> firstSums_;  // By point: output sums of the patterns whose active points end there.
  std::vector<double> residuals_;        // By point: the sum over its targets.
  std::vector<double> slopes_;           // By datum.
  std::vector<HiddenVector> pulls_;      // By pattern.
  double loss_ = 0;
};

}  // namespace reluscope
