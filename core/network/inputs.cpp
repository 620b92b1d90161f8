#include "network/inputs.hpp"

#include <algorithm>
#include <numeric>

namespace reluscope {

std::vector<double> distinctInputs(const Data& data) {
  std::vector<double> x = data.x;
  std::sort(x.begin(), x.end());
  x.erase(std::unique(x.begin(), x.end()), x.end());
  return x;
}

std::vector<std::size_t> byInput(const Data& data) {
  std::vector<std::size_t> indices(data.x.size());
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  // Not std::stable_sort, which adds twice as much code to the module.
  std::sort(indices.begin(), indices.end(),
            [&](std::size_t i, std::size_t k) { return data.x[i] < data.x[k] || (data.x[i] == data.x[k] && i < k); });
  return indices;
}

}  // namespace reluscope
