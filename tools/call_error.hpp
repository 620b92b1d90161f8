#pragma once

#include <stdexcept>

namespace reluscope {

/// A call, an input or an output that cannot be served. `what()` is one line in plain letters.
struct CallError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace reluscope
