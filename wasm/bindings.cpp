// The table of the functions that JavaScript can call. `web/src/trainer/trainer-module.d.ts` declares the same entries;
// marshalling.cpp converts their values.

#include <emscripten/bind.h>

#include "wasm/marshalling.hpp"

EMSCRIPTEN_BINDINGS(reluscope) {
  using namespace reluscope::wasm;
  emscripten::function("resolve", &resolve);
  emscripten::function("fields", &fieldList);
  emscripten::function("presets", &presetList);
  emscripten::function("version", &version);

  emscripten::class_<RunHandle>("Run")
      .constructor(&makeRun, emscripten::allow_raw_pointers())
      .constructor(&makeRunBeside, emscripten::allow_raw_pointers())
      .function("advance", &RunHandle::advance)
      .function("end", &RunHandle::end)
      .function("bytes", &RunHandle::bytes)
      .function("progress", &RunHandle::progress)
      .function("engine", &RunHandle::engine)
      .function("underflow", &RunHandle::underflow)
      .function("plot", &RunHandle::plot)
      .function("theory", &RunHandle::theory)
      .function("losses", &RunHandle::losses)
      .function("frameIterations", &RunHandle::frameIterations)
      .function("frameLosses", &RunHandle::frameLosses)
      .function("frame", &RunHandle::frame)
      .function("picture", &RunHandle::picture)
      .function("trail", &RunHandle::trail)
      .function("kinkCounts", &RunHandle::kinkCounts)
      .function("imbalance", &RunHandle::imbalance)
      .function("outcome", &RunHandle::outcome)
      .function("distance", &RunHandle::distance)
      .function("phases", &RunHandle::phases)
      .function("mending", &RunHandle::mending, emscripten::allow_raw_pointers())
      .function("file", &RunHandle::file, emscripten::allow_raw_pointers())
      .function("initialWeights", &RunHandle::initialWeights);
  emscripten::class_<MendingHandle>("Mending")
      .function("search", &MendingHandle::search)
      .function("found", &MendingHandle::found);
  emscripten::class_<RunFileHandle>("RunFile").function("next", &RunFileHandle::next);
}
