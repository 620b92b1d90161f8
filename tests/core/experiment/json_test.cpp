#include "experiment/json.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include "experiment/experiment.hpp"
#include "tests/core/bits.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

double read(const std::string& number) { return jsonValues(R"({"width":)" + number + "}").at(1).number; }

void expectAsTheStandardReads(const std::string& number) {
  EXPECT_EQ(bitsOf(read(number)), bitsOf(std::strtod(number.c_str(), nullptr))) << number;
}

TEST(Json, NumbersAreReadAsTheStandardReadsThem) {
  for (const char* number : {"0",
                             "-0",
                             "0.0",
                             "0e300",
                             "0.000e-999",
                             "1",
                             "-1.5",
                             "1e0",
                             "1E+2",
                             "1e-2",
                             "0.1",
                             "0.3",
                             "1e22",
                             "1e23",
                             "9007199254740993",
                             "9007199254740993.0000000000000000000000001",
                             "123456789012345678901234567890",
                             "1.7976931348623157e308",
                             "1.7976931348623158e308",
                             "17976931348623157e292",
                             "0.0000017976931348623157e314",
                             "2.2250738585072011e-308",
                             "2.2250738585072014e-308",
                             "4.9406564584124654e-324",
                             "2.4703282292062328e-324",
                             "2.4703282292062327e-324",
                             "3e-324",
                             "1e-400",
                             "1e-999999999999",
                             "5e-320",
                             "6.631236846766476e-316",
                             "8.2563297779743e-317",
                             "0.00000000000000000000000000000000000000000000000000001e53"}) {
    expectAsTheStandardReads(number);
  }
  expectAsTheStandardReads("0." + std::string(400, '0') + "12345e400");
  expectAsTheStandardReads(std::string(300, '7') + "e-310");
  expectAsTheStandardReads("1" + std::string(300, '0') + ".5e-300");
  // Half way between two doubles, and a little beyond.
  expectAsTheStandardReads("1.00000000000000011102230246251565404236316680908203125");
  expectAsTheStandardReads("1.00000000000000011102230246251565404236316680908203124" + std::string(800, '9'));
  expectAsTheStandardReads("1.00000000000000011102230246251565404236316680908203125" + std::string(800, '0') + "1");
}

TEST(Json, ThatHoldsForNumbersOfAnyLengthAndSize) {
  std::mt19937_64 bits(20261125);
  const auto below = [&](std::uint64_t count) { return bits() % count; };
  const auto digits = [&](std::uint64_t count) {
    std::string text;
    for (; count > 0; --count) {
      text += static_cast<char>('0' + below(10));
    }
    return text;
  };
  for (int round = 0; round < 20000; ++round) {
    const bool isLong = below(20) == 0;
    std::string number = below(2) == 0 ? "-" : "";
    number += below(3) == 0 ? "0" : std::to_string(1 + below(9)) + digits(below(isLong ? 60 : 18));
    number += below(3) == 0 ? "" : "." + digits(1 + below(isLong ? 900 : 20));
    number += below(3) == 0 ? "" : "e" + std::to_string(static_cast<int>(below(620)) - 350);
    if (std::abs(std::strtod(number.c_str(), nullptr)) <= 1.7976931348623157e308) {
      expectAsTheStandardReads(number);
    } else {
      EXPECT_THROW(read(number), ExperimentError) << number;
    }
  }
}

TEST(Json, WhatIsWrittenReadsBackToTheSameBits) {
  std::mt19937_64 bits(7);
  for (int round = 0; round < 20000; ++round) {
    const double value = std::ldexp(static_cast<double>(bits() >> 11), static_cast<int>(bits() % 2000) - 1050);
    const std::string text = numberText(value);
    EXPECT_EQ(bitsOf(read(text)), bitsOf(value)) << text;
  }
}

}  // namespace
}  // namespace reluscope
