#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace reluscope {

using Floats = std::vector<float>;

/// The parameters of a network as PyTorch keeps them, in float32.
struct Tensors {
  std::size_t width;
  std::size_t inputs;
  std::size_t outputs;
  Floats w = Floats(width * inputs);
  Floats b = Floats(width);
  Floats a = Floats(width * outputs);  ///< Output after output.
  Floats c = Floats(outputs);

  [[nodiscard]] std::span<float> weightsOf(std::size_t j) { return std::span(w).subspan(j * inputs, inputs); }
};

/// `tensor.norm()` of PyTorch's AVX2 kernel, to the last bit.
float norm(std::span<const float> values);

inline float square(float value) { return value * value; }

}  // namespace reluscope
