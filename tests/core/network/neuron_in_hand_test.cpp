#include "network/neuron_in_hand.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "experiment/experiment.hpp"
#include "network/direction.hpp"
#include "network/learned_function.hpp"

namespace reluscope {
namespace {

constexpr Handling kFree{.isBalanced = false};

/// Kinks at 0.75, 0.75 and 4/3, the second neuron active to the left.
Weights three() { return {.w = {0.24, -0.24, 0.18}, .b = {-0.18, 0.18, -0.24}, .a = {0.3, 0.3, -0.3}}; }

TEST(NeuronInHand, isPlacedByKinkAndWeightOnTheSameSide) {
  for (const Handling& handling : {Handling{}, kFree}) {
    Weights weights = three();
    place(weights, 1, -2, 0.5, handling);
    EXPECT_DOUBLE_EQ(kinks(weights)[1], -2);
    EXPECT_EQ(weights.a[1], 0.5);
    EXPECT_LT(weights.w[1], 0);
    EXPECT_DOUBLE_EQ(norm(weights.w[1], weights.b[1]), handling.isBalanced ? 0.5 : 0.3);
    EXPECT_EQ(weights.w[0], 0.24);
    EXPECT_EQ(weights.b[2], -0.24);
  }
}

TEST(NeuronInHand, keepsItsWeightWhereABalancedOneWouldHaveNone) {
  Weights weights = three();
  place(weights, 2, 1, 0, {});
  EXPECT_EQ(weights.a[2], -0.3);
  EXPECT_DOUBLE_EQ(kinks(weights)[2], 1);
  place(weights, 2, 1, 0, kFree);
  EXPECT_EQ(weights.a[2], 0);
  EXPECT_DOUBLE_EQ(kinks(weights)[2], 1);
}

TEST(NeuronInHand, isTurnedToADirectionAndANorm) {
  Weights weights = three();
  turn(weights, 2, -3, 4, 10, {});
  EXPECT_DOUBLE_EQ(weights.w[2], -6);
  EXPECT_DOUBLE_EQ(weights.b[2], 8);
  EXPECT_EQ(weights.a[2], -10);
  turn(weights, 0, 0, -1, 2, kFree);
  EXPECT_EQ(weights.w[0], 0);
  EXPECT_EQ(weights.b[0], -2);
  EXPECT_EQ(weights.a[0], 0.3);
}

TEST(NeuronInHand, keepsItsKinkAt0WithoutABias) {
  Weights weights = three();
  weights.b = {0, 0, 0};
  const Handling handling{.hiddenBias = false};
  place(weights, 1, 5, 2, handling);
  EXPECT_EQ(weights.w[1], -2);
  EXPECT_EQ(weights.b[1], 0);
  turn(weights, 1, 1, 1, 3, handling);
  EXPECT_EQ(weights.w[1], 3);
  EXPECT_EQ(weights.b[1], 0);
  EXPECT_THROW(turn(weights, 1, 0, 1, 3, handling), ExperimentError);
}

TEST(NeuronInHand, isAddedCopiedAndRemoved) {
  Weights weights = three();
  add(weights, 0.5, -2, {});
  EXPECT_DOUBLE_EQ(kinks(weights)[3], 0.5);
  EXPECT_DOUBLE_EQ(norm(weights.w[3], weights.b[3]), 2);
  addCopy(weights, 1);
  EXPECT_EQ(weights.w[4], -0.24);
  EXPECT_EQ(weights.a[4], 0.3);
  remove(weights, 0);
  EXPECT_EQ(weights.w.size(), 4U);
  EXPECT_EQ(weights.w[0], -0.24);
  for (int left = 4; left > 1; --left) {
    remove(weights, 0);
  }
  EXPECT_THROW(remove(weights, 0), ExperimentError);
}

TEST(NeuronInHand, refusesWhatIsNoPlace) {
  const Weights before = three();
  Weights weights = before;
  EXPECT_THROW(place(weights, 0, NAN, 1, {}), ExperimentError);
  EXPECT_THROW(place(weights, 0, 1, INFINITY, {}), ExperimentError);
  EXPECT_THROW(place(weights, 0, 1e10, 1, {}), ExperimentError);
  EXPECT_THROW(turn(weights, 0, 0, 0, 1, {}), ExperimentError);
  EXPECT_THROW(turn(weights, 0, 1, 0, 0, {}), ExperimentError);
  EXPECT_THROW(turn(weights, 0, 1, 0, -1, {}), ExperimentError);
  EXPECT_THROW(add(weights, 0, 0, {}), ExperimentError);
  EXPECT_EQ(weights, before);
}

}  // namespace
}  // namespace reluscope
