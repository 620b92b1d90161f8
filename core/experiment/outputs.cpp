// What belongs to one of several outputs.

#include "experiment/experiment.hpp"

namespace reluscope {
namespace {

/// Rows of `columns` numbers as columns.
std::vector<double> transposed(const std::vector<double>& values, std::size_t columns) {
  const std::size_t rows = values.size() / columns;
  std::vector<double> result(values.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      result[column * rows + row] = values[row * columns + column];
    }
  }
  return result;
}

}  // namespace

Data ofOutput(const Data& data, std::size_t output) {
  Data result = data;
  result.outputs = 1;
  result.y.resize(data.points());
  for (std::size_t i = 0; i < result.y.size(); ++i) {
    result.y[i] = data.y[i * data.outputs + output];
  }
  return result;
}

Weights ofOutput(const Weights& weights, std::size_t output) {
  Weights result{.w = weights.w, .b = weights.b, .a = std::vector<double>(weights.b.size()), .c = {weights.c[output]}};
  for (std::size_t j = 0; j < result.a.size(); ++j) {
    result.a[j] = weights.a[j * weights.outputs() + output];
  }
  return result;
}

std::vector<double> byOutput(const std::vector<double>& byNeuron, std::size_t outputs) {
  return transposed(byNeuron, outputs);
}

std::vector<double> byNeuron(const std::vector<double>& byOutput, std::size_t outputs) {
  return transposed(byOutput, byOutput.size() / outputs);
}

}  // namespace reluscope
