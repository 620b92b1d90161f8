#include "random/torch_generator.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "random/cephes.hpp"
#include "random/fused_multiply_add.hpp"

namespace reluscope {
namespace {

TEST(Cephes, agreesWithTheCLibraryToTwoUnitsInTheLastPlace) {
  for (int k = 1; k <= 100'000; ++k) {
    const float x = static_cast<float>(k) / 100'000.0F;
    EXPECT_NEAR(cephes::log(x), std::log(x), 2e-7F * std::abs(std::log(x)) + 1e-9F) << x;
    const float angle = 6.2831853F * x;
    const auto [sine, cosine] = cephes::sineAndCosine(angle);
    EXPECT_NEAR(sine, std::sin(static_cast<double>(angle)), 2e-7) << angle;
    EXPECT_NEAR(cosine, std::cos(static_cast<double>(angle)), 2e-7) << angle;
  }
}

TEST(FusedMultiplyAdd, isRoundedOnce) {
  // Both products lie a little above the middle between two floats, nearer to it than a double tells.
  const float ulp = 0x1p-23F;
  for (const float z : {0x1p-60F, -0x1p-60F, 0.0F}) {
    EXPECT_EQ(fusedMultiplyAdd(1.0F + ulp, 0x1p-24F, z), std::fma(1.0F + ulp, 0x1p-24F, z));
    EXPECT_EQ(fusedMultiplyAdd(1.0F + 3 * ulp, 1.5F, z), std::fma(1.0F + 3 * ulp, 1.5F, z)) << z;
  }
  std::vector<float> values(300'000);
  TorchGenerator(5).fillNormal(values, 1.0);
  for (std::size_t k = 0; k < values.size(); k += 3) {
    const float z = -values[k] * values[k + 1] + 0x1p-20F * values[k + 2];
    EXPECT_EQ(fusedMultiplyAdd(values[k], values[k + 1], z), std::fma(values[k], values[k + 1], z));
  }
}

TEST(TorchGenerator, normalsHaveTheirMoments) {
  std::vector<float> values(200'000);
  TorchGenerator(7).fillNormal(values, 2.0);
  double sum = 0;
  double squares = 0;
  for (const float value : values) {
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
  }
  const auto count = static_cast<double>(values.size());
  EXPECT_NEAR(sum / count, 0, 0.02);
  EXPECT_NEAR(squares / count, 4, 0.05);
}

TEST(TorchGenerator, keepsTheSpareNormalAcrossTensors) {
  std::vector<float> together(4);
  TorchGenerator(3).fillNormal(together, 1.0);
  std::vector<float> first(1);
  std::vector<float> rest(3);
  TorchGenerator generator(3);
  generator.fillNormal(first, 1.0);
  generator.fillNormal(rest, 1.0);
  EXPECT_EQ(first[0], together[0]);
  EXPECT_EQ(rest, std::vector<float>(together.begin() + 1, together.end()));
}

TEST(TorchGenerator, skipsWhatAUniformDrawConsumes) {
  std::vector<float> drawn(5);
  std::vector<float> next(1);
  TorchGenerator drawing(1);
  drawing.fillUniform(drawn, 0, 1);
  drawing.fillUniform(next, 0, 1);
  std::vector<float> afterSkip(1);
  TorchGenerator skipping(1);
  skipping.skip(5);
  skipping.fillUniform(afterSkip, 0, 1);
  EXPECT_EQ(next, afterSkip);
}

}  // namespace
}  // namespace reluscope
