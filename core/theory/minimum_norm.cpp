#include "theory/minimum_norm.hpp"

#include <cmath>
#include <cstddef>

#include "network/direction.hpp"

namespace reluscope {
namespace {

double squaredLength(double x) { return x * x + 1; }

bool isOrthogonal(const Data& data) {
  const std::vector<double>& x = data.x;
  if (x.size() > 2) {  // A plane holds no three orthogonal vectors.
    return false;
  }
  return x.size() == 1 ||
         std::abs(x[0] * x[1] + 1) <= kSmallestAngle * std::sqrt(squaredLength(x[0]) * squaredLength(x[1]));
}

}  // namespace

std::optional<Weights> minimumNormInterpolator(const Data& data) {
  if (!isOrthogonal(data)) {
    return std::nullopt;
  }
  Weights network;
  for (const double sign : {1.0, -1.0}) {
    double w = 0;
    double b = 0;
    for (std::size_t i = 0; i < data.x.size(); ++i) {
      const double y = sign * data.y[i];
      if (y > 0) {
        w += y * data.x[i] / squaredLength(data.x[i]);
        b += y / squaredLength(data.x[i]);
      }
    }
    if (b > 0) {
      network.w.push_back(w);
      network.b.push_back(b);
      network.a.push_back(sign);
    }
  }
  return network;
}

}  // namespace reluscope
