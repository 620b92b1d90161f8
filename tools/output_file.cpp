#include "tools/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <random>
#include <utility>

#include "tools/call_error.hpp"
#include "tools/destination.hpp"
#include "tools/terminal_text.hpp"

namespace reluscope {
namespace {

namespace fs = std::filesystem;

constexpr int kMostTries = 100;
constexpr mode_t kAllModes = 07777;

/// The signals that end a program by default, except SIGXFSZ: a file beyond the shell's limit is refused like one that
/// finds no space.
constexpr std::array kEnding{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU};

/// The temporary file to remove when a signal ends the program. Changed only while signals are blocked.
struct {
  int folder = -1;
  std::array<char, 32> name{};
} unfinished;

extern "C" void removeAndEnd(int signal) {
  if (unfinished.folder >= 0) {
    unlinkat(unfinished.folder, unfinished.name.data(), 0);
  }
  std::signal(signal, SIG_DFL);
  raise(signal);  // Takes effect when this function returns.
}

/// Blocks signals during its lifetime.
class Quiet {
 public:
  Quiet() {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before_);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// Makes the ending signals remove the unfinished file, except signals that the program ignores.
class Guard {
 public:
  Guard() {
    struct sigaction action {};
    action.sa_handler = removeAndEnd;
    sigfillset(&action.sa_mask);  // Handle one at a time.
    for (std::size_t index = 0; index < kEnding.size(); ++index) {
      sigaction(kEnding[index], nullptr, &before_[index]);
      if (before_[index].sa_handler != SIG_IGN) {
        sigaction(kEnding[index], &action, nullptr);
      }
    }
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  ~Guard() {
    for (std::size_t index = 0; index < kEnding.size(); ++index) {
      sigaction(kEnding[index], &before_[index], nullptr);
    }
  }

 private:
  std::array<struct sigaction, kEnding.size()> before_{};
};

/// Closes its descriptor when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int number() const { return number_; }

  /// Returns whether writing succeeded, which some file systems report only on closing.
  bool close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

/// A new file under an unused temporary name; removed at the end unless it is renamed.
class Fresh {
 public:
  /// Creates the file with `mode`. On failure `number` is negative and `errno` is set.
  Fresh(int folder, mode_t mode) : folder_(folder), file_(create(folder, mode)) {}
  Fresh(const Fresh&) = delete;
  Fresh& operator=(const Fresh&) = delete;
  ~Fresh() {
    const Quiet quiet;
    if (std::exchange(unfinished.folder, -1) >= 0) {
      unlinkat(folder_, unfinished.name.data(), 0);
    }
  }

  [[nodiscard]] int number() const { return file_.number(); }
  bool close() { return file_.close(); }

  /// Renames the file, replacing another of that name. Returns whether this succeeded.
  [[nodiscard]] bool rename(const char* name) const {
    const Quiet quiet;
    if (renameat(folder_, unfinished.name.data(), folder_, name) != 0) {
      return false;
    }
    unfinished.folder = -1;
    return true;
  }

