#pragma once

#include <cstdint>
#include <vector>

#include "core/descent.hpp"
#include "core/engine.hpp"
#include "core/lanes.hpp"

namespace reluscope {

/// The dense engine on a line: one input, one output, relu or leaky-relu. O(n·m) a step.
///
/// One pass over the neurons takes a step and, with the new weights still in registers, sums the next h(x_i). The sums
/// over the points run in PyTorch's order, so that weights follow its own for as long as h does.
template <class Real>
class DenseLine final : public Engine {
 public:
  /// `start` has one entry a neuron; the activation must be relu or leaky-relu.
  DenseLine(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "dense"; }
  std::int64_t advance(std::int64_t steps) override;
  [[nodiscard]] double loss() const override { return static_cast<double>(loss_); }
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;

 private:
  using Block = Lanes<Real>;
  using Vector = typename Block::Vector;

  template <bool leaky, std::size_t fixed>
  void pass(bool move);
  void pass(bool move);
  void evaluate();

  std::size_t width_;
  bool leaky_;
  bool hiddenBias_;
  bool outputBias_;
  Descent<Real> descend_;
  Real outputSlope_;  // 2/n

  std::vector<Real> x_;  // n
  std::vector<Real> y_;  // n

  // m, padded with zeros to whole blocks: a neuron of zeros adds nothing to h and never moves.
  std::vector<Real> w_;
  std::vector<Real> b_;
  std::vector<Real> a_;
  Real c_;

  std::vector<Vector> outputs_;  // n: the lanes of Σ_j a_j φ(w_j x_i + b_j)
  std::vector<Real> g_;          // n: ∂L/∂h(x_i)
  Real gradientC_ = 0;           // ∂L/∂c
  Real loss_ = 0;
};

extern template class DenseLine<float>;
extern template class DenseLine<double>;

}  // namespace reluscope
