#pragma once

#include <string>

#include "experiment/experiment_reader.hpp"

namespace reluscope {

/// A key of a sweep from the command line, as the JSON of its values. After `KEY=` comes a range, FROM:TO,
/// FROM:TO:COUNT or FROM:TO:COUNT:SCALE, a list A,B,C, or JSON. Throws CallError if there is no key or no value.
Setting overSetting(const std::string& given);

}  // namespace reluscope
