#include "engine/flow/flow.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace reluscope {
namespace {

/// The longest step, in units of 1 / trace of the kernel. The pair is stable up to about 6, but from 4 on what is left
/// of the fastest decays swings within a step, a hundred times as far as at its ends.
constexpr double kStable = 3;

/// How a step's length follows from the error of the one before: by the eighth root, as its order says.
constexpr double kCaution = 0.9;
constexpr double kLeastFactor = 0.2;
constexpr double kMostFactor = 6;

/// The next step is at most this many times as long as one that many neurons have shortened, or as it may be before too
/// many cross. Many are those that have crossed, or those that were found and wait for the next.
constexpr double kAfterCrowd = 1.2;
constexpr std::size_t kCrowd = 4;
constexpr std::size_t kTurnedAway = 64;

/// At most this many neurons cross in one step, or a part like this of a large number of them.
constexpr std::size_t kMostTravellers = 512;
constexpr std::size_t kPartThatTravels = 256;

/// Neurons that leave within this part of the run leave together, such as sliders that are released.
constexpr double kTogether = 1e-9;

/// A push below this part of the data's is rounding.
constexpr double kRounding = 1e-12;

/// The work of one call, in units of a few nanoseconds.
constexpr std::int64_t kWorkOfCall = 2'000'000;
constexpr std::int64_t kWorkOfMode = 400;
constexpr std::int64_t kWorkOfDatum = 150;
constexpr std::int64_t kWorkOfMove = 100;

double reachOf(const Data& data, bool hiddenBias) {
  double largest = 0;
  for (const double x : data.x) {
    largest = std::max(largest, std::abs(x));
  }
  return largest + (hiddenBias ? 1 : 0);
}

double easeOf(const Data& data, bool hiddenBias) {
  double sum = 0;
  for (const double y : data.y) {
    sum += std::abs(y);
  }
  const double reach = reachOf(data, hiddenBias);
  return kRounding * reach * reach * 2 / static_cast<double>(data.y.size()) * sum;
}

double largestOf(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) {
    largest = std::max(largest, std::abs(value));
  }
  return largest;
}

std::array<NeuronRow, 2> boundsOf(const std::array<Side, 2>& sides) {
  return {NeuronRow{sides[0].inward.w, sides[0].inward.b, 0}, NeuronRow{sides[1].inward.w, sides[1].inward.b, 0}};
}

double squaresOf(const Neuron& u) { return u.w * u.w + u.b * u.b + u.a * u.a; }

}  // namespace

Flow::Flow(const Experiment& experiment, const Weights& start)
    : learningRate_(experiment.training.learningRate),
      tolerance_(experiment.training.tolerance),
      neurons_(start.w.size()),
      reach_(reachOf(experiment.data, experiment.network.hiddenBias)),
      scaleOfC_(largestOf(experiment.data.y)),
      field_(rounded(experiment.data), experiment.network.hiddenBias, experiment.network.outputBias),
      integrator_(field_.size()),
      course_(field_, easeOf(experiment.data, experiment.network.hiddenBias)),
      cells_(field_.modes()),
      state_(field_.size()),
      first_(field_.size()),
      scale_(field_.size(), tolerance_),
      last_(timeOf(experiment.training.iterations)),
      owned_(std::make_unique<MotionHistory>(cells_.size())),
      history_(owned_.get()) {
  for (std::uint32_t id = 0; id < neurons_; ++id) {
    const Neuron u{start.w[id], start.b[id], start.a[id]};
    cells_[field_.arcs().find(u.w, u.b)].add(id, u);
  }
  state_.back() = start.c[0];
  begin();
}

/// Prepares the next step: moments, state and rates at its start.
void Flow::begin() {
  for (std::size_t mode = 0; mode < cells_.size(); ++mode) {
    field_.moments[mode] = cells_[mode].moments();
    state_[4 * mode] = 1;
    state_[4 * mode + 1] = 0;
    state_[4 * mode + 2] = 0;
    state_[4 * mode + 3] = 1;
  }
  field_.notice();
  field_.rates(state_.data(), first_.data());
  startLoss_ = field_.lines().loss();
  course_.begin(state_.data());
  length_ = 0;
  end_ = 0;
  isTabulated_ = false;
  travellers_.clear();
  after_.clear();
}

/// Tries a step of the length that is next; returns its error.
double Flow::tryStep() {
  scale_.back() = tolerance_ * std::max({scaleOfC_, std::abs(state_.back()), std::numeric_limits<double>::min()});
  ++tries_;
  work_ += static_cast<std::int64_t>(cells_.size()) * kWorkOfMode +
           static_cast<std::int64_t>(field_.lines().targets()) * kWorkOfDatum;
  return integrator_.step(field_, state_, first_, length_, scale_);
}

