#pragma once

#include <string>

#include "run/run_file.hpp"

namespace reluscope {

/// The destination of a run. A regular file appears whole or not at all: it is written under a temporary name in the
/// same folder, and then renamed. A link is followed. A file that is replaced keeps its mode, and its owner if
/// permissions allow. Anything else (a terminal, a pipe, /dev/null) is written directly.
class OutputFile {
 public:
  static OutputFile standardOutput() { return {"standard output", 1}; }

  /// Throws CallError for a path that cannot be written to, as far as that can be known in advance.
  explicit OutputFile(const std::string& path);

  /// Whether it is, or will be, a regular file.
  [[nodiscard]] bool isFile() const { return isFile_; }

  /// Throws CallError if writing fails. Leaves no partial or temporary file, not even when a signal ends the program.
  void write(RunFile& run) const;

 private:
  OutputFile(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}

  void writeBeside(RunFile& run) const;
  [[noreturn]] void refuse(const std::string& why) const;
  [[noreturn]] void refuse(int errorNumber) const;

  std::string name_;     ///< For messages.
  std::string path_;     ///< With links followed.
  int descriptor_ = -1;  ///< A descriptor that is already open, such as /dev/stdout; negative if there is none.
  bool isFile_ = false;
};

}  // namespace reluscope
