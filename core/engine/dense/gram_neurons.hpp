#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/dense/neuron_form.hpp"
#include "engine/dense/points.hpp"
#include "engine/descent.hpp"

namespace reluscope {

/// Neurons that are stepped by their pre-activations, at a cost that does not depend on the number of inputs.
///
/// The data see a neuron only by its row z of Z, and every gradient of (w, b) is a combination of the points x̃_i. With
/// K = X̃ᵀX̃ a step is z ← z − lr K v and q ← q − lr v, where v_i = φ'(z_i) Σ_k a_k s_ki and the coefficients q, which
/// begin at 0, give back the weights, w = w(0) + X q and b = b(0) + Σ_i q_i. With one output v is a times a row that
/// all neurons with one activation pattern share, and so is K v: neurons that have aligned cost O(points) each.
template <class Real>
class GramNeurons final : public NeuronForm<Real> {
 public:
  GramNeurons(const Points<Real>& points, const Experiment& experiment, const Weights& start);

  /// Whether this form is the cheaper one for data. Few inputs are not worth the rounding errors, which add up here.
  static bool isCheaper(const Data& data);

  void step(const std::vector<Real>& slopes, std::vector<Real>& outputs) override;
  void sum(std::vector<Real>& outputs) override;
  [[nodiscard]] Weights weights(std::size_t neurons) const override;

 private:
  using Block = Lanes<Real>;
  using Vector = typename Block::Vector;

  void findPatterns();
  void multiply(const Real* v, Real* product);
  void stepNeuron(std::size_t j, const Real* v, const Real* product, Real factor, const std::vector<Real>& slopes);
  void addOutputs(std::size_t j, std::vector<Real>& outputs) const;

  const Points<Real>& points_;
  Weights start_;
  Real leak_;  // The slope of φ on the negative side.
  bool hiddenBias_;
  Descent<Real> descend_;
  Real rate_;
  std::size_t width_;
  std::vector<Real> gram_;          // K, n × stride
  std::vector<Real> z_;             // m × stride
  std::vector<Real> coefficients_;  // q, m × stride
  std::vector<Real> a_;             // m × o

  std::size_t words_;                   // Of a pattern.
  std::vector<std::uint64_t> pattern_;  // m × words: the points on which a neuron is active.
  std::vector<std::uint32_t> first_;    // For each neuron, the first one with the same pattern.
  std::vector<std::uint32_t> table_;    // Where to find those by a hash of the pattern.
  std::vector<Real> v_;                 // m × stride: v of each first neuron, without its a if there is one output.
  std::vector<Real> products_;          // m × stride: K v
  std::vector<std::size_t> chosen_;     // The points of a product.
};

extern template class GramNeurons<float>;
extern template class GramNeurons<double>;

}  // namespace reluscope
