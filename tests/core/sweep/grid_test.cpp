#include "sweep/grid.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace reluscope {
namespace {

TEST(Grid, HasDecadesAndTenthsWhereItCan) {
  const std::vector<double> decades = evenGrid(1e-8, 1, 25, Scale::logarithmic);
  ASSERT_EQ(decades.size(), 25U);
  for (std::size_t index = 0; index < 25; index += 3) {
    EXPECT_EQ(decades[index], std::strtod(("1e" + std::to_string(static_cast<int>(index) / 3 - 8)).c_str(), nullptr));
  }
  EXPECT_EQ(decades[1], 2.15443469003e-8);
  EXPECT_EQ(evenGrid(0, 1, 11, Scale::linear)[3], 0.3);
  EXPECT_EQ(evenGrid(1, -1, 5, Scale::linear), (std::vector<double>{1, 0.5, 0, -0.5, -1}));
}

TEST(Grid, KeepsItsEndsExactly) {
  const double from = 0.12345678901234567;
  const double to = 98.76543210987654;
  for (const Scale scale : {Scale::linear, Scale::logarithmic}) {
    const std::vector<double> values = evenGrid(from, to, 7, scale);
    EXPECT_EQ(values.front(), from);
    EXPECT_EQ(values.back(), to);
  }
}

TEST(Grid, IsGeometricOnALogarithmicScale) {
  for (const auto& [from, to] : {std::pair{1e-30, 1e3}, std::pair{1e-12, 3.7}, std::pair{700.0, 0.02}}) {
    const std::vector<double> values = evenGrid(from, to, 1000, Scale::logarithmic);
    for (std::size_t index = 0; index < values.size(); ++index) {
      const double expected = from * std::pow(to / from, static_cast<double>(index) / 999);
      EXPECT_NEAR(values[index] / expected, 1, 1e-11);
    }
  }
}

}  // namespace
}  // namespace reluscope
