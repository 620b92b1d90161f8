#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/engine.hpp"
#include "engine/flow/course.hpp"
#include "engine/flow/dop853.hpp"
#include "engine/flow/flow_cell.hpp"
#include "engine/flow/flow_field.hpp"
#include "engine/motion_history.hpp"

namespace reluscope {

/// Gradient flow, θ' = −∇L(θ), for relu on a line in float64; iteration k is at time t = learningRate · k.
///
/// All neurons of one activation pattern move by one linear map, whatever their number (propagator.hpp). So what is
/// integrated is the map of each pattern, by an explicit pair with error control (dop853.hpp), from the identity in
/// every step; the residuals follow from the second moments of the neurons of each pattern, as in the cells engine.
///
/// *Crossings.* After a step, the neurons that are no longer in their arc are found (flow_cell.hpp) and sent through
/// the step again, each across its own edges at its own times (course.hpp). The others did not hear of it: a neuron
/// that has crossed for a time δ would have changed the maps by up to
///
///     (max ‖x̃‖₁)² ‖u‖² ‖g‖₁ δ²/2,
///
/// since on the edge itself it contributes nothing. So light neurons cross together. If the sum exceeds the tolerance,
/// the step ends earlier, with a heavy neuron just at its crossing; and so it does where very many cross, since every
/// mark within the step keeps where each of them is.
///
/// *Ends.* Near convergence an explicit step is bounded by the kernel's largest eigenvalue. Its trace bounds the step
/// from the outset, so that residuals decay to rounding instead of hovering at the tolerance. Once nothing moves any
/// more, one step without any rates leads to the end of the run.
///
/// Invariants between steps: every neuron is in the cell of its arc, or of the edge along which it slides, with both
/// sides of the edge leading it back.
class Flow final : public Engine {
 public:
  Flow(const Experiment& experiment, const Weights& start);

  [[nodiscard]] std::string_view name() const override { return "flow"; }

  /// Within one iteration many steps may be needed: then the parameters are on their way between two iterations.
  std::int64_t advance(std::int64_t iterations) override;
  [[nodiscard]] double loss() const override;
  void foresee(std::int64_t every, std::int64_t count, std::vector<double>& losses) const override;
  [[nodiscard]] Weights weights(std::int64_t neurons) const override;
  [[nodiscard]] std::unique_ptr<const History> history() override { return std::move(owned_); }
  std::optional<Extent> mark() override;

  /// Steps of the integration so far, those tried, and moves of neurons from one cell to another.
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  [[nodiscard]] std::int64_t tries() const { return tries_; }
  [[nodiscard]] std::int64_t moves() const { return moves_; }

 private:
  /// A neuron that changes its mode within the step.
  struct Traveller {
    std::size_t mode = 0;
    std::uint32_t slot = 0;
    Course::Leg leg;  ///< When it does first.
    double harm = 0;  ///< Its change of the maps is at most harm · δ²/2.
    Neuron start;     ///< Its parameters at the start of the step.
  };

  void step();
  [[nodiscard]] bool isAtRest() const;
  void begin();
  double tryStep();
  void commit();
  void findTravellers();
  void findReturned(std::size_t arc);
  void addTravellers(std::size_t mode);
  void shorten();
  [[nodiscard]] double endForTolerance(double end) const;
  void tabulate() const;
  [[nodiscard]] Propagator endOf(std::size_t mode) const;
  [[nodiscard]] double theta(std::int64_t iteration) const;
  [[nodiscard]] std::int64_t reached(std::int64_t every, std::int64_t most) const;
  [[nodiscard]] Propagator passage(std::size_t mode, double theta) const;
  [[nodiscard]] Course::Arrival arrival(std::size_t traveller, double theta) const;
  [[nodiscard]] std::vector<MotionHistory::Exception> exceptions(double theta) const;
  [[nodiscard]] double timeOf(std::int64_t iteration) const { return learningRate_ * static_cast<double>(iteration); }

  double learningRate_;
  double tolerance_;
  std::size_t neurons_;
  double reach_;  // max ‖x̃‖₁
  double scaleOfC_;

  mutable FlowField field_;
  mutable Dop853 integrator_;
  mutable Course course_;
  std::vector<FlowCell> cells_;  // By mode.
  std::vector<double> state_;    // At the start of the step.
  std::vector<double> first_;    // Its rates.
  std::vector<double> scale_;    // Of its errors.
  std::vector<std::uint32_t> beyond_;
  std::vector<std::uint32_t> returned_;

  // The step from start_ on: its length as integrated, and the part of it that is taken.
  double start_ = 0;
  double length_ = 0;
  double end_ = 0;
  double next_ = 0;                   // The length to try next.
  double last_;                       // The time at which the run ends.
  mutable bool isTabulated_ = false;  // Whether course_ is that of the step.
  bool isLost_ = false;               // Numbers have overflowed.
  std::vector<Traveller> travellers_;
  std::vector<Station> after_;  // Where they are after their first leg.

  std::unique_ptr<MotionHistory> owned_;  // Until it is handed over.
  MotionHistory* history_;

  double startLoss_ = 0;
  std::int64_t iteration_ = 0;
  std::int64_t work_ = 0;
  std::int64_t steps_ = 0;
  std::int64_t tries_ = 0;
  std::int64_t moves_ = 0;
};

}  // namespace reluscope
