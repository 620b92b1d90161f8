#include "engine/flow/flow_field.hpp"

#include <algorithm>

namespace reluscope {

FlowField::FlowField(const Data& data, bool hiddenBias, bool outputBias)
    : lines_(data, hiddenBias, 1),
      arcs_(lines_.patterns(), hiddenBias),
      hiddenBias_(hiddenBias),
      outputBias_(outputBias),
      points_(arcs_.count()) {
  moments.resize(modes());
  // Running sums over the sorted data, since there are as many arcs as points.
  std::vector<double> x = data.x;
  std::sort(x.begin(), x.end());
  std::vector<Points> before(x.size() + 1);
  for (std::size_t i = 0; i < x.size(); ++i) {
    before[i + 1] = {before[i].count + 1, before[i].x + x[i], before[i].xx + x[i] * x[i]};
  }
  const ActivationPatterns& patterns = lines_.patterns();
  for (std::size_t arc = 0; arc < arcs_.count(); ++arc) {
    const ActivationPatterns::Range range = patterns.active(arcs_.pattern(arc));
    if (range.first < range.last) {
      const auto begin = std::lower_bound(x.begin(), x.end(), patterns.x()[range.first]) - x.begin();
      const auto end = std::upper_bound(x.begin(), x.end(), patterns.x()[range.last - 1]) - x.begin();
      const Points& from = before[static_cast<std::size_t>(begin)];
      const Points& to = before[static_cast<std::size_t>(end)];
      points_[arc] = {to.count - from.count, to.x - from.x, to.xx - from.xx};
    }
  }
}

void FlowField::notice() {
  occupied_.clear();
  for (std::size_t mode = 0; mode < modes(); ++mode) {
    if (!arcs_.isDead(arcOf(mode)) && moments[mode].trace() != 0) {
      occupied_.push_back(mode);
    }
  }
}

void FlowField::evaluate(const double* y) {
  lines_.clear();
  for (const std::size_t mode : occupied_) {
    lines_.add(arcs_.pattern(arcOf(mode)), Propagator::map(y + 4 * mode).outputSums(moments[mode]));
  }
  lines_.evaluate(y[4 * modes()], nullptr);
  lines_.computePulls();
}

void FlowField::rates(const double* y, double* rates) {
  evaluate(y);
  if (isStopped_) {
    std::fill_n(rates, size(), 0.0);
    return;
  }
  for (std::size_t arc = 0; arc < arcs_.count(); ++arc) {
    Propagator::rates(lines_.pull(arcs_.pattern(arc)), y + 4 * arc, rates + 4 * arc);
  }
  for (std::size_t e = 0; e < arcs_.edges().size(); ++e) {
    // The pull without its part across the edge. It is the same for the pulls on either side.
    const Edge& edge = arcs_.edges()[e];
    const HiddenVector& pull = lines_.pull(arcs_.pattern(edge.inactive));
    const double across = dot(edge.normal, pull) / dot(edge.normal, edge.normal);
    const std::size_t mode = arcs_.count() + e;
    Propagator::rates({pull.w - across * edge.normal.w, hiddenBias_ ? pull.b - across * edge.normal.b : 0},
                      y + 4 * mode, rates + 4 * mode);
  }
  rates[4 * modes()] = outputBias_ ? -lines_.stepOfC() : 0;
}

double FlowField::kernelTrace() const {
  if (isStopped_) {
    return 0;
  }
  const auto targets = static_cast<double>(lines_.targets());
  double sum = outputBias_ ? targets : 0;
  const double bias = hiddenBias_ ? 1 : 0;
  for (const std::size_t mode : occupied_) {
    const Points& points = points_[arcOf(mode)];
    const Moments& s = moments[mode];
    sum += s.aa * (points.xx + bias * points.count) + s.ww * points.xx + 2 * s.wb * points.x + s.bb * points.count;
  }
  return 2 / targets * sum;
}

}  // namespace reluscope
