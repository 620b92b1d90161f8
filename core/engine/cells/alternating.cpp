#include "engine/cells/alternating.hpp"

#include <algorithm>
#include <cmath>

#include "engine/cells/margin.hpp"

namespace reluscope {
namespace {

/// A dense step pays off 1/kPart of its own cost; building cells may cost 1/kPart of the dense steps left.
constexpr std::int64_t kPart = 8;

/// Safety factor on the number of calm steps that make up for a re-basing.
constexpr std::int64_t kCaution = 2;

/// The loss up to which Σ‖G‖₁ over `steps` steps stays within kRebaseBound.
double calmLoss(const Experiment& experiment, std::int64_t steps) {
  double squares = 0;
  for (const double x : experiment.data.x) {
    squares += (std::abs(x) + 1) * (std::abs(x) + 1);
  }
  const double pull = kRebaseBound / (2 * experiment.training.learningRate * static_cast<double>(steps));
  return pull * pull * static_cast<double>(experiment.data.x.size()) / squares;
}

}  // namespace

Alternating::Alternating(const Experiment& experiment, const Weights& start)
    : experiment_(experiment),
      neurons_(static_cast<std::int64_t>(start.w.size())),
      denseWork_(work::ofDenseStep(neurons_, static_cast<std::int64_t>(experiment.data.x.size()))),
      buildingWork_(work::kBuilt * neurons_ + work::kBuiltPoint * static_cast<std::int64_t>(experiment.data.x.size())),
      patience_(1 + kCaution * work::kRebased * neurons_ / denseWork_),
      calmLoss_(calmLoss(experiment, patience_)),
      debt_(buildingWork_, denseWork_) {
  experiment_.network.initial.reset();
  const auto points = static_cast<std::int64_t>(experiment.data.x.size());
  leastWork_ = work::kStep + work::kPoint * points + work::kCell * std::min(2 * points, neurons_);
  dense_ = std::make_unique<DenseLine<double>>(experiment_, start);
  calm_ = patience_;  // At the start, the first loss is enough.
  if (isWorthCells()) {
    build(start);
  }
}

bool Alternating::isWorthCells() const {
  const std::int64_t left = experiment_.training.iterations - iteration_;
  return dense_->knowsLoss() && calm_ >= patience_ && debt_.isPaid() && leastWork_ < denseWork_ &&
         dense_->loss() <= calmLoss_ && left * denseWork_ >= kPart * buildingWork_;
}

/// Builds the cells, unless they cannot hold the weights.
void Alternating::build(const Weights& start) {
  debt_.spend(buildingWork_);
  calm_ = 0;
  if (Cells::canHold(start)) {
    cells_ = std::make_unique<Cells>(experiment_, start);
    if (history_ != nullptr) {
      history_->interrupt();
      cells_->tell(history_);
    }
    dense_.reset();
  }
}

std::int64_t Alternating::advanceCells(std::int64_t steps) {
  const std::int64_t taken = cells_->advance(steps, debt_);
  if (debt_.isTooHigh() || cells_->hasOutgrown()) {
    handedOver_ = cells_->loss();
    dense_ = std::make_unique<DenseLine<double>>(experiment_, cells_->weights(neurons_));
    cells_.reset();
    debt_.spend(buildingWork_);  // About the cost of going back and forth.
  }
  return taken;
}

/// Takes a step; or a part of one, or of the first loss, and then returns 0.
std::int64_t Alternating::advanceDense() {
  const std::int64_t taken = dense_->advance(1);
  if (taken > 0) {
    debt_.add(denseWork_ - denseWork_ / kPart);
    calm_ = dense_->loss() <= calmLoss_ ? calm_ + 1 : 0;
  }
  return taken;
}

std::int64_t Alternating::advance(std::int64_t steps) {
  if (!knowsLoss()) {
    advanceDense();
    return 0;
  }
  std::int64_t taken = 0;
  while (taken < steps && std::isfinite(loss())) {
    if (!cells_ && isWorthCells()) {
      build(dense_->weights(neurons_));
    }
    const std::int64_t now = cells_ ? advanceCells(steps - taken) : advanceDense();
    taken += now;
    iteration_ += now;
    if (now == 0 && dense_) {
      return taken;
    }
  }
  return taken;
}

double Alternating::loss() const {
  if (cells_) {
    return cells_->loss();
  }
  return dense_->knowsLoss() || !handedOver_ ? dense_->loss() : *handedOver_;
}

Weights Alternating::weights(std::int64_t neurons) const {
  return cells_ ? cells_->weights(neurons) : dense_->weights(neurons);
}

}  // namespace reluscope
