// What the full module has besides the entries of bindings.cpp.

#include <emscripten/bind.h>

#include "wasm/hand_marshalling.hpp"
#include "wasm/sweep_marshalling.hpp"

EMSCRIPTEN_BINDINGS(reluscope_full) {
  using namespace reluscope::wasm;
  emscripten::function("inHand", &inHand);
  emscripten::function("oneStep", &oneStep);

  emscripten::class_<SweepHandle>("Sweep")
      .constructor(&makeSweep, emscripten::allow_raw_pointers())
      .function("check", &SweepHandle::check)
      .function("size", &SweepHandle::size)
      .function("keys", &SweepHandle::keys)
      .function("columns", &SweepHandle::columns)
      .function("experiment", &SweepHandle::experiment)
      .function("experimentOf", &SweepHandle::experimentOf)
      .function("underflow", &SweepHandle::underflow)
      .function("script", &SweepHandle::script)
      .function("start", &SweepHandle::start, emscripten::allow_raw_pointers())
      .function("tableHeader", &SweepHandle::tableHeader)
      .function("tableRow", &SweepHandle::tableRow);
  emscripten::class_<SweptRunHandle>("SweptRun")
      .function("advance", &SweptRunHandle::advance)
      .function("finished", &SweptRunHandle::finished)
      .function("iterations", &SweptRunHandle::iterations)
      .function("engine", &SweptRunHandle::engine)
      .function("silence", &SweptRunHandle::silence)
      .function("row", &SweptRunHandle::row)
      .function("losses", &SweptRunHandle::losses);
}
