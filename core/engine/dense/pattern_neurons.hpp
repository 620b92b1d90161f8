#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/dense/neuron_form.hpp"
#include "engine/dense/points.hpp"
#include "engine/descent.hpp"

namespace reluscope {

/// Neurons that are stepped by their activation patterns, four points at a time.
///
/// Since φ(z) = φ'(z) z, all that a neuron takes from the data are its sums G_k = Σ_i φ'(z_i) s_ki x̃_i over the points
/// on which it is active, x̃ = (x, 1), w̃ = (w, b): ∂L/∂w̃ = Σ_k a_k G_k and ∂L/∂a_k = ⟨w̃, G_k⟩. A table has the sums of
/// every subset of each four points, from which each neuron takes one. Outputs follow in the same way backwards:
/// h_k(x_i) = ⟨C_ki, x̃_i⟩ where C_ki is the sum of a_k w̃ over the neurons that are active on point i, which are first
/// summed by subset.
///
/// Patterns change seldom. The points that are nearest to a neuron's kink are looked at after every step, all of them
/// only when it has moved so far that it may have reached another one. Sums are in float64 also for float32.
template <class Real>
class PatternNeurons final : public NeuronForm<Real> {
 public:
  PatternNeurons(const Points<Real>& points, const Experiment& experiment, const Weights& start);

  /// Whether this form is the cheaper one for data: while the table is small.
  static bool isCheaper(const Data& data);

  void step(const std::vector<Real>& slopes, std::vector<Real>& outputs) override;
  void sum(std::vector<Real>& outputs) override;
  [[nodiscard]] Weights weights(std::size_t neurons) const override;

 private:
  using Block = Lanes<double>;
  using Vector = Block::Vector;

  [[nodiscard]] std::uint8_t* patternOf(std::size_t j) { return &pattern_[j * groups_]; }
  [[nodiscard]] Vector* parametersOf(std::size_t j) { return &parameters_[j * size_]; }
  void findPattern(std::size_t j);
  void listSubsets(std::size_t j);
  void dropInactive();
  template <std::size_t fixedInputs, std::size_t fixedOutputs>
  void fillTable(const std::vector<Real>& slopes);
  template <std::size_t fixedInputs, std::size_t fixedOutputs>
  void pass(bool isStep);
  template <std::size_t fixedInputs, std::size_t fixedOutputs>
  void readOutputs(std::vector<Real>& outputs);
  template <std::size_t fixedInputs, std::size_t fixedOutputs>
  void stepAs(const std::vector<Real>& slopes, std::vector<Real>& outputs);
  [[nodiscard]] Vector descended(const Vector& theta, const Vector& gradient) const;

  const Points<Real>& points_;
  double leak_;  // The slope of φ on the negative side.
  Descent<Real> descend_;
  std::size_t width_;
  std::size_t terms_;               // Blocks of x̃ and w̃.
  std::size_t size_;                // Blocks of a neuron's w, b and a.
  std::vector<Vector> parameters_;  // width × size
  std::vector<Vector> gradient_;    // size: of one neuron.
  std::vector<Vector> x_;           // n × terms: x̃, then zeros.
  std::vector<Vector> reach_;       // terms: the largest |x̃|.
  std::vector<Vector> moves_;       // terms: 1, but 0 for a b that stays.

  std::size_t groups_;                      // Of four points.
  std::vector<std::uint8_t> pattern_;       // width × groups: on which points of each a neuron is active, in bits.
  std::vector<std::uint32_t> subsets_;      // width × groups, padded: where in the tables a neuron's subsets are.
  std::vector<std::uint32_t> subsetCount_;  // width: how many of them, padded.
  std::vector<std::uint32_t> nearest_;      // width × a few: the points nearest to each kink.
  std::vector<double> margin_;         // How far z may still move on all other points before it can change its sign.
  std::vector<std::uint32_t> moving_;  // The neurons that may still move.
  bool mayDrop_ = false;               // Whether one of them may have come to be active on no point.

  std::vector<Vector> slopes_;        // groups × subsets × outputs × terms: Σ s x̃
  std::vector<Vector> totalSlope_;    // outputs × terms: the same of all points.
  std::vector<Vector> neurons_;       // groups × subsets × outputs × terms: Σ a w̃
  std::vector<Vector> totalNeurons_;  // outputs × terms: the same of all neurons.
  std::vector<Vector> sums_;          // outputs × terms: either of one neuron.
};

extern template class PatternNeurons<float>;
extern template class PatternNeurons<double>;

}  // namespace reluscope
