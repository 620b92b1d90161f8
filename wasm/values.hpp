#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"

/// Text, arrays and errors, from C++ to JavaScript and back. They report lack of memory on either side, which Embind's
/// own conversions do not: these write text through a null pointer (3.1.6).
namespace reluscope::wasm {

/// A copy in JavaScript's memory, as a Uint8Array. Throws std::bad_alloc.
emscripten::val copiedBytes(const void* from, std::size_t bytes);

/// The same of numbers, as a Float64Array.
emscripten::val copied(const std::vector<double>& values);

/// A JavaScript string.
emscripten::val text(std::string_view utf8);

/// A JavaScript string in UTF-8. Throws ExperimentError for other values and for a string that is too long.
std::string utf8(const emscripten::val& text);

/// A JavaScript index below `count`. Throws std::out_of_range, naming the kind of thing that is counted.
std::size_t checkedIndex(const char* kind, double index, std::size_t count);

[[noreturn]] void throwError(const char* name, std::string_view key, std::string_view message);
[[noreturn]] void throwOutOfMemory();

/// Runs `work`; its exceptions become JavaScript Errors.
template <class Work>
auto guarded(Work work) {
  try {
    return work();
  } catch (const ExperimentError& error) {
    throwError("ExperimentError", error.key(), error.what());
  } catch (const std::bad_alloc&) {
    throwOutOfMemory();
  } catch (const std::exception& error) {
    throwError("RangeError", std::string_view(), error.what());
  }
}

}  // namespace reluscope::wasm
