#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment_reader.hpp"

namespace reluscope {

/// The points in a table, as settings of `data.x` and `data.y`. Commas, semicolons, tabs or blanks separate the
/// columns, a dot is the decimal sign, and lines that begin with # and empty lines are skipped. If the first line has
/// names, the columns named x and y count, or x1, x2, … and y1, y2, … of several inputs or outputs; otherwise there
/// must be two columns. `-` is standard input. Throws CallError with the line of the first fault; whether the numbers
/// are in range is for the reader of the experiment.
std::vector<Setting> readDataTable(const std::string& path);

/// The same, of a text; `name` is for messages.
std::vector<Setting> dataSettings(std::string_view text, const std::string& name);

}  // namespace reluscope
