#include "network/principal_plane.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace reluscope {
namespace {

constexpr std::size_t kVectors = 4;  // More than two, so that a third singular value near the second one costs nothing.
constexpr int kMostSweeps = 500;
constexpr double kConverged = 1e-13;

using Vectors = std::array<std::vector<double>, kVectors>;

double dot(const std::vector<double>& one, const std::vector<double>& other) {
  double sum = 0;
  for (std::size_t k = 0; k < one.size(); ++k) {
    sum += one[k] * other[k];
  }
  return sum;
}

/// Takes out of `vector` what is along `other`.
void remove(const std::vector<double>& other, std::vector<double>& vector) {
  const double along = dot(other, vector);
  for (std::size_t k = 0; k < vector.size(); ++k) {
    vector[k] -= along * other[k];
  }
}

/// Gram and Schmidt's orthonormal vectors; a vector that depends on those before becomes 0.
void orthonormalize(Vectors& vectors) {
  for (std::size_t k = 0; k < kVectors; ++k) {
    const double before = std::sqrt(dot(vectors[k], vectors[k]));
    for (int time = 0; time < 2; ++time) {
      for (std::size_t other = 0; other < k; ++other) {
        remove(vectors[other], vectors[k]);
      }
    }
    const double length = std::sqrt(dot(vectors[k], vectors[k]));
    const bool isNew = length > 1e-12 * before;
    for (double& value : vectors[k]) {
      value = isNew ? value / length : 0;
    }
  }
}

/// The coordinate of every neuron along a vector.
std::vector<double> coordinates(const std::vector<double>& w, const std::vector<double>& vector) {
  const std::size_t inputs = vector.size();
  std::vector<double> result(w.size() / inputs);
  for (std::size_t j = 0; j < result.size(); ++j) {
    for (std::size_t k = 0; k < inputs; ++k) {
      result[j] += w[j * inputs + k] * vector[k];
    }
  }
  return result;
}

void sign(const std::vector<double>& w, std::vector<double>& vector) {
  const std::vector<double> along = coordinates(w, vector);
  const auto largest = std::max_element(along.begin(), along.end(),
                                        [](double one, double other) { return std::abs(one) < std::abs(other); });
  if (*largest < 0) {
    std::transform(vector.begin(), vector.end(), vector.begin(), [](double value) { return -value; });
  }
}

}  // namespace

Plane principalPlane(const Weights& weights) {
  const std::size_t inputs = weights.inputs();
  std::vector<double> w = weights.w;
  double largest = 0;
  for (const double value : w) {
    largest = std::max(largest, std::abs(value));
  }
  for (double& value : w) {
    value /= largest > 0 ? largest : 1;  // Squares of the smallest initialisations underflow.
  }
  // Simultaneous iteration, v ← WᵀW v, from the largest neurons on.
  Vectors vectors;
  std::vector<std::size_t> neurons;
  std::vector<double> squares(w.size() / inputs);
  for (std::size_t index = 0; index < w.size(); ++index) {
    squares[index / inputs] += w[index] * w[index];
  }
  for (std::size_t k = 0; k < kVectors; ++k) {
    vectors[k].assign(inputs, 0.0);
    const auto found = std::max_element(squares.begin(), squares.end());
    if (k < squares.size()) {
      const auto j = static_cast<std::size_t>(found - squares.begin());
      std::copy_n(&w[j * inputs], inputs, vectors[k].begin());
      *found = -1;
    }
    vectors[k][k % inputs] += 1e-3;
  }
  orthonormalize(vectors);
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    const Vectors before = vectors;
    for (std::vector<double>& vector : vectors) {
      const std::vector<double> along = coordinates(w, vector);
      std::fill(vector.begin(), vector.end(), 0.0);
      for (std::size_t j = 0; j < along.size(); ++j) {
        for (std::size_t k = 0; k < inputs; ++k) {
          vector[k] += along[j] * w[j * inputs + k];
        }
      }
    }
    orthonormalize(vectors);
    const double turned = std::max(1 - std::abs(dot(before[0], vectors[0])), 1 - std::abs(dot(before[1], vectors[1])));
    if (turned < kConverged) {
      break;
    }
  }
  sign(w, vectors[0]);
  sign(w, vectors[1]);
  return {vectors[0], vectors[1]};
}

Directions projected(const Weights& weights, const Plane& plane) {
  const std::vector<double> first = coordinates(weights.w, plane.first);
  const std::vector<double> second = coordinates(weights.w, plane.second);
  Directions result;
  for (std::size_t j = 0; j < first.size(); ++j) {
    const double length = norm(first[j], second[j]);
    result.cosines.push_back(-first[j] / length);
    result.sines.push_back(-second[j] / length);
    result.norms.push_back(length);
  }
  return result;
}

}  // namespace reluscope
