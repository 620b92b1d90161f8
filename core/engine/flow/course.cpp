#include "engine/flow/course.hpp"

#include <algorithm>
#include <cmath>

namespace reluscope {

Course::Course(const FlowField& field, double ease)
    : field_(field),
      ease_(ease),
      states_(kNodes * field.size()),
      pulls_(kNodes, std::vector<HiddenVector>(field.arcs().count())),
      slopeValues_(field.lines().slopes().size()),
      slopes_(slopeValues_.size()),
      rows_(field.arcs().count()),
      weightRows_(field.arcs().count()),
      turns_(field.arcs().count()),
      until_(field.modes()) {}

void Course::begin(const double* y) { note(0, y); }

void Course::finish(const double* y) { note(kNodes - 1, y); }

void Course::note(std::size_t node, const double* y) {
  std::copy_n(y, field_.size(), states_.data() + node * field_.size());
  for (std::size_t arc = 0; arc < field_.arcs().count(); ++arc) {
    pulls_[node][arc] = field_.lines().pull(field_.arcs().pattern(arc));
  }
  for (std::size_t i = 0; i < slopeValues_.size(); ++i) {
    slopeValues_[i][node] = field_.lines().slopes()[i];
  }
}

void Course::tabulate(FlowField& field, Dop853& integrator) {
  ++step_;
  integrator.extend(field);
  std::vector<double> y(field.size());
  for (std::size_t node = 1; node < kNodes - 1; ++node) {
    integrator.at(nodeTheta(node), y.data());
    field.evaluate(y.data());
    note(node, y.data());
  }
  std::transform(slopeValues_.begin(), slopeValues_.end(), slopes_.begin(),
                 [](const Values& values) { return StepPolynomial(values); });
  Values c;
  for (std::size_t node = 0; node < kNodes; ++node) {
    c[node] = state(node)[field.size() - 1];
  }
  c_ = StepPolynomial(c);
}

Propagator Course::propagator(std::size_t mode, const Values& weights) const {
  Propagator result{{0, 0, 0, 0}};
  for (std::size_t node = 0; node < kNodes; ++node) {
    const double* const q = state(node) + 4 * mode;
    for (std::size_t k = 0; k < result.q.size(); ++k) {
      result.q[k] += weights[node] * q[k];
    }
  }
  return result.normalised();
}

Propagator Course::propagator(std::size_t mode, double theta) const {
  if (theta == 0) {
    return {};
  }
  if (theta == 1) {
    const double* const q = state(kNodes - 1) + 4 * mode;
    return Propagator{{q[0], q[1], q[2], q[3]}}.normalised();
  }
  return propagator(mode, nodeWeights(theta));
}

HiddenVector Course::pull(std::size_t arc, const Values& weights) const {
  HiddenVector result;
  for (std::size_t node = 0; node < kNodes; ++node) {
    result.w += weights[node] * pulls_[node][arc].w;
    result.b += weights[node] * pulls_[node][arc].b;
  }
  return result;
}

double Course::pullAround(std::size_t arc) const {
  double largest = 0;
  for (const Side& side : field_.arcs().sides(arc)) {
    const Edge& edge = field_.arcs().edges()[side.edge];
    for (const std::size_t node : {std::size_t{0}, kNodes - 1}) {
      largest = std::max({largest, l1Norm(pulls_[node][edge.before]), l1Norm(pulls_[node][edge.after])});
    }
  }
  return largest;
}

double Course::loss(double theta) const {
  double squares = 0;
  for (const StepPolynomial& slope : slopes_) {
    const double value = slope(theta);
    squares += value * value;
  }
  // A slope is (2/n) r.
  return squares * static_cast<double>(slopes_.size()) / 4;
}

void Course::addLosses(std::span<const double> thetas, std::vector<double>& losses) const {
  constexpr std::size_t lanes = StepPolynomial::kLanes;
  std::array<double, lanes> some{};
  for (std::size_t start = 0; start < thetas.size(); start += lanes) {
    const std::span<const double> block = thetas.subspan(start, std::min(lanes, thetas.size() - start));
    std::copy(block.begin(), block.end(), some.begin());
    const std::array<double, lanes> found = lossesAt(StepPolynomial::Block(some));
    const std::span<const double> values = std::span(found).first(block.size());
    const auto infinite = std::find_if(values.begin(), values.end(), [](double loss) { return !std::isfinite(loss); });
    losses.insert(losses.end(), values.begin(), infinite);
    if (infinite != values.end()) {
      return;
    }
  }
}

std::array<double, StepPolynomial::kLanes> Course::lossesAt(const StepPolynomial::Block& block) const {
  std::array<double, StepPolynomial::kLanes> squares{};
  for (const StepPolynomial& slope : slopes_) {
    const auto values = slope(block);
    for (std::size_t lane = 0; lane < squares.size(); ++lane) {
      squares[lane] += values[lane] * values[lane];
    }
  }
  for (double& square : squares) {
    square = square * static_cast<double>(slopes_.size()) / 4;
  }
  return squares;
}

}  // namespace reluscope
