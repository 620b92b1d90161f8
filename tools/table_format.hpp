#pragma once

#include <optional>
#include <string>

#include "sweep/sweep_table.hpp"

namespace reluscope {

/// The format of a table by the name of its file: .csv or .ndjson. Standard output and everything else that is no file,
/// such as a pipe, gets NDJSON. Throws CallError for other names.
TableFormat tableFormat(const std::optional<std::string>& output);

}  // namespace reluscope
