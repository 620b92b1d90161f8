#pragma once

#include <string>
#include <utility>

#include "run/run_file.hpp"

namespace reluscope {

/// A file that is in memory as a whole.
class WholeText final : public RunFile {
 public:
  explicit WholeText(std::string text) : text_(std::move(text)) {}
  std::string next() override { return std::exchange(text_, {}); }

 private:
  std::string text_;
};

}  // namespace reluscope
