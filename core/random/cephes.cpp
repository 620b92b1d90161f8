#include "random/cephes.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#include "random/fused_multiply_add.hpp"

namespace reluscope::cephes {
namespace {

template <std::size_t count>
float horner(float x, const std::array<float, count>& coefficients) {
  float sum = coefficients[0];
  for (std::size_t k = 1; k < count; ++k) {
    sum = fusedMultiplyAdd(sum, x, coefficients[k]);
  }
  return sum;
}

}  // namespace

float log(float x) {
  int exponent = 0;
  float f = std::frexp(x, &exponent);  // In [½, 1).
  if (f < std::numbers::sqrt2_v<float> / 2) {
    f += f;
    --exponent;
  }
  f -= 1.0F;
  const auto e = static_cast<float>(exponent);
  const float z = f * f;
  constexpr std::array polynomial{7.0376836292e-2F,  -1.1514610310e-1F, 1.1676998740e-1F,
                                  -1.2420140846e-1F, 1.4249322787e-1F,  -1.6668057665e-1F,
                                  2.0000714765e-1F,  -2.4999993993e-1F, 3.3333331174e-1F};
  float y = horner(f, polynomial) * f;
  y = fusedMultiplyAdd(y, z, e * -2.12194440e-4F);
  y = fusedMultiplyAdd(z, -0.5F, y);
  return fusedMultiplyAdd(e, 0.693359375F, f + y);
}

SineAndCosine sineAndCosine(float x) {
  // The octant, made even upwards: x − octant·π/4 lies in [−π/4, π/4].
  const int octant = (static_cast<int>(x * 1.27323954473516F) + 1) & ~1;
  const auto j = static_cast<float>(octant);
  x = fusedMultiplyAdd(j, -0.78515625F, x);
  x = fusedMultiplyAdd(j, -2.4187564849853515625e-4F, x);
  x = fusedMultiplyAdd(j, -3.77489497744594108e-8F, x);
  const float z = x * x;

  constexpr std::array cosinePolynomial{2.443315711809948e-5F, -1.388731625493765e-3F, 4.166664568298827e-2F};
  float cosine = horner(z, cosinePolynomial) * z;
  cosine = fusedMultiplyAdd(cosine, z, -(z * 0.5F)) + 1.0F;

  constexpr std::array sinePolynomial{-1.9515295891e-4F, 8.3321608736e-3F, -1.6666654611e-1F};
  float sine = horner(z, sinePolynomial) * z;
  sine = fusedMultiplyAdd(sine, x, x);

  if ((octant & 2) != 0) {
    std::swap(sine, cosine);
  }
  if ((octant & 4) != 0) {
    sine = -sine;
  }
  if (((octant - 2) & 4) == 0) {
    cosine = -cosine;
  }
  return {sine, cosine};
}

}  // namespace reluscope::cephes
