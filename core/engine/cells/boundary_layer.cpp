#include "engine/cells/boundary_layer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/cells/margin.hpp"

namespace reluscope {
namespace {

/// Steps between two looks for members that cross. Odd, since many members cross in every second step.
constexpr unsigned kLookEvery = 7;

using Block = Lanes<double>;
using Vector = Block::Vector;
using Mask = Block::Mask;

Mask bitsOf(double value) { return reinterpret_cast<Mask>(Block::all(value)); }

Vector where(const Mask& mask, const Vector& value) {
  return reinterpret_cast<Vector>(mask & reinterpret_cast<Mask>(value));
}

/// Selects one of two numbers by a mask, by flipping the bits of `other` that differ from `value`.
class Choice {
 public:
  Choice(double value, double other) : difference_(bitsOf(value) ^ bitsOf(other)), other_(bitsOf(other)) {}
  Vector operator()(const Mask& mask) const { return reinterpret_cast<Vector>((mask & difference_) ^ other_); }

 private:
  Mask difference_;
  Mask other_;
};

}  // namespace

void BoundaryLayer::resize(std::size_t size) {
  ids_.resize(size);
  const std::size_t padded = Block::padded(size);
  for (auto* values : {&w_, &b_, &a_}) {
    values->resize(size);  // Clears the padding.
    values->resize(padded, 0.0);
  }
  sides_.resize(padded / Block::count);
  crossed_.resize(padded / Block::count);
}

void BoundaryLayer::add(std::uint32_t id, const Neuron& u) {
  const std::size_t slot = ids_.size();
  if (slot == 0) {
    totalNorm_ = 0;
    for (Guarded& guard : guarded_) {
      guard.path = {};
      guard.margin = std::numeric_limits<double>::infinity();
    }
  }
  resize(slot + 1);
  ids_[slot] = id;
  w_[slot] = u.w;
  b_[slot] = u.b;
  a_[slot] = u.a;
  crossed_[slot / Block::count][slot % Block::count] = -1;  // Only a neuron that crosses is added.
  for (Guarded& guard : guarded_) {
    guard.margin = std::min(guard.margin, guard.path.length() + margin(u.w * guard.x + u.b, u));
  }
  HiddenVector& sums = u.w * crossing_ + u.b > 0 ? activeSums_ : inactiveSums_;
  sums.w += u.a * u.w;
  sums.b += u.a * u.b;
}

void BoundaryLayer::remove(std::size_t slot) {
  const std::size_t last = ids_.size() - 1;
  ids_[slot] = ids_[last];
  w_[slot] = w_[last];
  b_[slot] = b_[last];
  a_[slot] = a_[last];
  for (auto* masks : {&sides_, &crossed_}) {
    (*masks)[slot / Block::count][slot % Block::count] = (*masks)[last / Block::count][last % Block::count];
  }
  resize(last);
}

void BoundaryLayer::step(const HiddenVector& active, const HiddenVector& inactive) {
  if (++steps_ % kLookEvery == 0) {
    move<true>(active, inactive);
  } else {
    move<false>(active, inactive);
  }

  strays_.clear();
  totalNorm_ += std::max(l1Norm(active), l1Norm(inactive));
  bool mayStray = totalNorm_ > kRebaseBound;
  for (Guarded& guard : guarded_) {
    const auto drift = [&](const HiddenVector& pull) { return std::abs(guard.x * pull.w + pull.b); };
    guard.path.add(std::max(drift(active), drift(inactive)));
    mayStray = mayStray || guard.path.length() > guard.margin;
  }
  if (mayStray) {
    survey();
  }
}

/// Moves every member, and sums the outputs.
template <bool looking>
void BoundaryLayer::move(const HiddenVector& active, const HiddenVector& inactive) {
  const Vector zero{};
  const Choice pullOfW(active.w, inactive.w);
  const Choice pullOfB(active.b, inactive.b);
  const double crossing = crossing_;
  Vector activeW{};
  Vector activeB{};
  Vector allW{};
  Vector allB{};
  double* wNow = w_.data();
  double* bNow = b_.data();
  double* aNow = a_.data();
  const std::size_t blocks = w_.size() / Block::count;
  for (std::size_t block = 0; block < blocks;
       ++block, wNow += Block::count, bNow += Block::count, aNow += Block::count) {
    Vector w = Block::load(wNow);
    Vector b = Block::load(bNow);
    Vector a = Block::load(aNow);
    const Mask was = w * crossing + b > zero;
    const Vector pullW = pullOfW(was);
    const Vector pullB = pullOfB(was);
    const Vector change = w * pullW + b * pullB;
    w -= a * pullW;
    b -= a * pullB;
    a -= change;
    Block::store(w, wNow);
    Block::store(b, bNow);
    Block::store(a, aNow);

    const Mask is = w * crossing + b > zero;
    if constexpr (looking) {
      crossed_[block] |= sides_[block] ^ is;
    }
    const Vector outputW = a * w;
    const Vector outputB = a * b;
    allW += outputW;
    allB += outputB;
    activeW += where(is, outputW);
    activeB += where(is, outputB);
  }
  activeSums_ = {Block::sum(activeW), Block::sum(activeB)};
  inactiveSums_ = {Block::sum(allW - activeW), Block::sum(allB - activeB)};
}

/// Measures the margins of all members again, and finds the strays.
void BoundaryLayer::survey() {
  totalNorm_ = 0;
  for (Guarded& guard : guarded_) {
    guard.path = {};
    guard.margin = std::numeric_limits<double>::infinity();
  }
  for (std::size_t slot = 0; slot < ids_.size(); ++slot) {
    const Neuron u = at(slot);
    bool gone = false;
    std::array<double, 2> margins{};
    for (std::size_t side = 0; side < 2; ++side) {
      const double z = u.w * guarded_[side].x + u.b;
      gone = gone || (z > 0) != guarded_[side].active;
      margins[side] = margin(z, u);
    }
    if (gone) {
      strays_.push_back(slot);
      HiddenVector& sums = u.w * crossing_ + u.b > 0 ? activeSums_ : inactiveSums_;
      sums.w -= u.a * u.w;
      sums.b -= u.a * u.b;
    } else {
      for (std::size_t side = 0; side < 2; ++side) {
        guarded_[side].margin = std::min(guarded_[side].margin, margins[side]);
      }
    }
  }
}

std::vector<std::size_t> BoundaryLayer::settled() {
  std::vector<std::size_t> slots;
  for (std::size_t slot = 0; slot < ids_.size(); ++slot) {
    const std::size_t lane = slot % Block::count;
    Mask& crossed = crossed_[slot / Block::count];
    if (crossed[lane] == 0) {
      slots.push_back(slot);
    }
    crossed[lane] = 0;
    sides_[slot / Block::count][lane] = w_[slot] * crossing_ + b_[slot] > 0 ? -1 : 0;
  }
  return slots;
}

}  // namespace reluscope
