#pragma once

#include <string>

#include "run/run_file.hpp"

namespace reluscope {

/// Where a run is written. A file appears whole or not at all: it is written under a fresh name beside its place, and
/// then takes that. Where the name is a link, the file is what it leads to. One that is there already keeps its mode,
/// and its owner where that may be given. What is no file (a terminal, a pipe, /dev/null) is written as it stands.
class OutputFile {
 public:
  static OutputFile standardOutput() { return {"standard output", 1}; }

  /// Throws CallError for a place that nothing can be written to, as far as that can be known beforehand.
  explicit OutputFile(const std::string& path);

  /// Whether it is a file, or will be one.
  [[nodiscard]] bool isFile() const { return isFile_; }

  /// Throws CallError when it cannot be written; nothing is left half done, in no folder, and neither when a signal
  /// ends the program.
  void write(RunFile& run) const;

 private:
  OutputFile(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}

  void writeBeside(RunFile& run) const;
  [[noreturn]] void refuse(const std::string& why) const;
  [[noreturn]] void refuse(int errorNumber) const;

  std::string name_;     ///< As messages show it.
  std::string path_;     ///< Where links have led.
  int descriptor_ = -1;  ///< What is open already, as /dev/stdout is; negative for what is not.
  bool isFile_ = false;
};

}  // namespace reluscope
