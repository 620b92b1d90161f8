#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/lanes.hpp"
#include "experiment/experiment.hpp"

namespace reluscope {

/// Data in the order in which lanes take them: one row of points for each input and output, padded to whole blocks with
/// zeros.
template <class Real>
struct Points {
  explicit Points(const Data& data)
      : count(data.points()),
        stride(Lanes<Real>::padded(data.points())),
        inputs(data.inputs),
        outputs(data.outputs),
        x(rows(data.x, data.inputs)),
        y(rows(data.y, data.outputs)) {}

  std::size_t count;    ///< n
  std::size_t stride;   ///< n, padded
  std::size_t inputs;   ///< d
  std::size_t outputs;  ///< o
  std::vector<Real> x;  ///< d × stride
  std::vector<Real> y;  ///< o × stride

 private:
  [[nodiscard]] std::vector<Real> rows(const std::vector<double>& values, std::size_t columns) const {
    std::vector<Real> result(columns * stride, Real{0});
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < columns; ++k) {
        result[k * stride + i] = static_cast<Real>(values[i * columns + k]);
      }
    }
    return result;
  }
};

}  // namespace reluscope
