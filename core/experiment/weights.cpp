#include "experiment/weights.hpp"

namespace reluscope {

double Weights::preactivation(std::size_t j, const double* x) const {
  const std::size_t count = inputs();
  double z = 0;
  for (std::size_t k = 0; k < count; ++k) {
    z += w[j * count + k] * x[k];
  }
  return z + b[j];
}

}  // namespace reluscope
