#include "experiment/teacher.hpp"

#include <algorithm>
#include <cmath>

#include "random/torch_generator.hpp"

namespace reluscope {

Data drawnData(const Teacher& teacher) {
  const auto inputs = static_cast<std::size_t>(teacher.inputs);
  const auto width = static_cast<std::size_t>(teacher.width);
  const auto points = static_cast<std::size_t>(teacher.points);
  TorchGenerator generator(teacher.seed);
  std::vector<float> w(width * inputs);
  std::vector<float> a(width);
  std::vector<float> x(points * inputs);
  // Each Linear first draws its default weights.
  generator.skip(teacher.width * teacher.inputs);
  generator.fillNormal(w, 1 / std::sqrt(static_cast<double>(teacher.width * teacher.inputs)));
  generator.skip(teacher.width);
  generator.fillNormal(a, 1 / std::sqrt(static_cast<double>(teacher.width)));
  generator.fillNormal(x, 1);

  Data data{.x = {x.begin(), x.end()}, .y = std::vector<double>(points), .inputs = inputs, .teacher = teacher};
  for (std::size_t i = 0; i < points; ++i) {
    double y = 0;
    for (std::size_t j = 0; j < width; ++j) {
      double z = 0;
      for (std::size_t k = 0; k < inputs; ++k) {
        z += static_cast<double>(w[j * inputs + k]) * data.x[i * inputs + k];
      }
      y += a[j] * std::max(z, 0.0);
    }
    data.y[i] = static_cast<double>(static_cast<float>(y));
  }
  return data;
}

}  // namespace reluscope
