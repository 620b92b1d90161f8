#pragma once

#include <cstddef>
#include <vector>

#include "engine/descent.hpp"
#include "engine/lanes.hpp"
#include "engine/neuron.hpp"
#include "experiment/experiment.hpp"

namespace reluscope {

/// Neurons on a line of points, each moved by itself: relu or leaky-relu, O(members × points) a step.
///
/// A step takes one pass, which, with the new weights still in registers, sums the outputs as well. Gradients are
/// summed over the points in PyTorch's order, so that weights follow its own for as long as the slopes do.
template <class Real>
class DenseNeurons {
 public:
  /// `x` are the points in the order of the data; the activation must be relu or leaky-relu.
  DenseNeurons(std::vector<Real> x, Activation activation, bool hiddenBias, double learningRate);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Neuron at(std::size_t slot) const {
    return {static_cast<double>(now_.w[slot]), static_cast<double>(now_.b[slot]), static_cast<double>(now_.a[slot])};
  }

  /// Makes room for so many members.
  void reserve(std::size_t size);

  /// Takes all of these in, as yet without the outputs: `sum` adds them up.
  void assign(const Weights& weights);

  /// Sums the outputs of what `assign` has taken in, of so many further members; returns whether that is all of them.
  bool sum(std::size_t members);

  /// Takes a neuron in, also into the outputs; its slot is size() − 1.
  void add(const Neuron& u);

  /// Lets the member in a slot go; the last member takes its slot. While others are left, the outputs stay as they are
  /// until the next step.
  void remove(std::size_t slot);

  /// One step of gradient descent, `slopes[i]` being ∂L/∂h(x_i); then sums the outputs.
  void step(const std::vector<Real>& slopes) { step(slopes, now_.w.size()); }

  /// A part of that step, which moves so many further members; returns whether it is complete. Until then `at` gives
  /// the members as they were before.
  bool step(const std::vector<Real>& slopes, std::size_t members);

  /// Σ_j a_j φ(w_j x_i + b_j) over the members.
  [[nodiscard]] Real output(std::size_t i) const { return Block::sum(outputs_[i]); }

 private:
  using Block = Lanes<Real>;
  using Vector = typename Block::Vector;

  /// The weights of members, padded with zeros to whole blocks: a neuron of zeros adds nothing to h and never moves.
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
  Columns moved_;                // As far as a step has come that is taken in parts,
  std::size_t begin_ = 0;        // and the first member that it has not come to.
  std::vector<Vector> outputs_;  // By point, in lanes.
};

extern template class DenseNeurons<float>;
extern template class DenseNeurons<double>;

}  // namespace reluscope
