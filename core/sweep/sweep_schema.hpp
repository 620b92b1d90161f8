#pragma once

#include <string>

namespace reluscope {

/// What the format accepts as a sweep, as a JSON Schema. It refuses what is wrong with each key by itself; how many
/// runs there are, and what does not go together in one of them, `parseSweep` and `Sweep::check` find.
std::string sweepSchema();

}  // namespace reluscope