/// Whether nothing moves any more: in the time that is left, no neuron by the tolerance, in units of its norm. Such a
/// rest is stable, since the loss curves downwards at most as strongly as neurons are pulled.
bool Flow::isAtRest() const {
  const double most = tolerance_ / (last_ - start_);
  for (std::size_t mode = 0; mode < cells_.size(); ++mode) {
    // The rates of a propagator that is the identity are half the pull.
    const double pull = 2 * (std::abs(first_[4 * mode]) + std::abs(first_[4 * mode + 1]));
    if (cells_[mode].size() > 0 && !field_.arcs().isDead(field_.arcOf(mode)) && !(pull <= most)) {
      return false;
    }
  }
  return std::abs(first_.back()) <= most * std::max(scaleOfC_, std::abs(state_.back()));
}

/// Takes the next step from where the last one ends.
void Flow::step() {
  commit();
  const double rest = last_ - start_;
  const double shortest = 4 * std::numeric_limits<double>::epsilon() * start_;
  if (isAtRest()) {
    field_.stop();
    std::fill(first_.begin(), first_.end(), 0.0);
    next_ = rest;
  }
  const double trace = field_.kernelTrace();
  double longest = trace > 0 ? std::min(rest, kStable / trace) : rest;
  if (next_ == 0) {
    const double rate = largestOf(first_);
    next_ = rate + trace > 0 ? 0.01 / (rate + trace) : rest;
  }
  longest = std::max(longest, shortest);
  length_ = std::max(std::min(next_, longest), shortest);
  for (;;) {
    const double error = tryStep();
    const double root = std::sqrt(std::sqrt(std::sqrt(error)));
    const double factor = error == 0 ? kMostFactor
                          : root > 0 ? std::clamp(kCaution / root, kLeastFactor, kMostFactor)
                                     : kLeastFactor;
    const bool isGood = error <= 1;
    const double length = length_;
    if (isGood || length_ <= shortest) {
      isLost_ = !std::isfinite(largestOf(integrator_.end())) || !std::isfinite(error);
      next_ = std::max(length * factor, shortest);
      break;
    }
    length_ = std::max(length_ * std::min(factor, kCaution), shortest);
  }
  ++steps_;
  end_ = 1;
  integrator_.finish(field_);
  course_.finish(integrator_.end().data());
  if (!isLost_) {
    findTravellers();
  }
}

Propagator Flow::endOf(std::size_t mode) const {
  if (end_ < 1) {
    return course_.propagator(mode, end_);
  }
  const double* const q = integrator_.end().data() + 4 * mode;
  return Propagator{{q[0], q[1], q[2], q[3]}}.normalised();
}

void Flow::tabulate() const {
  if (!isTabulated_) {
    course_.tabulate(field_, integrator_);
    isTabulated_ = true;
  }
}

void Flow::findTravellers() {
  const Arcs& arcs = field_.arcs();
  for (std::size_t arc = 0; arc < arcs.count(); ++arc) {
    if (cells_[arc].size() > 0 && !arcs.isDead(arc)) {
      cells_[arc].findBeyond(boundsOf(arcs.sides(arc)), endOf(arc), beyond_);
      findReturned(arc);
      addTravellers(arc);
    }
  }
  for (std::size_t edge = 0; edge < arcs.edges().size(); ++edge) {
    const std::size_t mode = arcs.count() + edge;
    FlowCell& cell = cells_[mode];
    if (cell.size() > 0) {
      tabulate();
      const double a = cell.at(0).a;  // All that slide along an edge have the same sign of a.
      if (course_.holds(edge, a)) {
        const HiddenVector along = arcs.edges()[edge].along();
        cell.findBeyond({NeuronRow{along.w, along.b, 0}, NeuronRow{0, 0, a < 0 ? -1.0 : 1.0}}, endOf(mode), beyond_);
      } else {
        beyond_.resize(cell.size());
        std::iota(beyond_.begin(), beyond_.end(), 0U);
      }
      addTravellers(mode);
    }
  }
  shorten();
  for (const Traveller& each : travellers_) {
    after_.push_back(course_.crossed(course_.start(each.mode, each.start), each.leg));
  }
}

/// Adds to `beyond_` the neurons of an arc that have left it where its flow turns, though they are in it at the end.
void Flow::findReturned(std::size_t arc) {
  for (std::size_t side = 0; side < 2; ++side) {
    if (course_.turns(arc, side)) {
      tabulate();
      cells_[arc].findBeyond(boundsOf(field_.arcs().sides(arc)), course_.propagator(arc, course_.turn(arc, side)),
                             returned_);
      beyond_.insert(beyond_.end(), returned_.begin(), returned_.end());
      std::sort(beyond_.begin(), beyond_.end());
      beyond_.erase(std::unique(beyond_.begin(), beyond_.end()), beyond_.end());
    }
  }
}

/// Adds the neurons of `beyond_` that leave their mode.
void Flow::addTravellers(std::size_t mode) {
  for (const std::uint32_t slot : beyond_) {
    tabulate();
    const Neuron u = cells_[mode].at(slot);
    const Course::Leg leg = course_.leaving(course_.start(mode, u), 1);
    if (leg.theta <= 1) {
      const double harm = reach_ * reach_ * squaresOf(u) * course_.pullAround(field_.arcOf(mode)) * length_ * length_;
      travellers_.push_back({.mode = mode, .slot = slot, .leg = leg, .harm = harm, .start = u});
    }
    work_ += kWorkOfMove;
  }
}

