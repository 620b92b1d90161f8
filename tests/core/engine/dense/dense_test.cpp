#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "engine/dense/dense_line.hpp"
#include "engine/dense/dense_matrix.hpp"
#include "experiment/experiment_reader.hpp"
#include "network/activation.hpp"
#include "tests/core/reference.hpp"
#include "torch/initialisation.hpp"

namespace reluscope {
namespace {

using Dense = DenseMatrix<double>;

constexpr std::array kActivations{Activation::relu, Activation::leakyRelu, Activation::gelu, Activation::softplus,
                                  Activation::tanh};

/// The sizes of a network: d inputs, m neurons, o outputs, n points.
struct Shape {
  Eigen::Index d;
  Eigen::Index m;
  Eigen::Index o;
  Eigen::Index n;
};

Dense::Matrix filled(Eigen::Index rows, Eigen::Index columns, double phase) {
  return Dense::Matrix::NullaryExpr(rows, columns, [phase](Eigen::Index row, Eigen::Index column) {
    return std::sin(phase + 1.7 * static_cast<double>(row) + 2.3 * static_cast<double>(column));
  });
}

Dense::Problem someProblem(const Shape& shape, Activation activation, bool biases) {
  return {filled(shape.d, shape.n, 0.5), filled(shape.o, shape.n, 1.5), activation, biases, biases};
}

Dense someNetwork(const Shape& shape, Activation activation, bool biases) {
  Dense::Parameters start{filled(shape.m, shape.d, 0.3), filled(shape.m, 1, 1.1), filled(shape.o, shape.m, 2.2),
                          filled(shape.o, 1, 3.1)};
  if (!biases) {
    start.b.setZero();
    start.c.setZero();
  }
  return {someProblem(shape, activation, biases), start};
}

TEST(DenseMatrix, gradientIsTheCentralDifference) {
  constexpr double step = 1e-6;
  for (const Activation activation : kActivations) {
    for (const Shape& shape : {Shape{1, 4, 1, 3}, Shape{3, 5, 1, 4}, Shape{1, 4, 2, 6}, Shape{3, 6, 2, 5}}) {
      for (const bool biases : {false, true}) {
        const Dense network = someNetwork(shape, activation, biases);
        const Dense::Parameters gradient = network.gradient();
        const auto lossWith = [&](auto member, Eigen::Index k, double change) {
          Dense::Parameters parameters = network.parameters();
          (parameters.*member).data()[k] += change;
          return Dense(someProblem(shape, activation, biases), parameters).loss();
        };
        const auto check = [&](auto member, bool trained) {
          const auto& slopes = gradient.*member;
          for (Eigen::Index k = 0; k < slopes.size(); ++k) {
            const double difference = (lossWith(member, k, step) - lossWith(member, k, -step)) / (2 * step);
            EXPECT_NEAR(slopes.data()[k], trained ? difference : 0.0, 1e-8 * (1 + std::abs(difference)))
                << "activation " << static_cast<int>(activation) << " d " << shape.d << " o " << shape.o;
          }
        };
        check(&Dense::Parameters::W, true);
        check(&Dense::Parameters::A, true);
        check(&Dense::Parameters::b, biases);
        check(&Dense::Parameters::c, biases);
      }
    }
  }
}

TEST(DenseMatrix, lossIsTheMeanOverPointsAndOutputs) {
  const Dense network(
      {.X = Dense::Matrix::Zero(2, 3), .Y = Dense::Matrix::Constant(2, 3, 2.0)},
      {Dense::Matrix::Zero(4, 2), Dense::Vector::Zero(4), Dense::Matrix::Zero(2, 4), Dense::Vector::Zero(2)});
  EXPECT_DOUBLE_EQ(network.loss(), 4.0);
}

TEST(DenseMatrix, stepsDownhill) {
  for (const Activation activation : kActivations) {
    Dense network = someNetwork({3, 6, 2, 5}, activation, true);
    const double before = network.loss();
    network.step(1e-3);
    EXPECT_LT(network.loss(), before) << static_cast<int>(activation);
  }
}

TEST(DenseMatrix, stepsInPartsToTheSameBits) {
  for (const Activation activation : kActivations) {
    for (const bool biases : {false, true}) {
      const Shape shape{3, 7, 2, 5};
      Dense whole = someNetwork(shape, activation, biases);
      Dense parts(someProblem(shape, activation, biases), whole.parameters(), 3);
      EXPECT_FALSE(parts.evaluate(3));
      EXPECT_TRUE(parts.evaluate(3));
      for (int step = 0; step < 3; ++step) {
        EXPECT_EQ(parts.loss(), whole.loss());
        const Dense::Parameters before = parts.parameters();
        EXPECT_FALSE(parts.step(1e-2, 4));
        EXPECT_EQ(parts.parameters().W, before.W);
        EXPECT_TRUE(parts.step(1e-2, 4));
        EXPECT_TRUE(whole.step(1e-2));
        EXPECT_EQ(parts.parameters().W, whole.parameters().W);
        EXPECT_EQ(parts.parameters().b, whole.parameters().b);
        EXPECT_EQ(parts.parameters().A, whole.parameters().A);
        EXPECT_EQ(parts.parameters().c, whole.parameters().c);
      }
    }
  }
}

/// The 1-D loop against the general form, which shares nothing with it but the formulas.
TEST(DenseLine, agreesWithTheGeneralForm) {
  for (const char* activation : {"relu", "leaky-relu"}) {
    for (const int points : {1, 2, 3, 4, 5, 9}) {
      for (const bool biases : {false, true}) {
        nlohmann::json json{{"network",
                             {{"width", 37},
                              {"initScale", 0.5},
                              {"activation", activation},
                              {"hiddenBias", biases},
                              {"outputBias", biases}}}};
        for (int i = 0; i < points; ++i) {
          json["data"]["x"].push_back(std::sin(3.0 * i));
          json["data"]["y"].push_back(std::cos(2.0 * i));
        }
        const Experiment experiment = parseExperiment(json.dump());
        const Weights start = initialWeights(experiment.network);
        DenseLine<double> line(experiment, start);

        const Data data = rounded(experiment.data);
        const auto row = [](const std::vector<double>& values) -> Dense::Matrix {
          return Eigen::Map<const Eigen::RowVectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
        };
        Dense general({row(data.x), row(data.y), experiment.network.activation, biases, biases},
                      {row(start.w).transpose(), row(start.b).transpose(), row(start.a), row(start.c)});
        constexpr int steps = 200;
        EXPECT_EQ(line.advance(steps), steps);
        for (int step = 0; step < steps; ++step) {
          general.step(experiment.training.learningRate);
        }
        const auto& expected = general.parameters();
        const auto list = [](const auto& matrix) {
          return std::vector<double>(matrix.data(), matrix.data() + matrix.size());
        };
        EXPECT_LE(
            relativeDistance(line.weights(37), {list(expected.W), list(expected.b), list(expected.A), {expected.c[0]}}),
            1e-13)
            << activation << " " << points << " " << biases;
        EXPECT_NEAR(line.loss(), general.loss(), 1e-13 * general.loss());
      }
    }
  }
}

TEST(Activation, derivativesMatchDifferences) {
  for (const Activation activation : kActivations) {
    for (const double z : {-30.0, -3.0, -0.5, 0.25, 1.5, 19.0, 25.0}) {
      const double step = 1e-6;
      EXPECT_NEAR(slope(activation, z), (activate(activation, z + step) - activate(activation, z - step)) / (2 * step),
                  1e-8)
          << static_cast<int>(activation) << " at " << z;
    }
  }
  EXPECT_EQ(slope(Activation::relu, 0.0), 0.0);
  EXPECT_EQ(slope(Activation::leakyRelu, 0.0), 0.01);
}

}  // namespace
}  // namespace reluscope