 private:
  static int create(int folder, mode_t mode) {
    const Quiet quiet;
    std::random_device random;
    for (int tries = 0; tries < kMostTries; ++tries) {
      std::snprintf(unfinished.name.data(), unfinished.name.size(), ".reluscope-%08x%08x", random(), random());
      // O_EXCL follows no link.
      const int file =
          openat(folder, unfinished.name.data(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
      if (file >= 0) {
        unfinished.folder = folder;
      }
      if (file >= 0 || errno != EEXIST) {
        return file;
      }
    }
    return -1;
  }

  int folder_;
  Descriptor file_;
};

/// Returns whether all of it could be written; `errno` says why not.
bool writeAll(int descriptor, RunFile& run) {
  for (std::string piece = run.next(); !piece.empty(); piece = run.next()) {
    for (std::size_t written = 0; written < piece.size();) {
      const ssize_t count = ::write(descriptor, piece.data() + written, piece.size() - written);
      if (count < 0 && errno != EINTR) {
        return false;
      }
      written += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
  }
  return true;
}

/// Waits until the data are on disk, so that the name never refers to less. Not possible for pipes and the like.
bool settle(int descriptor) { return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS; }

/// Gives a file the owner and the mode of the file that it replaces. If the group cannot be kept, the group gets no
/// more permissions than others have.
void resemble(int file, const struct stat& model) {
  struct stat own {};
  if (fstat(file, &own) != 0) {
    return;
  }
  mode_t mode = model.st_mode & kAllModes;
  const bool isOther = own.st_uid != model.st_uid || own.st_gid != model.st_gid;
  if (isOther && fchown(file, model.st_uid, model.st_gid) != 0) {
    mode &= ~static_cast<mode_t>(S_ISUID | S_ISGID);
    if (own.st_gid != model.st_gid && fchown(file, static_cast<uid_t>(-1), model.st_gid) != 0) {
      mode &= ~static_cast<mode_t>(S_IRWXG) | ((mode & S_IRWXO) << 3U);
    }
  }
  // Fails on file systems without modes, which have none to keep.
  static_cast<void>(fchmod(file, mode) == 0);
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : name_("--output " + quotation(path)) {
  const fs::path place = destination(path);
  if (const auto descriptor = descriptorAt(place)) {
    descriptor_ = *descriptor;
    const int flags = fcntl(descriptor_, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) {
      refuse(EBADF);
    }
    return;
  }
  path_ = place.string();
  const fs::path folder = place.has_parent_path() ? place.parent_path() : ".";
  std::error_code error;
  struct stat status {};
  if (stat(path_.c_str(), &status) != 0) {
    if (errno != ENOENT) {
      refuse(errno);
    }
    if (!fs::is_directory(folder, error) || !place.has_filename()) {
      refuse("there is no such folder");
    }
    isFile_ = true;
  } else if (S_ISDIR(status.st_mode)) {
    refuse("this is a folder; name a file in it");
  } else if (S_ISBLK(status.st_mode)) {
    refuse("this is a disk");
  } else {
    isFile_ = S_ISREG(status.st_mode);
    if (access(path_.c_str(), W_OK) != 0) {
      refuse(errno);
    }
  }
  // Checked now rather than after the run.
  if (isFile_ && access(folder.c_str(), W_OK | X_OK) != 0) {
    refuse("its folder takes no new file: " + reason(errno));
  }
}

void OutputFile::write(RunFile& run) const {
  std::signal(SIGXFSZ, SIG_IGN);
  if (isFile_) {
    writeBeside(run);
    return;
  }
  Descriptor opened(descriptor_ >= 0 ? -1 : open(path_.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  const int descriptor = descriptor_ >= 0 ? descriptor_ : opened.number();
  if (descriptor < 0 || !writeAll(descriptor, run) || !opened.close()) {
    refuse(errno);
  }
}

void OutputFile::writeBeside(RunFile& run) const {
  const fs::path place = path_;
  const fs::path parent = place.has_parent_path() ? place.parent_path() : ".";
  const std::string name = place.filename();
  const Descriptor folder(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat former {};
  const bool isFormer = fstatat(folder.number(), name.c_str(), &former, AT_SYMLINK_NOFOLLOW) == 0;
  const Guard guard;
  // Readable by its owner alone until it has the former file's mode.
  Fresh file(folder.number(), isFormer ? 0600 : 0666);
  if (file.number() < 0) {
    refuse(errno);
  }
  if (isFormer) {
    resemble(file.number(), former);
  }
  if (!writeAll(file.number(), run) || !settle(file.number()) || !file.close() || !file.rename(name.c_str())) {
    refuse(errno);
  }
  settle(folder.number());
}

void OutputFile::refuse(const std::string& why) const { throw CallError(name_ + ": " + why); }

void OutputFile::refuse(int errorNumber) const { refuse("cannot be written: " + reason(errorNumber)); }

}  // namespace reluscope
