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

}  // namespace reluscope
