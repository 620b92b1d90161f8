#pragma once

namespace reluscope {

/// Becomes `reluscope-plot` of the npm package, which draws, with the arguments after `reluscope plot`; `arguments` are
/// those of `main` from `plot` on. Throws CallError if there is none on the PATH.
[[noreturn]] void plotCommand(char** arguments);

}  // namespace reluscope
