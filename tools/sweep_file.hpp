#pragma once

#include <optional>
#include <string>

#include "sweep/sweep_table.hpp"

namespace reluscope {

/// A part of a sweep: the runs from `first` up to `last`, without `last`.
struct RunRange {
  std::size_t first = 0;
  std::size_t last = 0;
  bool hasHeader = true;  ///< Only the first part has, so that the files of all parts, in order, are that of the whole.
};

/// The file of a sweep, or of a part of it, to which rows are added while it runs. Every row is written whole, at once,
/// so that whatever ends the program leaves a file that can be resumed.
class SweepFile {
 public:
  /// Opens the file of `path`, or standard output. If the file is to be resumed, takes up the rows that it has and
  /// drops a last one that was not finished; otherwise it replaces the file. Throws CallError if it cannot be written,
  /// if another process writes it, if it is to be resumed and is no part of this sweep, and if it is to be replaced
  /// and is an unfinished one of this sweep.
  SweepFile(const std::optional<std::string>& path, const SweepTable& table, RunRange range, bool resumes);
  SweepFile(const SweepFile&) = delete;
  SweepFile& operator=(const SweepFile&) = delete;
  ~SweepFile();

  /// The next run to add.
  [[nodiscard]] std::size_t next() const { return next_; }

  /// Adds the row of the next run. Throws CallError.
  void add(const Summary& summary);

  /// Waits until the rows are on disk. Throws CallError.
  void finish();

 private:
  void open(const std::string& path);
  void takeUp(RunRange range, bool resumes);
  void write(std::string_view text);
  [[noreturn]] void refuse(const std::string& why) const;

  std::string name_;  ///< For messages.
  const SweepTable& table_;
  std::string header_;  ///< Empty unless the file begins with it.
  std::size_t next_;
  int descriptor_ = -1;
  bool isOwn_ = false;   ///< Whether to close the descriptor.
  bool isFile_ = false;  ///< A regular file, not a pipe or a terminal.
};

}  // namespace reluscope
