// The way of a neuron through a step: where it leaves its mode, what is beyond, and where it is at last.

#include <algorithm>
#include <cmath>

#include "engine/flow/course.hpp"

namespace reluscope {
namespace {

/// A pull turns if it is this many times as large as what is rounding, before and after.
constexpr double kLeastTurn = 1e3;

/// How far a neuron is put from w̃ = 0 or from an edge, in units of its |a| or ‖w̃‖: so far that rounding does not tell
/// on which side it is, and so near that ‖w̃‖² − a² is the same.
constexpr double kBeside = 1e-12;

/// How many neurons are followed that come to w̃ = 0, from how far, in steps of descent, and for how many steps.
constexpr int kApproaches = 15;
constexpr double kNearOrigin = 8;
constexpr int kMostMoves = 10'000;

double signOf(double value) { return value < 0 ? -1 : 1; }

}  // namespace

const Course::Rows& Course::rows(std::size_t arc, std::size_t side) {
  const HiddenVector& inward = field_.arcs().sides(arc)[side].inward;
  return refresh(rows_[arc][side], arc, {inward.w, inward.b, 0});
}

const Course::Rows& Course::refresh(Rows& rows, std::size_t arc, const NeuronRow& row) const {
  if (rows.step != step_) {
    rows.step = step_;
    for (std::size_t node = 0; node < kNodes; ++node) {
      rows.rows[node] = row * Propagator::map(state(node) + 4 * arc);
    }
  }
  return rows;
}

/// How strongly the flow of an arc pushes a neuron with a of this sign towards an edge of it, at every node; ζ'/|a|,
/// with the sign by which it is positive towards the edge.
Course::Values Course::pushes(std::size_t edge, std::size_t arc, double sign) const {
  const Edge& at = field_.arcs().edges()[edge];
  const double direction = arc == at.before ? -sign : sign;
  Values values;
  for (std::size_t node = 0; node < kNodes; ++node) {
    values[node] = direction * dot(at.normal, pulls_[node][arc]);
  }
  return values;
}

bool Course::turns(std::size_t arc, std::size_t side) const {
  const HiddenVector& inward = field_.arcs().sides(arc)[side].inward;
  const double before = dot(inward, pulls_.front()[arc]);
  const double after = dot(inward, pulls_.back()[arc]);
  const double least = kLeastTurn * ease_;  // Where the run has converged, pulls are the noise of the tolerance.
  return (before > least && after < -least) || (before < -least && after > least);
}

double Course::turn(std::size_t arc, std::size_t side) {
  Turn& turn = turns_[arc][side];
  if (turn.step != step_) {
    turn = {.step = step_};
    const Side& at = field_.arcs().sides(arc)[side];
    if (turns(arc, side)) {
      const double sign = signOf(dot(at.inward, pulls_.front()[arc]));
      Values values;
      for (std::size_t node = 0; node < kNodes; ++node) {
        values[node] = sign * dot(at.inward, pulls_[node][arc]);
      }
      turn.theta = firstNegative(StepPolynomial(values), values, 0, 1);
    }
  }
  return turn.theta;
}

/// The θ at which a of a neuron changes its sign before `end`; more than 1 if it does not.
double Course::signChange(const Station& from, const Neuron& v, double end) {
  const Rows& all = refresh(weightRows_[from.mode], from.mode, {0, 0, 1});
  if (end == 1 && !(from.u.a * (all.rows[kNodes - 1] * v) < 0)) {
    return 2;
  }
  Values values;
  for (std::size_t node = 0; node < kNodes; ++node) {
    values[node] = signOf(from.u.a) * (all.rows[node] * v);
  }
  const StepPolynomial weight(values);
  return weight(end) < 0 ? firstNegative(weight, values, from.theta, end) : 2;
}

/// The first θ at which a neuron leaves its arc, and through which side. One that is inside at `end` may have been
/// beyond where ⟨inward, w̃⟩' = −a ⟨inward, g⟩ changes its sign in between.
Course::Leg Course::leavingArc(const Station& from, double end) {
  Leg first;
  if (field_.arcs().isDead(from.mode)) {
    return first;
  }
  const Neuron v = from.back.map() * from.u;
  const double change = signChange(from, v, end);
  for (std::size_t side = 0; side < 2; ++side) {
    const Rows& all = rows(from.mode, side);
    const std::array turns{turn(from.mode, side), change};
    const auto isBetween = [&](double theta) { return from.theta < theta && theta < end; };
    if (end == 1 && std::none_of(turns.begin(), turns.end(), isBetween) && !(all.rows[kNodes - 1] * v < 0)) {
      continue;
    }
    Values values;
    for (std::size_t node = 0; node < kNodes; ++node) {
      values[node] = all.rows[node] * v;
    }
    const StepPolynomial inside(values);
    double last = end;
    for (const double theta : turns) {
      if (isBetween(theta) && theta < last && inside(theta) < 0) {
        last = theta;
      }
    }
    if (inside(last) < 0) {
      const double theta = firstNegative(inside, values, from.theta, last);
      if (theta < first.theta) {
        first = {.theta = theta, .where = side};
      }
    }
  }
  return first;
}

bool Course::holds(std::size_t edge, double a) const {
  const Edge& at = field_.arcs().edges()[edge];
  const std::array arcs{at.before, at.after};
  return std::all_of(arcs.begin(), arcs.end(), [&](std::size_t arc) {
    const Values values = pushes(edge, arc, signOf(a));
    return !(*std::min_element(values.begin(), values.end()) < -ease_);
  });
}

/// The first θ at which a neuron stops sliding, and the arc into which it leaves.
Course::Leg Course::leavingEdge(const Station& from, double end) const {
  const std::size_t edge = from.mode - field_.arcs().count();
  const Edge& at = field_.arcs().edges()[edge];
  Leg first;
  const auto consider = [&](const Values& values, Leg leg) {
    const StepPolynomial held(values);
    double last = end;
    bool ends = held(end) < 0;
    for (std::size_t node = 0; node < kNodes && !ends; ++node) {
      const double theta = nodeTheta(node);
      if (theta >= from.theta && theta < end && values[node] < 0) {
        last = theta;
        ends = true;
      }
    }
    if (ends) {
      leg.theta = firstNegative(held, values, from.theta, last);
      first = leg.theta < first.theta ? leg : first;
    }
  };
  const double sign = signOf(from.u.a);
  for (const std::size_t arc : {at.before, at.after}) {
    Values values = pushes(edge, arc, sign);
    for (double& value : values) {
      value += ease_;
    }
    consider(values, {.where = arc});
  }
  const Neuron v = from.back.map() * from.u;
  const HiddenVector along = at.along();
  Values length;
  Values weight;
  for (std::size_t node = 0; node < kNodes; ++node) {
    const Neuron u = Propagator::map(state(node) + 4 * from.mode) * v;
    length[node] = dot(along, {u.w, u.b});
    weight[node] = sign * u.a;
  }
  consider(length, {.where = 0, .isOrigin = true});
  consider(weight, {.isWeightless = true});
  return first;
}

/// Follows neurons with a of this sign as descent moves them: so near to w̃ = 0, by a constant vector in each arc. They
/// come along the edge, step across the origin, and end in a dead arc or go away again. Where they go depends on where
/// their last steps fall, so several are followed, and most of them decide.
std::optional<Course::Departure> Course::beyondOrigin(std::size_t edge, double sign, const Values& weights) const {
  const Arcs& arcs = field_.arcs();
  const Edge& from = arcs.edges()[edge];
  std::vector<HiddenVector> moves;
  for (std::size_t arc = 0; arc < arcs.count(); ++arc) {
    const HiddenVector g = pull(arc, weights);
    moves.push_back({-sign * g.w, -sign * g.b});
  }
  const double length = std::sqrt(dot(from.normal, from.normal));
  const double step = (l1Norm(moves[from.before]) + l1Norm(moves[from.after])) / length;
  std::vector<int> counts(field_.modes());
  std::optional<Departure> most;
  int mostCount = kApproaches / 2;
  for (int approach = 0; approach < kApproaches; ++approach) {
    const double share = (approach + 0.5) / kApproaches;
    const double ahead = (kNearOrigin + share) * step;
    const double across = (share - 0.5) * step / kNearOrigin;
    HiddenVector at{ahead * from.along().w + across * from.normal.w, ahead * from.along().b + across * from.normal.b};
    std::size_t arc = arcs.find(at.w, at.b);
    const double away = 4 * ahead * length;
    for (int moved = 0; moved < kMostMoves && !arcs.isDead(arc) && l1Norm(at) < away; ++moved) {
      at.w += moves[arc].w;
      at.b += moves[arc].b;
      arc = arcs.find(at.w, at.b);
    }
    if (l1Norm(at) < away) {
      continue;
    }
    Departure departure{.mode = arc, .direction = at};
    for (const Side& side : arcs.sides(arc)) {
      const Edge& beside = arcs.edges()[side.edge];
      if (dot(side.inward, at) < step * length && dot(beside.normal, moves[beside.before]) > 0 &&
          dot(beside.normal, moves[beside.after]) < 0) {
        departure = {.mode = arcs.count() + side.edge, .direction = beside.along()};
      }
    }
    if (++counts[departure.mode] > mostCount) {
      mostCount = counts[departure.mode];
      most = departure;
    }
  }
  return most;
}

Course::Leg Course::leaving(const Station& from, double end) {
  return from.mode < field_.arcs().count() ? leavingArc(from, end) : leavingEdge(from, end);
}

Station Course::crossed(const Station& from, const Leg& leg) const {
  const Arcs& arcs = field_.arcs();
  const Values weights = nodeWeights(leg.theta);
  Neuron u = (propagator(from.mode, weights) * from.back).map() * from.u;
  // Puts it so far before an edge, in units of the normal's length.
  const auto put = [&](const Edge& edge, double before) {
    const double across = before + dot(edge.normal, {u.w, u.b}) / dot(edge.normal, edge.normal);
    u.w -= across * edge.normal.w;
    u.b = field_.hasHiddenBias() ? u.b - across * edge.normal.b : 0;
  };
  const auto besideEdge = [&](const Edge& edge, std::size_t arc) {
    put(edge, (arc == edge.before ? kBeside : -kBeside) * std::sqrt(u.w * u.w + u.b * u.b));
    return entered(arc, leg.theta, u);
  };
  if (leg.isOrigin) {
    const auto departure = beyondOrigin(from.mode - arcs.count(), signOf(u.a), weights);
    const HiddenVector direction = departure ? departure->direction : HiddenVector{};
    const double length = std::sqrt(dot(direction, direction));
    const double distance = length > 0 ? kBeside * std::abs(u.a) / length : 0;
    u.w = distance * direction.w;
    u.b = distance * direction.b;
    return entered(departure ? departure->mode : leg.where, leg.theta, u);
  }
  if (leg.isWeightless) {
    const Edge& edge = arcs.edges()[from.mode - arcs.count()];
    const auto strength = [&](std::size_t arc) { return std::abs(dot(edge.normal, pull(arc, weights))); };
    const std::size_t active = edge.beyond(edge.inactive);
    return besideEdge(edge, strength(active) < strength(edge.inactive) ? active : edge.inactive);
  }
  if (from.mode >= arcs.count()) {
    return entered(leg.where, leg.theta, u);
  }
  const Side& side = arcs.sides(from.mode)[leg.where];
  const Edge& edge = arcs.edges()[side.edge];
  const std::size_t beyond = edge.beyond(from.mode);
  const double sign = signOf(u.a);
  // Positive where the flow leads towards the edge.
  const auto push = [&](std::size_t arc) {
    return (arc == edge.before ? -sign : sign) * dot(edge.normal, pull(arc, weights));
  };
  const double pushBeyond = push(beyond);
  if (beyond == edge.inactive && std::abs(pushBeyond) <= ease_) {
    return besideEdge(edge, beyond);
  }
  if (pushBeyond <= 0) {
    return entered(beyond, leg.theta, u);
  }
  if (push(from.mode) > -ease_ / 2) {  // One that has just been released is pushed away by `ease_`.
    put(edge, 0);
    return entered(arcs.count() + side.edge, leg.theta, u);
  }
  return entered(from.mode, leg.theta, u);  // It is on the edge up to rounding, and on its way back.
}

Course::Arrival Course::travel(Station at, bool isOnItsWayBack, double end) {
  for (std::size_t legs = 1;; ++legs) {
    if (isOnItsWayBack) {
      if (const double turned = nextTurn(at, end); turned < end) {
        at = entered(at.mode, turned, (propagator(at.mode, turned) * at.back).map() * at.u);
        isOnItsWayBack = false;
      }
    }
    const Neuron u = (until(at.mode, end) * at.back).map() * at.u;
    if (isOnItsWayBack || legs == 4 * field_.arcs().count() || staysInArc(at, u, end)) {
      return {.mode = at.mode, .u = u};
    }
    const Leg leg = leaving(at, end);
    if (leg.theta > end) {
      return {.mode = at.mode, .u = u};
    }
    const Station next = crossed(at, leg);
    isOnItsWayBack = next.mode == at.mode;
    at = next;
  }
}

/// When what leads a neuron away from an edge of its arc may begin to lead it back; more than 1 if it does not before
/// `end`, or if it slides (from w̃ = 0 back along its edge).
double Course::nextTurn(const Station& from, double end) {
  double next = 2;
  if (from.mode >= field_.arcs().count()) {
    return next;
  }
  for (const double theta : {turn(from.mode, 0), turn(from.mode, 1), signChange(from, from.back.map() * from.u, end)}) {
    if (theta > from.theta && theta < end) {
      next = std::min(next, theta);
    }
  }
  return next;
}

/// Whether a neuron in an arc, which is at u at θ = `end`, stays in it until then, as most do.
bool Course::staysInArc(const Station& from, const Neuron& u, double end) {
  if (from.mode >= field_.arcs().count()) {
    return false;
  }
  const auto holds = [&](std::size_t side) {
    const double turned = turn(from.mode, side);
    return !(from.theta < turned && turned < end) && dot(field_.arcs().sides(from.mode)[side].inward, {u.w, u.b}) > 0;
  };
  return field_.arcs().isDead(from.mode) || (from.u.a * u.a > 0 && holds(0) && holds(1));
}

const Propagator& Course::until(std::size_t mode, double theta) {
  Until& known = until_[mode];
  if (known.step != step_ || known.theta != theta) {
    known = {.step = step_, .theta = theta, .propagator = propagator(mode, theta)};
  }
  return known.propagator;
}

}  // namespace reluscope
