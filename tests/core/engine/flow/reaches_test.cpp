#include "engine/flow/reaches.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/flow/propagator.hpp"
#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

Propagator someFlow(Chance& chance) {
  Propagator passed;
  for (int k = 0; k < 4; ++k) {
    const double turned = chance.between(-1.5, 1.5);
    const double stretched = chance.decades(0.2, 5);
    const Propagator step{{stretched * std::cos(turned), -std::sin(turned) / stretched, stretched * std::sin(turned),
                           std::cos(turned) / stretched}};
    passed = step * passed;
  }
  return passed.normalised();
}

Neuron someNeuron(Chance& chance) {
  const double scale = chance.decades(1e-3, 1e3);
  const double angle = chance.between(0, 6.3);
  // Balanced ones too, whose output weight is as large as they are long.
  const double a = chance.oneIn(3) ? 1 : chance.between(0, 2);
  return {scale * std::cos(angle), scale * std::sin(angle), chance.oneIn(2) ? -scale * a : scale * a};
}

/// A block that is said not to exceed an extent has no neuron that does.
TEST(Reaches, bindWhateverNeuronsFlowTo) {
  Chance chance(1);
  int clear = 0;
  for (int round = 0; round < 20'000; ++round) {
    Reaches reaches;
    std::vector<Neuron> neurons(1 + chance.below(4));
    for (std::size_t slot = 0; slot < neurons.size(); ++slot) {
      neurons[slot] = someNeuron(chance);
      reaches.put(slot, neurons[slot]);
    }
    const Propagator passed = someFlow(chance);
    Extent extent{.smallestWeight = -chance.decades(1e-2, 1e5),
                  .largestWeight = chance.decades(1e-2, 1e5),
                  .largestNorm = chance.decades(1e-2, 1e5)};
    if (reaches.mayExceed(extent, 0, passed.stretch())) {
      continue;
    }
    ++clear;
    for (const Neuron& v : neurons) {
      const Neuron u = passed.map() * v;
      EXPECT_LE(u.a, extent.largestWeight);
      EXPECT_GE(u.a, extent.smallestWeight);
      EXPECT_LE(std::hypot(u.w, u.b), extent.largestNorm);
    }
  }
  EXPECT_GT(clear, 2'000);
}

/// Neurons that keep the sign of a, as balanced ones, do not count where only the other sign grows.
TEST(Reaches, knowThatBalancedNeuronsKeepTheirSign) {
  Reaches reaches;
  reaches.put(0, {.w = 3, .b = 4, .a = 5});
  EXPECT_FALSE(reaches.mayExceed({.smallestWeight = 0, .largestWeight = 5, .largestNorm = 5}, 0, 1));
  EXPECT_TRUE(reaches.mayExceed({.smallestWeight = 0, .largestWeight = 5, .largestNorm = 5}, 0, 1.01));
}

}  // namespace
}  // namespace reluscope
