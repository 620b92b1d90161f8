#include "experiment/experiment.hpp"

namespace reluscope {

Data rounded(const Data& data) {
  const auto narrow = [](std::vector<double> values) {
    for (double& value : values) {
      value = static_cast<double>(static_cast<float>(value));
    }
    return values;
  };
  return {narrow(data.x), narrow(data.y)};
}

}  // namespace reluscope
