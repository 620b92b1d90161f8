#pragma once

namespace reluscope::cephes {

struct SineAndCosine {
  float sine;
  float cosine;
};

/// Natural logarithm of a positive normal float, as PyTorch's vectorised kernels compute it.
///
/// Cephes' single-precision polynomial (S. Moshier, logf.c) with fused multiply-adds: the same bits on every machine,
/// which the C library's does not promise.
float log(float x);

/// Sine and cosine of x in [0, 8192), by the same source (sinf.c) and with the same promise.
SineAndCosine sineAndCosine(float x);

}  // namespace reluscope::cephes
