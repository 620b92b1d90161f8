#pragma once

#include <string>

namespace reluscope {

/// The text, in UTF-8, of a file with an experiment or a run, up to where the experiment must have ended; `-` is
/// standard input. UTF-16 is recognised by its byte order mark, or by the zero byte beside its first letter. Throws
/// CallError.
std::string readExperimentText(const std::string& path);

/// Converts the bytes of such a file; `isCut` means that the file has more bytes.
std::string utf8Of(std::string bytes, bool isCut);

}  // namespace reluscope
