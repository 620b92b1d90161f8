#include "experiment/experiment.hpp"

namespace reluscope {

Data rounded(const Data& data) {
  Data result = data;
  for (std::vector<double>* values : {&result.x, &result.y}) {
    for (double& value : *values) {
      value = static_cast<double>(static_cast<float>(value));
    }
  }
  return result;
}

Data ofOutput(const Data& data, std::size_t output) {
  Data result = data;
  result.outputs = 1;
  result.y.resize(data.points());
  for (std::size_t i = 0; i < result.y.size(); ++i) {
    result.y[i] = data.y[i * data.outputs + output];
  }
  return result;
}

}  // namespace reluscope
