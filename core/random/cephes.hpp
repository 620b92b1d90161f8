#pragma once

namespace reluscope::cephes {

struct SineAndCosine {
  float sine;
  float cosine;
};

/// Natural logarithm of a positive normal float, as PyTorch's vectorised kernels compute it.
///
/// Cephes' single-precision polynomial (S. Moshier, logf.c) with fused multiply-adds: unlike the C library's, the same
/// bits on every machine.
float log(float x);

/// Sine and cosine of x in [0, 8192), from the same source (sinf.c), and the same bits on every machine.
SineAndCosine sineAndCosine(float x);

}  // namespace reluscope::cephes
