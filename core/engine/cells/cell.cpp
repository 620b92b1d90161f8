#include "engine/cells/cell.hpp"

#include <cmath>

namespace reluscope {
namespace {

/// A product of two parameters; 0 where it is negligible to h and might be a subnormal number, which is slow.
double product(double left, double right) {
  constexpr double nothing = 1e-280;
  const double value = left * right;
  return std::abs(value) < nothing ? 0.0 : value;
}

}  // namespace

NeuronMap Cell::map() const {
  const auto row = [](const std::array<double, 3>& p) { return NeuronRow{p[0], p[1], p[2]}; };
  return {row(map_[0]), row(map_[1]), row(map_[2])};
}

Neuron Cell::at(std::size_t slot) const {
  const Neuron& v = fixed_[slot];
  if (!moved_) {
    return v;
  }
  const auto row = [&v](const std::array<double, 3>& p) { return p[0] * v.w + p[1] * v.b + p[2] * v.a; };
  return {row(map_[0]), row(map_[1]), row(map_[2])};
}

/// P⁻¹ u, by Cramer's rule, as P is well conditioned.
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

void Cell::add(Sums& moments, const Neuron& u, double sign) {
  moments[kWW] += sign * product(u.w, u.w);
  moments[kWB] += sign * product(u.w, u.b);
  moments[kBB] += sign * product(u.b, u.b);
  moments[kWA] += sign * product(u.w, u.a);
  moments[kBA] += sign * product(u.b, u.a);
  moments[kAA] += sign * product(u.a, u.a);
}

void Cell::add(std::uint32_t id, const Neuron& u) {
  if (isFar() && moved_) {
    fold();  // The last step may have been long, and its map singular.
  }
  ids_.push_back(id);
  fixed_.push_back(pulledBack(u));
  add(fixedMoments_, fixed_.back(), 1);
  add(moments_, u, 1);
}

void Cell::remove(std::size_t slot, const Neuron& u) {
  add(fixedMoments_, fixed_[slot], -1);
  add(moments_, u, -1);
  ids_[slot] = ids_.back();
  fixed_[slot] = fixed_.back();
  ids_.pop_back();
  fixed_.pop_back();
  if (ids_.empty()) {
    map_ = kIdentity;
    moved_ = false;
    fixedMoments_ = {};
    moments_ = {};
    totalNorm_ = 0;
    for (Frontier& frontier : frontiers) {
      frontier.clear();
    }
  }
}

void Cell::move(const HiddenVector& pull) {
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
  totalNorm_ += l1Norm(pull);

  // L = M S, then L Mᵀ; S is symmetric, so six of its numbers are enough.
  const auto [ww, wb, bb, wa, ba, aa] = moments_;
  const double leftWW = ww - wa * g;
  const double leftWB = wb - ba * g;
  const double leftWA = wa - aa * g;
  const double leftBW = wb - wa * f;
  const double leftBB = bb - ba * f;
  const double leftBA = ba - aa * f;
  const double leftAW = wa - (ww * g + wb * f);
  const double leftAB = ba - (wb * g + bb * f);
  const double leftAA = aa - (wa * g + ba * f);
  moments_ = {leftWW - leftWA * g,
              leftWB - leftWA * f,
              leftBB - leftBA * f,
              leftWA - (leftWW * g + leftWB * f),
              leftBA - (leftBW * g + leftBB * f),
              leftAA - (leftAW * g + leftAB * f)};
}

void Cell::settle() {
  if (!moved_) {
    return;
  }
  const auto& [ww, wb, bb, wa, ba, aa] = fixedMoments_;
  std::array<std::array<double, 3>, 3> left{};  // P Σ v vᵀ
  for (std::size_t k = 0; k < 3; ++k) {
    const auto& [w, b, a] = map_[k];
    left[k] = {w * ww + b * wb + a * wa, w * wb + b * bb + a * ba, w * wa + b * ba + a * aa};
  }
  const auto entry = [&](std::size_t row, std::size_t column) {
    return left[row][0] * map_[column][0] + left[row][1] * map_[column][1] + left[row][2] * map_[column][2];
  };
  moments_ = {entry(0, 0), entry(0, 1), entry(1, 1), entry(0, 2), entry(1, 2), entry(2, 2)};
}

void Cell::fold() {
  fixedMoments_ = {};
  for (std::size_t slot = 0; slot < fixed_.size(); ++slot) {
    fixed_[slot] = at(slot);
    add(fixedMoments_, fixed_[slot], 1);
  }
  moments_ = fixedMoments_;
  map_ = kIdentity;
  moved_ = false;
}

void Cell::rebase() {
  fold();
  totalNorm_ = 0;
}

}  // namespace reluscope
