#include "wasm/values.hpp"

#include <emscripten.h>

#include <cmath>
#include <stdexcept>

#include "text/number_text.hpp"

// Like Embind's conversions of text and arrays, but these report when the module, or the browser, has no memory for a
// copy. Embind's own then writes text through a null pointer (3.1.6).
EM_JS(double, utf8Length, (emscripten::EM_VAL text), { return lengthBytesUTF8(Emval.toValue(text)); });
EM_JS(void, writeUtf8, (emscripten::EM_VAL text, char* to, std::size_t room),
      { stringToUTF8(Emval.toValue(text), to, room); });
EM_JS(emscripten::EM_VAL, copyOfBytes, (const void* from, std::size_t bytes), {
  const spare = Module["spareBuffers"] || [];
  for (let k = 0; k < spare.length; k++) {
    if (spare[k].byteLength != bytes) continue;
    const copy = new Uint8Array(spare.splice(k, 1)[0]);
    copy.set(HEAPU8.subarray(from, from + bytes));
    return Emval.toHandle(copy);
  }
  try {
    return Emval.toHandle(HEAPU8.slice(from, from + bytes));
  } catch (error) {
    return Emval.toHandle(null);
  }
});

namespace reluscope::wasm {

using emscripten::val;

namespace {

constexpr double kMostTextBytes = 150e6;  // More than the text of a million weights.

[[noreturn]] void throwError(const char* name, const val& key, const val& message) {
  val error = val::global("Error").new_(message);
  error.set("name", val(name));
  error.set("key", key);
  error.throw_();
  __builtin_unreachable();
}

}  // namespace

val copiedBytes(const void* from, std::size_t bytes) {
  val copy = val::take_ownership(copyOfBytes(from, bytes));
  if (copy.isNull()) {
    throw std::bad_alloc();
  }
  return copy;
}

val text(std::string_view utf8) {
  return val::global("TextDecoder").new_().call<val>("decode", copiedBytes(utf8.data(), utf8.size()));
}

std::string utf8(const val& text) {
  if (!text.isString()) {
    throw ExperimentError("", "what is given is no text");
  }
  const double bytes = utf8Length(text.as_handle());
  if (bytes > kMostTextBytes) {
    throw ExperimentError("", "the text has " + groupedDigits(std::ceil(bytes / 1e6)) + " MB, more than the " +
                                  groupedDigits(kMostTextBytes / 1e6) + " MB that an experiment may have");
  }
  std::string result(static_cast<std::size_t>(bytes), '\0');
  writeUtf8(text.as_handle(), result.data(), result.size() + 1);
  return result;
}

// Allocates nothing, since memory has run out.
void throwOutOfMemory() {
  throwError("ExperimentError", val(""), val("this run needs more memory than the browser gives"));
}

void throwError(const char* name, std::string_view key, std::string_view message) {
  try {
    throwError(name, text(key), text(message));
  } catch (const std::bad_alloc&) {
    throwOutOfMemory();
  }
}

val copied(const std::vector<double>& values) {
  const val bytes = copiedBytes(values.data(), sizeof values[0] * values.size());
  return val::global("Float64Array").new_(bytes["buffer"]);
}

std::size_t checkedIndex(const char* kind, double index, std::size_t count) {
  if (!(index >= 0 && index < static_cast<double>(count)) || index != std::trunc(index)) {
    throw std::out_of_range(std::string(kind) + " " + groupedDigits(index) + " does not exist; there are " +
                            groupedDigits(static_cast<double>(count)) + ", numbered from 0");
  }
  return static_cast<std::size_t>(index);
}

}  // namespace reluscope::wasm
