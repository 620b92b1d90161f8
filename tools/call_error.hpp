#pragma once

#include <stdexcept>

namespace reluscope {

/// A command line, an input or an output that is refused. `what()` is one line in printable ASCII.
struct CallError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace reluscope
