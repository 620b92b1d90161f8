#include "tools/sweep_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>

#include "text/number_text.hpp"
#include "tools/call_error.hpp"
#include "tools/destination.hpp"
#include "tools/terminal_text.hpp"

namespace reluscope {
namespace {

std::string counted(std::size_t number) { return groupedDigits(static_cast<double>(number)); }

}  // namespace

SweepFile::SweepFile(const std::optional<std::string>& path, const SweepTable& table, RunRange range, bool resumes)
    : name_(path ? "--output " + quotation(*path) : "standard output"),
      table_(table),
      header_(range.hasHeader ? table.header() : ""),
      next_(range.first) {
  std::signal(SIGXFSZ, SIG_IGN);  // A file beyond the shell's limit is refused like one that finds no space.
  if (path) {
    open(destination(*path));
  } else {
    descriptor_ = STDOUT_FILENO;
  }
  if (isFile_) {
    takeUp(range, resumes);
  } else if (resumes) {
    refuse("only a file can be resumed");
  } else {
    write(header_);
  }
}

SweepFile::~SweepFile() {
  if (isOwn_) {
    close(descriptor_);
  }
}

void SweepFile::open(const std::string& path) {
  if (const auto descriptor = descriptorAt(path)) {
    descriptor_ = *descriptor;
    return;
  }
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOCTTY | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);  // A pipe that may only be written.
  }
  if (descriptor_ < 0) {
    refuse("cannot be written: " + reason(errno));
  }
  isOwn_ = true;
  struct stat status {};
  isFile_ = fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  if (isFile_ && flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    refuse("another sweep is writing it");
  }
}

void SweepFile::takeUp(RunRange range, bool resumes) {
  std::ifstream input("/proc/self/fd/" + std::to_string(descriptor_), std::ios::binary);
  std::size_t lines = 0;
  std::streamoff size = 0;  // Of the lines that are sound.
  bool isOther = false;
  for (std::string line; !isOther && std::getline(input, line) && !input.eof();) {
    line += '\n';
    const bool isHeader = lines == 0 && !header_.empty();
    isOther = isHeader ? line != header_ : next_ >= range.last || !table_.isRow(next_, line);
    if (!isOther) {
      ++lines;
      size += static_cast<std::streamoff>(line.size());
      next_ += isHeader ? 0 : 1;
    }
  }
  if (resumes && isOther) {
    refuse("line " + counted(lines + 1) + " is not of this sweep" +
           (next_ < range.last ? ", whose run " + counted(next_) + " it should have" : ", which has no more") +
           "; only a file of the same sweep and part can be resumed");
  }
  if (!resumes && !isOther && next_ > range.first && next_ < range.last) {
    refuse("it has " + counted(next_ - range.first) + " of the " + counted(range.last - range.first) +
           " runs already: --resume goes on with it; remove it to begin again");
  }
  if (!resumes) {
    next_ = range.first;
    lines = 0;
    size = 0;
  }
  if (ftruncate(descriptor_, size) != 0 || lseek(descriptor_, size, SEEK_SET) != size) {
    refuse("cannot be written: " + reason(errno));
  }
  if (lines == 0) {
    write(header_);
  }
}

void SweepFile::add(const Summary& summary) {
  write(table_.row(next_, summary));
  ++next_;
}

void SweepFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor_, text.data(), text.size());
    if (count < 0 && errno != EINTR) {
      refuse("cannot be written: " + reason(errno));
    }
    text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

void SweepFile::finish() {
  const int descriptor = descriptor_;
  if (isFile_ && fsync(descriptor) != 0) {
    refuse("cannot be written: " + reason(errno));
  }
}

void SweepFile::refuse(const std::string& why) const { throw CallError(name_ + ": " + why); }

}  // namespace reluscope
