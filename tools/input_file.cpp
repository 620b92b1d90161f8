#include "tools/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include "tools/call_error.hpp"
#include "tools/destination.hpp"
#include "tools/terminal_text.hpp"

namespace reluscope {
namespace {

/// More than the experiment at the beginning of a run's file needs, even with a million weights. The page reads as
/// much.
constexpr std::size_t kMost = std::size_t{1} << 27U;
constexpr std::size_t kPiece = std::size_t{1} << 20U;

/// A file open for reading.
class Input {
 public:
  explicit Input(const std::string& path)
      : name_(path == "-" ? "standard input" : quotation(path)), descriptor_(opened(path)) {
    if (descriptor_ < 0) {
      refuse(errno);
    }
    struct stat status {};
    if (fstat(descriptor_, &status) == 0 && S_ISDIR(status.st_mode)) {
      close(descriptor_);
      throw CallError(name_ + " is a folder, not a file with an experiment");
    }
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() { close(descriptor_); }

  /// Appends the next piece; returns false at the end.
  bool appendTo(std::string& text) const {
    const std::size_t before = text.size();
    text.resize(std::min(before + kPiece, kMost));
    ssize_t count = -1;
    do {
      count = read(descriptor_, text.data() + before, text.size() - before);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
      refuse(errno);
    }
    text.resize(before + static_cast<std::size_t>(count));
    return count > 0;
  }

 private:
  /// Duplicates a descriptor that is already open, since a socket cannot be opened again.
  static int opened(const std::string& path) {
    const auto given = path == "-" ? STDIN_FILENO : descriptorAt(destination(path));
    return given ? dup(*given) : open(path.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC);
  }

  [[noreturn]] void refuse(int errorNumber) const {
    throw CallError(name_ + ": cannot be read: " + reason(errorNumber));
  }

  std::string name_;
  int descriptor_;
};

/// Reads bytes as the two-byte units of UTF-16.
class Units {
 public:
  Units(std::string_view bytes, bool isBigEndian) : bytes_(bytes), high_(isBigEndian ? 0 : 1) {}

  [[nodiscard]] std::size_t size() const { return bytes_.size() / 2; }
  [[nodiscard]] std::uint32_t operator[](std::size_t index) const {
    return (byte(2 * index + high_) << 8U) | byte(2 * index + 1 - high_);
  }

 private:
  [[nodiscard]] std::uint32_t byte(std::size_t index) const { return static_cast<unsigned char>(bytes_[index]); }

  std::string_view bytes_;
  std::size_t high_;
};

bool isHighSurrogate(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool isLowSurrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

void appendUtf8(std::string& text, std::uint32_t letter) {
  const auto append = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto continuation = [letter](unsigned shift) { return 0x80U | ((letter >> shift) & 0x3FU); };
  if (letter < 0x80) {
    append(letter);
  } else if (letter < 0x800) {
    append(0xC0U | (letter >> 6U));
    append(continuation(0));
  } else if (letter < 0x10000) {
    append(0xE0U | (letter >> 12U));
    append(continuation(6));
    append(continuation(0));
  } else {
    append(0xF0U | (letter >> 18U));
    append(continuation(12));
    append(continuation(6));
    append(continuation(0));
  }
}

[[noreturn]] void refuseAsNoUtf16(std::size_t offset, std::size_t size) {
  throw CallError("the experiment is not JSON: it goes wrong at byte " + std::to_string(offset + 1) + " of " +
                  std::to_string(size) + ", which is no UTF-16");
}

/// `start` is the offset of the first letter.
std::string utf8OfUtf16(std::string_view bytes, std::size_t start, bool isBigEndian, bool isCut) {
  const Units units(bytes, isBigEndian);
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t index = start / 2; index < units.size(); ++index) {
    std::uint32_t letter = units[index];
    if (isHighSurrogate(letter) && index + 1 == units.size() && isCut) {
      return text;
    }
    if (isHighSurrogate(letter) && index + 1 < units.size() && isLowSurrogate(units[index + 1])) {
      ++index;
      letter = 0x10000 + ((letter - 0xD800) << 10U) + (units[index] - 0xDC00);
    } else if (isHighSurrogate(letter) || isLowSurrogate(letter)) {
      refuseAsNoUtf16(2 * index, bytes.size());
    }
    appendUtf8(text, letter);
  }
  if (bytes.size() % 2 != 0 && !isCut) {
    refuseAsNoUtf16(bytes.size() - 1, bytes.size());
  }
  return text;
}

}  // namespace

std::string utf8Of(std::string bytes, bool isCut) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return utf8OfUtf16(bytes, 2, bytes.front() == '\xFE', isCut);
  }
  if (bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0')) {
    return utf8OfUtf16(bytes, 0, bytes[0] == '\0', isCut);
  }
  return bytes;
}

std::string readExperimentText(const std::string& path) {
  const Input input(path);
  std::string bytes;
  while (bytes.size() < kMost && input.appendTo(bytes)) {
  }
  const bool isCut = bytes.size() == kMost;
  return utf8Of(std::move(bytes), isCut);
}

}  // namespace reluscope
