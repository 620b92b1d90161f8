#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/flow/dop853.hpp"
#include "engine/flow/flow_field.hpp"
#include "engine/flow/propagator.hpp"
#include "engine/flow/step_polynomial.hpp"

namespace reluscope {

/// Where a neuron is, at some θ of a step.
struct Station {
  std::size_t mode = 0;
  double theta = 0;
  Neuron u;
  Propagator back;  ///< From there to the start of the step, in its mode.
};

/// A step of the integration as a function of θ, 0 at its start to 1 at its end: propagators, pulls, residuals; and the
/// way of each neuron through it, from mode to mode.
///
/// A neuron that reaches an edge at θ goes on into the arc beyond if the flow there leads it away from the edge. If
/// both sides lead it back, it slides along the edge (Filippov), until one of them does so no more. Whether they do
/// depends on the sign of a: ζ' = −a ⟨normal, g⟩ on either side.
///
/// Where the data are orthogonal, flow may lead a neuron neither to an edge nor away on the side where it is inactive.
/// Descent steps across the edge and leaves it there, and so does flow.
///
/// Two points need a rule, since flow through them is not unique. A slider whose |a| > ‖w̃‖ may reach w̃ = 0: descent
/// steps across the origin by an amount like its step, and flow goes on as from there where it leads away. Else the
/// neuron stays for good, as in the dead arc, where most of descent's steps end then: at w̃ = 0 no point is active, so
/// nothing that happens to the residuals moves it. (Rarely descent hovers about w̃ = 0 instead, led back by every arc.
/// So long as it is led back, that is the same.) One whose |a| < ‖w̃‖ may reach a = 0, after which the edge repels it:
/// it leaves to the side that has led it back less, since that is where descent hovers for longer.
class Course {
 public:
  /// Keeps `field`, which must outlive it. Of a slider, a push away from its edge counts from `ease` on.
  Course(const FlowField& field, double ease);

  /// Notes the field as it is evaluated now, at y: that at the start of the next step.
  void begin(const double* y);

  /// Notes the field as it is evaluated now, at y: that at the end of the step.
  void finish(const double* y);

  /// Tabulates the last step of `integrator`, of which start and end are known. The field's moments must still be those
  /// of the step.
  void tabulate(FlowField& field, Dop853& integrator);

  /// What a mode's neurons have gone through up to θ.
  [[nodiscard]] Propagator propagator(std::size_t mode, double theta) const;

  [[nodiscard]] double outputBias(double theta) const { return c_(theta); }
  [[nodiscard]] double loss(double theta) const;

  /// Appends the losses at many θ, up to the first that is not finite. With the same bits, and several times as fast.
  void addLosses(std::span<const double> thetas, std::vector<double>& losses) const;

  /// Where and when a neuron leaves its mode.
  struct Leg {
    double theta = 2;           ///< More than 1 if it does not.
    std::size_t where = 0;      ///< The side of the arc, or the arc beside the edge.
    bool isOrigin = false;      ///< Whether it has slid to w̃ = 0.
    bool isWeightless = false;  ///< Whether it has slid to a = 0.
  };
  Leg leaving(const Station& from, double end);

  /// When the flow of an arc turns from leading its neurons with one sign of a towards a side to leading them back, so
  /// that some may have left in between. More than 1 if it does not.
  double turn(std::size_t arc, std::size_t side);

  /// Whether the pulls at the start and at the end of the step say that. Known before the step is tabulated.
  [[nodiscard]] bool turns(std::size_t arc, std::size_t side) const;

  /// Whether sliders along an edge stay throughout the step, if a has the sign of this number.
  [[nodiscard]] bool holds(std::size_t edge, double a) const;

  /// A neuron of this mode at the start of the step.
  [[nodiscard]] Station start(std::size_t mode, const Neuron& u) const { return entered(mode, 0, u); }

  /// A neuron in the mode into which it goes by a leg. Its own, if it is on an edge up to rounding and on its way back.
  [[nodiscard]] Station crossed(const Station& from, const Leg& leg) const;

  struct Arrival {
    std::size_t mode = 0;
    Neuron u;
  };

  /// Where a neuron is at θ = `end`. It may leave its mode before, unless it is on its way back from an edge.
  Arrival travel(Station at, bool isOnItsWayBack, double end);

  /// The largest ‖g‖₁ at the ends of the step, of an arc and those beside it.
  [[nodiscard]] double pullAround(std::size_t arc) const;

 private:
  static constexpr std::size_t kNodes = StepPolynomial::kNodes;
  using Values = StepPolynomial::Values;

  /// ⟨inward, w̃⟩ at every node, as rows, by arc and side; or a. Made when first needed.
  struct Rows {
    std::uint32_t step = 0;
    std::array<NeuronRow, kNodes> rows;
  };
  struct Turn {
    std::uint32_t step = 0;
    double theta = 2;
  };

  /// A mode's propagator at the θ that was last asked for.
  struct Until {
    std::uint32_t step = 0;
    double theta = 0;
    Propagator propagator;
  };

  void note(std::size_t node, const double* y);
  [[nodiscard]] const double* state(std::size_t node) const { return states_.data() + node * field_.size(); }
  [[nodiscard]] std::array<double, StepPolynomial::kLanes> lossesAt(const StepPolynomial::Block& block) const;
  const Rows& rows(std::size_t arc, std::size_t side);
  const Rows& refresh(Rows& rows, std::size_t arc, const NeuronRow& row) const;
  double signChange(const Station& from, const Neuron& v, double end);
  const Propagator& until(std::size_t mode, double theta);
  [[nodiscard]] Propagator propagator(std::size_t mode, const Values& weights) const;
  [[nodiscard]] HiddenVector pull(std::size_t arc, const Values& weights) const;

  /// A direction in which a neuron leaves w̃ = 0, and the mode it is then in.
  struct Departure {
    std::size_t mode = 0;
    HiddenVector direction;
  };
  [[nodiscard]] std::optional<Departure> beyondOrigin(std::size_t edge, double sign, const Values& weights) const;

  [[nodiscard]] Values pushes(std::size_t edge, std::size_t arc, double sign) const;
  [[nodiscard]] Station entered(std::size_t mode, double theta, const Neuron& u) const {
    return {.mode = mode, .theta = theta, .u = u, .back = propagator(mode, theta).inverse()};
  }
  Leg leavingArc(const Station& from, double end);
  double nextTurn(const Station& from, double end);
  bool staysInArc(const Station& from, const Neuron& u, double end);
  [[nodiscard]] Leg leavingEdge(const Station& from, double end) const;

  const FlowField& field_;
  double ease_;
  std::uint32_t step_ = 0;
  std::vector<double> states_;                    // 9 × state
  std::vector<std::vector<HiddenVector>> pulls_;  // By node and arc.
  std::vector<Values> slopeValues_;               // ∂L/∂h(x_i) at the nodes, by datum.
  std::vector<StepPolynomial> slopes_;
  StepPolynomial c_;
  std::vector<std::array<Rows, 2>> rows_;   // By arc and side.
  std::vector<Rows> weightRows_;            // By arc.
  std::vector<std::array<Turn, 2>> turns_;  // By arc and side.
  std::vector<Until> until_;                // By mode.
};

}  // namespace reluscope
