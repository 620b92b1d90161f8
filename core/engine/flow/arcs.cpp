#include "engine/flow/arcs.hpp"

namespace reluscope {

Arcs::Arcs(const ActivationPatterns& patterns, bool hiddenBias) : patterns_(patterns), hiddenBias_(hiddenBias) {
  if (hiddenBias) {
    for (std::size_t e = 0; e < patterns.count(); ++e) {
      patternOf_.push_back(e);
      const double sign = patterns.switchesOn(e) ? 1 : -1;
      const std::size_t next = patterns.next(e);
      edges_.push_back({.normal = {sign * patterns.x()[patterns.point(e)], sign},
                        .before = e,
                        .after = next,
                        .inactive = patterns.switchesOn(e) ? e : next});
    }
  } else {
    patternOf_ = {0, patterns.find(-1, 0), patterns.find(1, 0)};
    edges_.push_back({.normal = {1, 0}, .before = 1, .after = 2, .inactive = 1});
  }
  sides_.resize(patternOf_.size());
  for (std::size_t e = 0; e < edges_.size(); ++e) {
    const HiddenVector& normal = edges_[e].normal;
    sides_[edges_[e].after][0] = {.edge = e, .inward = normal, .orientation = 1};
    sides_[edges_[e].before][1] = {.edge = e, .inward = {-normal.w, -normal.b}, .orientation = -1};
  }
  if (!hiddenBias) {
    sides_[1][0] = sides_[1][1];
    sides_[2][1] = sides_[2][0];
  }
}

std::size_t Arcs::find(double w, double b) const {
  if (hiddenBias_) {
    return patterns_.find(w, b);
  }
  return w < 0 ? 1 : w > 0 ? 2 : 0;
}

}  // namespace reluscope
