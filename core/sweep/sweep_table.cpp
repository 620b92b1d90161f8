#include "sweep/sweep_table.hpp"

#include <cmath>

#include "experiment/experiment_writer.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

/// A JSON value as a cell: no quotes around a word, and nothing for null. No value has a comma.
std::string cell(std::string_view json) {
  if (json == "null") {
    return {};
  }
  return std::string(json.starts_with('"') ? json.substr(1, json.size() - 2) : json);
}

/// Percent-encoded like JavaScript's encodeURIComponent.
std::string encoded(std::string_view text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char letter : text) {
    if (kPlain.find(letter) != std::string_view::npos) {
      result += letter;
    } else {
      const auto byte = static_cast<unsigned char>(letter);
      result += '%';
      result += kDigits[byte >> 4U];
      result += kDigits[byte & 0xFU];
    }
  }
  return result;
}

/// Why the minimum-norm distance is unknown, as JSON.
std::string silenceText(const Summary& summary) {
  return summary.silence ? quotedText(word(*summary.silence)) : "null";
}

std::string engineText(const Summary& summary) { return summary.engine.empty() ? "null" : quotedText(summary.engine); }

}  // namespace

std::string SweepTable::header() const {
  if (format_ == TableFormat::ndjson) {
    return {};
  }
  std::string line = "run";
  for (const SweptKey& each : sweep_.keys()) {
    line.append(",").append(each.key);
  }
  line += ",engine";
  for (const SummaryColumn& column : summaryColumns()) {
    line.append(",").append(column.name);
  }
  return line + ",noMinimumNorm,address\n";
}

std::string SweepTable::row(std::size_t run, const Summary& summary) const {
  std::string row = beginning(run);
  if (format_ == TableFormat::csv) {
    row += cell(engineText(summary));
    for (const SummaryColumn& column : summaryColumns()) {
      row.append(",").append(cell(numberText(summary.*column.value)));
    }
    row.append(",").append(cell(silenceText(summary)));
  } else {
    row.append(R"("engine":)").append(engineText(summary));
    for (const SummaryColumn& column : summaryColumns()) {
      row.append(",\"").append(column.name).append("\":").append(numberText(summary.*column.value));
    }
    row.append(R"(,"noMinimumNorm":)").append(silenceText(summary));
  }
  return row + ending(run);
}

bool SweepTable::isRow(std::size_t run, std::string_view line) const {
  const std::string start = beginning(run);
  const std::string end = ending(run);
  return line.size() > start.size() + end.size() && line.starts_with(start) && line.ends_with(end);
}

std::string SweepTable::beginning(std::size_t run) const {
  const bool isCsv = format_ == TableFormat::csv;
  std::string values;
  for (const Setting& each : sweep_.values(run)) {
    if (isCsv) {
      values.append(cell(each.value)).append(",");
    } else {
      values.append(values.empty() ? "" : ",").append(quotedText(each.key)).append(":").append(each.value);
    }
  }
  const std::string number = std::to_string(run);
  return isCsv ? number + "," + values : R"({"version":1,"run":)" + number + R"(,"at":{)" + values + "},";
}

std::string SweepTable::ending(std::size_t run) const {
  const std::string experiment = experimentText(sweep_.experiment(run));
  return format_ == TableFormat::csv ? ",#experiment=" + encoded(experiment) + "\n"
                                     : R"(,"experiment":)" + experiment + "}\n";
}

}  // namespace reluscope
