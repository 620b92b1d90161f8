#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sweep/summary.hpp"
#include "sweep/sweep.hpp"

namespace reluscope {

enum class TableFormat : std::uint8_t { csv, ndjson };

/// The text of a sweep's file: one row for each run, in order. A row begins with the number of its run and the values
/// of the sweep's keys, and ends with its experiment: in NDJSON as an object, so that the row is read as an experiment
/// wherever a run's file is; in CSV as the fragment of the page's address. Refers to the sweep, which must outlive it.
class SweepTable {
 public:
  SweepTable(const Sweep& sweep, TableFormat format) : sweep_(sweep), format_(format) {}

  /// The first line of CSV; empty for NDJSON.
  [[nodiscard]] std::string header() const;

  [[nodiscard]] std::string row(std::size_t run, const Summary& summary) const;

  /// Whether a line, with its line break, is a row of that run.
  [[nodiscard]] bool isRow(std::size_t run, std::string_view line) const;

 private:
  /// What a row begins and ends with, whatever the summary.
  [[nodiscard]] std::string beginning(std::size_t run) const;
  [[nodiscard]] std::string ending(std::size_t run) const;

  const Sweep& sweep_;
  TableFormat format_;
};

}  // namespace reluscope
