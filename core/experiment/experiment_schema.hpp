#pragma once

#include <string>

#include "experiment/fields.hpp"
#include "text/object_text.hpp"

namespace reluscope {

/// The JSON Schema (draft 7, which editors know best) that every schema here follows.
inline constexpr std::string_view kSchemaDraft = "\"http://json-schema.org/draft-07/schema#\"";

/// What the format accepts as an experiment, as a JSON Schema. It accepts all that `parseExperiment` accepts, and
/// refuses all that this refuses but lists whose lengths differ, which a schema cannot compare.
std::string experimentSchema();

/// The schema of one key's value; of each of its elements for `numbers`.
ObjectText valueSchema(const Field& field);

/// The schema of a preset's name.
ObjectText presetSchema();

/// An experiment whose keys are right each by itself, whatever the others are: a sweep may replace those.
ObjectText keysSchema();

/// A schema of an object with these properties and no others.
ObjectText objectSchema(const ObjectText& properties);

}  // namespace reluscope
