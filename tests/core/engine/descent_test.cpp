#include "engine/descent.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace reluscope {
namespace {

/// Pairs of a weight and a gradient over many orders of magnitude, the small changes of long runs among them.
template <class Real, class Check>
void overManyScales(Check check) {
  std::mt19937 engine(1);
  std::uniform_real_distribution<double> mantissa(-2, 2);
  std::uniform_int_distribution<int> exponent(-40, 10);
  for (int k = 0; k < 200'000; ++k) {
    check(static_cast<Real>(std::ldexp(mantissa(engine), exponent(engine))),
          static_cast<Real>(std::ldexp(mantissa(engine), exponent(engine))));
  }
}

TEST(Descent, roundsOnceInFloat64) {
  for (const double rate : {0.001, 0.1, 1e-12, 3.7}) {
    const Descent<double> descend(rate);
    overManyScales<double>([&](double theta, double gradient) {
      ASSERT_EQ(descend(theta, gradient), std::fma(-rate, gradient, theta)) << theta << " " << gradient;
    });
  }
}

TEST(Descent, roundsOnceInFloat32) {
  for (const float rate : {0.001F, 0.1F, 3.7F}) {
    const Descent<float> descend(rate);
    overManyScales<float>([&](float theta, float gradient) {
      ASSERT_EQ(descend(theta, gradient), std::fma(-rate, gradient, theta)) << theta << " " << gradient;
    });
  }
}

TEST(Descent, blocksAndNumbersAgree) {
  const Descent<float> descend(0.01F);
  Lanes<float>::Vector theta{};
  Lanes<float>::Vector gradient{};
  for (std::size_t k = 0; k < Lanes<float>::count; ++k) {
    theta[k] = 0.1F * static_cast<float>(k + 1);
    gradient[k] = 1.0F / static_cast<float>(k + 3);
  }
  const Lanes<float>::Vector moved = descend(theta, gradient);
  for (std::size_t k = 0; k < Lanes<float>::count; ++k) {
    EXPECT_EQ(moved[k], descend(theta[k], gradient[k]));
  }
}

}  // namespace
}  // namespace reluscope
