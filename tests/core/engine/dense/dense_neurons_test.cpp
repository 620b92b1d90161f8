#include "engine/dense/dense_neurons.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/neuron.hpp"
#include "tests/core/chance.hpp"

namespace reluscope {
namespace {

constexpr double kLearningRate = 0.01;

double positive(double z) { return z > 0 ? z : 0; }

/// Members come and go, and a fresh set of the same members stays equal to them.
TEST(DenseNeurons, doNotRememberWhoWasThere) {
  Chance chance(3);
  const std::vector<double> x{-1, 0.5, 0.5, 2, -0.25, 1.5, 3};
  DenseNeurons<double> neurons(x, Activation::relu, true, kLearningRate);
  std::vector<Neuron> plain;
  std::vector<double> slopes(x.size());
  for (int step = 0; step < 300; ++step) {
    for (std::size_t left = chance.below(step < 150 ? 4 : 2); left > 0; --left) {
      plain.push_back({chance.between(-1, 1), chance.between(-1, 1), chance.between(-1, 1)});
      neurons.add(plain.back());
    }
    while (!plain.empty() && (chance.oneIn(3) || step == 200)) {
      const std::size_t slot = chance.below(plain.size());
      neurons.remove(slot);
      plain[slot] = plain.back();
      plain.pop_back();
    }
    if (chance.oneIn(2)) {
      for (double& slope : slopes) {
        slope = chance.between(-1, 1);
      }
      DenseNeurons<double> fresh(x, Activation::relu, true, kLearningRate);
      for (const Neuron& u : plain) {
        fresh.add(u);
      }
      neurons.step(slopes);
      fresh.step(slopes);
      for (std::size_t slot = 0; slot < plain.size(); ++slot) {
        const Neuron u = plain[slot] = neurons.at(slot);
        EXPECT_EQ(u.w, fresh.at(slot).w);
        EXPECT_EQ(u.b, fresh.at(slot).b);
        EXPECT_EQ(u.a, fresh.at(slot).a);
      }
      for (std::size_t i = 0; i < x.size(); ++i) {
        EXPECT_EQ(neurons.output(i), fresh.output(i));
      }
    }
    ASSERT_EQ(neurons.size(), plain.size());
  }
}

TEST(DenseNeurons, stepInPartsToTheSameBits) {
  Chance chance(5);
  for (const std::size_t points : {2U, 7U}) {
    std::vector<double> x(points);
    std::vector<double> slopes(points);
    Weights weights;
    for (int j = 0; j < 101; ++j) {
      weights.w.push_back(chance.between(-1, 1));
      weights.b.push_back(chance.between(-1, 1));
      weights.a.push_back(chance.between(-1, 1));
    }
    for (double& each : x) {
      each = chance.between(-1, 1);
    }
    for (const bool hiddenBias : {true, false}) {
      for (const Activation activation : {Activation::relu, Activation::leakyRelu}) {
        DenseNeurons<double> added(x, activation, hiddenBias, kLearningRate);
        DenseNeurons<double> assigned(x, activation, hiddenBias, kLearningRate);
        for (std::size_t j = 0; j < weights.w.size(); ++j) {
          added.add({weights.w[j], weights.b[j], weights.a[j]});
        }
        assigned.assign(weights);
        while (!assigned.sum(9)) {
        }
        for (int step = 0; step < 3; ++step) {
          for (std::size_t i = 0; i < points; ++i) {
            EXPECT_EQ(added.output(i), assigned.output(i));
            slopes[i] = chance.between(-1, 1);
          }
          const Neuron before = assigned.at(0);
          EXPECT_FALSE(assigned.step(slopes, 9));
          EXPECT_EQ(assigned.at(0).w, before.w);
          while (!assigned.step(slopes, 9)) {
          }
          added.step(slopes);
          for (std::size_t j = 0; j < weights.w.size(); ++j) {
            EXPECT_EQ(added.at(j).w, assigned.at(j).w);
            EXPECT_EQ(added.at(j).b, assigned.at(j).b);
            EXPECT_EQ(added.at(j).a, assigned.at(j).a);
          }
        }
      }
    }
  }
}

TEST(DenseNeurons, addCountsAtOnceAlsoAfterTheLastOneHasGone) {
  const std::vector<double> x{-1, 2};
  DenseNeurons<double> neurons(x, Activation::relu, true, kLearningRate);
  for (const Neuron& u : {Neuron{1, 0.5, 2}, Neuron{-1, 0.25, 3}}) {
    neurons.add(u);
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_EQ(neurons.output(i), u.a * positive(u.w * x[i] + u.b));
    }
    neurons.remove(0);
    EXPECT_EQ(neurons.output(0), 0);
    EXPECT_EQ(neurons.output(1), 0);
  }
}

}  // namespace
}  // namespace reluscope
