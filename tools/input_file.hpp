#pragma once

#include <string>

namespace reluscope {

/// The text of a file with an experiment or a run, in UTF-8, up to where its experiment must have ended; `-` is
/// standard input. UTF-16 is known by its byte order mark, or by the zero beside its first letter. Throws CallError.
std::string readExperimentText(const std::string& path);

/// The same of the bytes of a file; `isCut` when the file has more.
std::string utf8Of(std::string bytes, bool isCut);

}  // namespace reluscope
