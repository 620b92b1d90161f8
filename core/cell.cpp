#include "core/cell.hpp"

#include <cmath>

namespace reluscope {
namespace {

/// Below this a neuron's parameters are nothing to h, and their squares would be subnormal numbers, which are slow.
constexpr double kNothing = 1e-140;

double orNothing(double value) { return std::abs(value) < kNothing ? 0.0 : value; }

}  // namespace

Neuron Cell::at(std::size_t slot) const {
  const Neuron& v = fixed_[slot];
  if (!moved_) {
    return v;
  }
  const auto row = [&v](const std::array<double, 3>& p) { return p[0] * v.w + p[1] * v.b + p[2] * v.a; };
  return {row(map_[0]), row(map_[1]), row(map_[2])};
}

/// P⁻¹ u by Cramer's rule; P is well conditioned.
Neuron Cell::pulledBack(const Neuron& u) const {
  if (!moved_) {
    return u;
  }
  const auto& [p, q, r] = map_;
  const auto cross = [](const std::array<double, 3>& s, const std::array<double, 3>& t) {
    return std::array{s[1] * t[2] - s[2] * t[1], s[2] * t[0] - s[0] * t[2], s[0] * t[1] - s[1] * t[0]};
  };
  const auto qr = cross(q, r);
  const auto rp = cross(r, p);
  const auto pq = cross(p, q);
  const double scale = 1 / (p[0] * qr[0] + p[1] * qr[1] + p[2] * qr[2]);
  const auto column = [&](std::size_t k) { return (qr[k] * u.w + rp[k] * u.b + pq[k] * u.a) * scale; };
  return {column(0), column(1), column(2)};
}

void Cell::addMoment(const Neuron& u, double sign) {
  moment_[kWW] += sign * (u.w * u.w);
  moment_[kWB] += sign * (u.w * u.b);
  moment_[kBB] += sign * (u.b * u.b);
  moment_[kWA] += sign * (u.w * u.a);
  moment_[kBA] += sign * (u.b * u.a);
  moment_[kAA] += sign * (u.a * u.a);
}

void Cell::add(std::uint32_t id, const Neuron& u) {
  if (isFar() && moved_) {
    fold();  // The last step may have been long, and its map singular.
  }
  ids_.push_back(id);
  fixed_.push_back(pulledBack(u));
  addMoment(u, 1);
}

void Cell::remove(std::size_t slot, const Neuron& u) {
  ids_[slot] = ids_.back();
  fixed_[slot] = fixed_.back();
  ids_.pop_back();
  fixed_.pop_back();
  if (ids_.empty()) {
    map_ = kIdentity;
    moved_ = false;
    moment_ = {};
    reach_ = 0;
    for (Frontier& frontier : frontiers) {
      frontier.clear();
    }
  } else {
    addMoment(u, -1);
  }
}

void Cell::move(const Pull& pull) {
  const double g = pull.w;
  const double f = pull.b;
  for (std::size_t k = 0; k < 3; ++k) {
    const double w = map_[0][k];
    const double b = map_[1][k];
    const double a = map_[2][k];
    map_[0][k] = w - a * g;
    map_[1][k] = b - a * f;
    map_[2][k] = a - (w * g + b * f);
  }
  moved_ = true;
  reach_ += reach(pull);

  // L = M S, then L Mᵀ; S is symmetric, so six of its numbers are enough.
  const auto [ww, wb, bb, wa, ba, aa] = moment_;
  const double leftWW = ww - wa * g;
  const double leftWB = wb - ba * g;
  const double leftWA = wa - aa * g;
  const double leftBW = wb - wa * f;
  const double leftBB = bb - ba * f;
  const double leftBA = ba - aa * f;
  const double leftAW = wa - (ww * g + wb * f);
  const double leftAB = ba - (wb * g + bb * f);
  const double leftAA = aa - (wa * g + ba * f);
  moment_ = {leftWW - leftWA * g,
             leftWB - leftWA * f,
             leftBB - leftBA * f,
             leftWA - (leftWW * g + leftWB * f),
             leftBA - (leftBW * g + leftBB * f),
             leftAA - (leftAW * g + leftAB * f)};
}

void Cell::fold() {
  moment_ = {};
  for (std::size_t slot = 0; slot < fixed_.size(); ++slot) {
    const Neuron u = at(slot);
    fixed_[slot] = {orNothing(u.w), orNothing(u.b), orNothing(u.a)};
    addMoment(fixed_[slot], 1);
  }
  map_ = kIdentity;
  moved_ = false;
}

void Cell::rebase() {
  fold();
  reach_ = 0;
}

}  // namespace reluscope
