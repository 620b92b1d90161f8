#pragma once

#include <cstddef>
#include <vector>

#include "engine/descent.hpp"
#include "engine/lanes.hpp"
#include "engine/neuron.hpp"
#include "experiment/experiment.hpp"

namespace reluscope {

/// Neurons on a line of points, each stepped individually: relu or leaky-relu, O(members × points) a step.
///
/// A step takes one pass, which also sums the outputs while the new weights are still in registers. Gradients are
/// summed over the points in PyTorch's order, so that equal slopes give the same weights as PyTorch.
template <class Real>
class DenseNeurons {
 public:
  /// `x` are the points in the order of the data; the activation must be relu or leaky-relu.
  DenseNeurons(std::vector<Real> x, Activation activation, bool hiddenBias, double learningRate);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Neuron at(std::size_t slot) const {
    return {static_cast<double>(now_.w[slot]), static_cast<double>(now_.b[slot]), static_cast<double>(now_.a[slot])};
  }

  /// Reserves memory for `size` members.
  void reserve(std::size_t size);

  /// Replaces the members; `sum` then has to sum their outputs.
  void assign(const Weights& weights);

  /// Sums the outputs of `members` more members after `assign`; returns whether that was the last.
  bool sum(std::size_t members);

  /// Adds a neuron, also to the outputs; its slot is size() − 1.
  void add(const Neuron& u);

  /// Removes the member in a slot; the last member takes its slot. While members remain, the outputs change only with
  /// the next step.
  void remove(std::size_t slot);

  /// One step of gradient descent, then sums the outputs. `slopes[i]` is ∂L/∂h(x_i).
  void step(const std::vector<Real>& slopes) { step(slopes, now_.w.size()); }

  /// A part of that step, which moves `members` more members; returns whether the step is complete. Until then `at`
  /// returns the members as before the step.
  bool step(const std::vector<Real>& slopes, std::size_t members);

  /// Σ_j a_j φ(w_j x_i + b_j) over the members.
  [[nodiscard]] Real output(std::size_t i) const { return Block::sum(outputs_[i]); }

 private:
  using Block = Lanes<Real>;
  using Vector = typename Block::Vector;

  /// Weights by member, padded to whole blocks with zeros: a neuron of zeros adds nothing to h and never moves.
  struct Columns {
    std::vector<Real> w;
    std::vector<Real> b;
    std::vector<Real> a;
  };

  void resize(std::size_t size);
  [[nodiscard]] std::size_t endOfPart(std::size_t members) const;
  void pass(const Real* slopes, std::size_t end, Columns& moved);
  template <bool leaky, std::size_t fixed>
  void pass(const Real* slopes, std::size_t end, Columns& moved);

  std::vector<Real> x_;
  bool leaky_;
  bool hiddenBias_;
  Descent<Real> descend_;

  std::size_t size_ = 0;
  Columns now_;
  Columns moved_;                // The weights after a step that is still being taken in parts.
  std::size_t begin_ = 0;        // The first member of the next part.
  std::vector<Vector> outputs_;  // By point, in lanes.
};

extern template class DenseNeurons<float>;
extern template class DenseNeurons<double>;

}  // namespace reluscope