/// Ends the step where its travellers would change it by more than the tolerance, or become too many.
void Flow::shorten() {
  const std::size_t most = std::max(kMostTravellers, neurons_ / kPartThatTravels);
  const std::size_t found = travellers_.size();
  double end = 1;
  if (found > most) {
    std::vector<double> thetas(found);
    std::transform(travellers_.begin(), travellers_.end(), thetas.begin(),
                   [](const Traveller& each) { return each.leg.theta; });
    const auto last = thetas.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(thetas.begin(), last, thetas.end());
    if (*last * length_ > kTogether * last_) {
      end = *last;
    }
  }
  double sum = 0;
  for (const Traveller& each : travellers_) {
    const double left = std::max(end - each.leg.theta, 0.0);
    sum += each.harm * left * left / 2;
  }
  end_ = sum > tolerance_ ? endForTolerance(end) : end;
  std::erase_if(travellers_, [this](const Traveller& each) { return each.leg.theta > end_; });
  if (end_ == 1) {
    const double share = static_cast<double>(travellers_.size()) / static_cast<double>(most);
    if (share * next_ > kAfterCrowd * length_) {
      next_ = kAfterCrowd * length_ / share;
    }
  } else if ((travellers_.size() > kCrowd || found > kTurnedAway) && end_ * length_ > kTogether * last_) {
    next_ = std::min(next_, kAfterCrowd * end_ * length_);
  }
}

/// The θ, at most `end`, up to which the travellers change the step by the tolerance; or the one before, at which one
/// crosses.
double Flow::endForTolerance(double end) const {
  std::vector<std::pair<double, double>> crossings;  // θ and harm.
  for (const Traveller& each : travellers_) {
    if (each.leg.theta <= end) {
      crossings.emplace_back(each.leg.theta, each.harm);
    }
  }
  std::sort(crossings.begin(), crossings.end());
  // Up to θ the first k do harm (Aθ² − 2Bθ + C)/2.
  double a = 0;
  double b = 0;
  double c = 0;
  double exact = 0;  // The last that crosses before.
  for (const auto& [theta, harm] : crossings) {
    if (theta > end) {
      break;
    }
    exact = theta;
    a += harm;
    b += harm * theta;
    c += harm * theta * theta;
    const double mean = b / a;
    const double room = (2 * tolerance_ - (c - b * mean)) / a;
    end = std::min(end, mean + std::sqrt(std::max(room, 0.0)));
  }
  return exact > 0 ? std::min(exact, end) : end;
}

/// Leaves the present step: moves all neurons to its end.
void Flow::commit() {
  if (length_ == 0) {
    return;
  }
  std::vector<Course::Arrival> arrivals;
  std::vector<std::uint32_t> ids;
  for (std::size_t k = 0; k < travellers_.size(); ++k) {
    const Traveller& each = travellers_[k];
    arrivals.push_back(arrival(k, end_));
    ids.push_back(cells_[each.mode].id(each.slot));
  }
  const double c = end_ < 1 ? course_.outputBias(end_) : integrator_.end().back();
  // From the last slot on, since the last neuron takes the place of one that leaves.
  std::vector<std::pair<std::uint32_t, std::size_t>> leaving;  // Slot and mode.
  for (const Traveller& each : travellers_) {
    leaving.emplace_back(each.slot, each.mode);
  }
  std::sort(leaving.begin(), leaving.end(), std::greater<>());
  for (std::size_t mode = 0; mode < cells_.size(); ++mode) {
    if (cells_[mode].size() > 0 && !field_.arcs().isDead(field_.arcOf(mode))) {
      if (cells_[mode].move(endOf(mode))) {
        history_->rebase(mode, cells_[mode].base().map(), cells_[mode].size());
        cells_[mode].rebase();
      }
    }
  }
  for (const auto& [slot, mode] : leaving) {
    cells_[mode].remove(slot);
  }
  for (std::size_t k = 0; k < arrivals.size(); ++k) {
    FlowCell& cell = cells_[arrivals[k].mode];
    cell.add(ids[k], arrivals[k].u);
    history_->move(ids[k], {.v = cell.fixed(cell.size() - 1), .mode = static_cast<std::uint32_t>(arrivals[k].mode)});
  }
  if (!leaving.empty()) {
    for (FlowCell& cell : cells_) {
      cell.settle();
    }
  }
  moves_ += static_cast<std::int64_t>(leaving.size());
  state_.back() = c;
  start_ += end_ * length_;
  begin();
}

std::int64_t Flow::advance(std::int64_t iterations) {
  work_ = 0;
  for (std::int64_t taken = 0; taken < iterations;) {
    if (isLost_) {
      ++iteration_;
      return taken + 1;
    }
    const std::int64_t within = reached(1, iterations - taken);
    taken += within;
    iteration_ += within;
    if (taken < iterations) {
      if (work_ > kWorkOfCall) {
        return taken;
      }
      step();
    }
  }
  return iterations;
}

}  // namespace reluscope
