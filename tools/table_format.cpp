#include "tools/table_format.hpp"

#include <filesystem>

#include "tools/call_error.hpp"
#include "tools/terminal_text.hpp"

namespace reluscope {

TableFormat tableFormat(const std::optional<std::string>& output) {
  if (output && output->ends_with(".csv")) {
    return TableFormat::csv;
  }
  std::error_code error;
  if (!output || output->ends_with(".ndjson") || std::filesystem::is_other(*output, error)) {
    return TableFormat::ndjson;
  }
  throw CallError("--output " + quotation(*output) + ": the name must end in .csv or .ndjson");
}

}  // namespace reluscope
