#include "engine/flow/flow.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace reluscope {
namespace {

/// The longest step, in units of 1 / trace of the kernel; the pair is stable up to about 6.
constexpr double kStable = 5;

/// How a step's length follows from the error of the one before: by the eighth root, as its order says.
constexpr double kCaution = 0.9;
constexpr double kLeastFactor = 0.2;
constexpr double kMostFactor = 6;

/// After a step that many neurons have shortened, the next is at most this many times as long.
constexpr double kAfterCrowd = 1.35;
constexpr std::size_t kCrowd = 4;

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

/// Takes the next step from where the last one ends.
void Flow::step() {
  commit();
  const double rest = last_ - start_;
  const double shortest = 4 * std::numeric_limits<double>::epsilon() * start_;
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
  double sum = 0;
  for (const Traveller& each : travellers_) {
    sum += each.harm * (1 - each.leg.theta) * (1 - each.leg.theta) / 2;
  }
  const std::size_t most = std::max(kMostTravellers, neurons_ / kPartThatTravels);
  if (!(sum > tolerance_) && travellers_.size() <= most) {
    return;
  }
  const auto isBefore = [](const Traveller& left, const Traveller& right) {
    return left.leg.theta < right.leg.theta || (left.leg.theta == right.leg.theta && left.start.a < right.start.a);
  };
  double end = 1;
  if (travellers_.size() > most) {
    const auto last = travellers_.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(travellers_.begin(), last, travellers_.end(), isBefore);
    if (last->leg.theta * length_ > kTogether * last_) {
      end = last->leg.theta;
      std::erase_if(travellers_, [end](const Traveller& each) { return each.leg.theta > end; });
    }
  }
  std::sort(travellers_.begin(), travellers_.end(), isBefore);
  // Up to θ the first k do harm (Aθ² − 2Bθ + C)/2.
  double a = 0;
  double b = 0;
  double c = 0;
  std::size_t count = 0;
  for (; count < travellers_.size(); ++count) {
    const Traveller& each = travellers_[count];
    if (each.leg.theta > end) {
      break;
    }
    a += each.harm;
    b += each.harm * each.leg.theta;
    c += each.harm * each.leg.theta * each.leg.theta;
    const double mean = b / a;
    const double room = (2 * tolerance_ - (c - b * mean)) / a;
    end = std::min(end, mean + std::sqrt(std::max(room, 0.0)));
  }
  const double exact = travellers_[count - 1].leg.theta;  // The last that crosses before.
  end_ = exact > 0 ? std::min(exact, end) : end;
  travellers_.resize(count);
  std::erase_if(travellers_, [this](const Traveller& each) { return each.leg.theta > end_; });
  if (count > kCrowd && end_ * length_ > kTogether * last_) {
    next_ = std::min(next_, kAfterCrowd * end_ * length_);
  }
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
    ids.push_back(cells_[each.mode].ids()[each.slot]);
  }
  const double c = end_ < 1 ? course_.outputBias(end_) : integrator_.end().back();
  // From the last slot on, since the last neuron takes the place of one that leaves.
  std::vector<const Traveller*> leaving;
  for (const Traveller& each : travellers_) {
    leaving.push_back(&each);
  }
  std::sort(leaving.begin(), leaving.end(),
            [](const Traveller* left, const Traveller* right) { return left->slot > right->slot; });
  for (std::size_t mode = 0; mode < cells_.size(); ++mode) {
    if (cells_[mode].size() > 0 && !field_.arcs().isDead(field_.arcOf(mode))) {
      if (cells_[mode].move(endOf(mode))) {
        history_->rebase(mode, cells_[mode].base().map(), cells_[mode].size());
        cells_[mode].rebase();
      }
    }
  }
  for (const Traveller* each : leaving) {
    cells_[each->mode].remove(each->slot);
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
