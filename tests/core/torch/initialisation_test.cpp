#include "torch/initialisation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "experiment/experiment_reader.hpp"

namespace reluscope {
namespace {

Weights drawn(const std::string& network) {
  return initialWeights(parseExperiment(R"({"network":)" + network + "}").network);
}

TEST(Initialisation, balancedNeuronsHaveEqualNorms) {
  const Weights weights = drawn(R"({"width":100,"initScale":1})");
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    EXPECT_NEAR(std::abs(weights.a[j]), std::hypot(weights.w[j], weights.b[j]), 1e-7);
  }
}

TEST(Initialisation, dominatedNeuronsHaveOutputWeightsAboveTheirNorms) {
  const Weights weights = drawn(R"({"width":100,"initScale":1,"initialisation":"dominated"})");
  for (std::size_t j = 0; j < weights.w.size(); ++j) {
    EXPECT_GE(std::abs(weights.a[j]), std::hypot(weights.w[j], weights.b[j]));
  }
}

TEST(Initialisation, spreadShrinksWithTheWidth) {
  for (const char* initialisation : {"balanced", "unbalanced", "dominated"}) {
    const Weights weights =
        drawn(R"({"width":40000,"initScale":2,"initialisation":")" + std::string(initialisation) + R"("})");
    double squares = 0;
    for (const double w : weights.w) {
      squares += w * w;
    }
    const double expected = initialisation == std::string("dominated") ? 4.0 / 3 : 4.0;
    EXPECT_NEAR(squares, expected, 0.05 * expected) << initialisation;
  }
}

TEST(Initialisation, withoutBiasesTheyAreZero) {
  const Weights weights = drawn(R"({"hiddenBias":false})");
  EXPECT_EQ(weights.b, std::vector<double>(60, 0.0));
  EXPECT_EQ(weights.c[0], 0.0);
}

TEST(Initialisation, theOutputBiasIsDrawnLast) {
  Weights with = drawn(R"({"initialisation":"dominated","outputBias":true,"width":16})");
  EXPECT_NE(with.c[0], 0.0);
  EXPECT_LE(std::abs(with.c[0]), 6e-6 / 4);
}

TEST(Initialisation, givenWeightsAreTakenAsTheyAre) {
  const Weights weights = drawn(R"({"initial":{"w":[0.1],"b":[0.2],"a":[0.3]}})");
  EXPECT_EQ(weights, (Weights{.w = {0.1}, .b = {0.2}, .a = {0.3}}));
}

TEST(Initialisation, saysWhereSquaresUnderflow) {
  const auto note = [](const std::string& network) {
    return underflowNote(parseExperiment(R"({"network":)" + network + "}")).value_or("");
  };
  EXPECT_EQ(note(R"({"initScale":1e-25})"),
            "network.initScale: 60 of 60 output weights are 0: squares underflow in float32, as in PyTorch");
  EXPECT_EQ(note(R"({"initScale":1e-6})"), "");
  EXPECT_EQ(note(R"({"initScale":1e-25,"initialisation":"unbalanced"})"), "");
  EXPECT_EQ(note(R"({"initScale":1e-25,"initialisation":"dominated"})"), "");
}

}  // namespace
}  // namespace reluscope
