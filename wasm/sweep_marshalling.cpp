#include "wasm/sweep_marshalling.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "experiment/experiment_writer.hpp"
#include "sweep/sweep_script.hpp"
#include "sweep/sweep_table.hpp"
#include "torch/initialisation.hpp"
#include "wasm/values.hpp"

namespace reluscope::wasm {
namespace {

using emscripten::val;

TableFormat formatOf(const val& format) { return utf8(format) == "csv" ? TableFormat::csv : TableFormat::ndjson; }

std::optional<Silence> silenceOf(std::string_view word) {
  for (const Silence silence :
       {Silence::shape, Silence::activation, Silence::hiddenBias, Silence::outputBias, Silence::orthogonality}) {
    if (word == reluscope::word(silence)) {
      return silence;
    }
  }
  return std::nullopt;
}

}  // namespace

SweepHandle* makeSweep(const val& text) {
  return guarded([&] { return std::make_unique<SweepHandle>(parseSweep(utf8(text))).release(); });
}

void SweepHandle::check() const {
  guarded([&] { sweep_.check(); });
}

std::size_t SweepHandle::checked(double run) const { return checkedIndex("run", run, sweep_.runs()); }

val SweepHandle::keys() const {
  return guarded([&] {
    val list = val::array();
    for (const SweptKey& each : sweep_.keys()) {
      val values = val::array();
      for (const std::string& value : each.values) {
        values.call<void>("push", text(value));
      }
      val key = val::object();
      key.set("key", text(each.key));
      key.set("values", values);
      list.call<void>("push", key);
    }
    return list;
  });
}

val SweepHandle::columns() const {
  return guarded([&] {
    val list = val::array();
    for (const SummaryColumn& each : summaryColumns()) {
      list.call<void>("push", text(each.name));
    }
    return list;
  });
}

val SweepHandle::experiment() const {
  return guarded([&] { return text(experimentText(sweep_.experiment())); });
}

val SweepHandle::experimentOf(double run) const {
  return guarded([&] { return text(experimentText(sweep_.experiment(checked(run)))); });
}

val SweepHandle::underflow() const {
  return guarded([&] { return text(underflowNote(sweep_).value_or(std::string())); });
}

val SweepHandle::script() const {
  return guarded([&] { return text(sweepScript(sweep_)); });
}

SweptRunHandle* SweepHandle::start(double run) const {
  return guarded([&] { return std::make_unique<SweptRunHandle>(sweep_.experiment(checked(run))).release(); });
}

val SweepHandle::tableHeader(const val& format) const {
  return guarded([&] { return text(SweepTable(sweep_, formatOf(format)).header()); });
}

val SweepHandle::tableRow(const val& format, double run, const val& engine, const val& silence, const val& row) const {
  return guarded([&] {
    const std::string engineName = utf8(engine);
    Summary summary{.engine = engineName, .silence = silenceOf(utf8(silence))};
    const std::vector<double> values = emscripten::convertJSArrayToNumberVector<double>(row);
    const auto columns = summaryColumns();
    for (std::size_t index = 0; index < std::min(values.size(), columns.size()); ++index) {
      summary.*columns[index].value = values[index];
    }
    return text(SweepTable(sweep_, formatOf(format)).row(checked(run), summary));
  });
}

const Summary& SweptRunHandle::summary() {
  if (!summary_) {
    summary_ = run_.summary();
  }
  return *summary_;
}

void SweptRunHandle::advance(double iterations) {
  guarded([&] {
    summary_.reset();
    run_.advance(static_cast<std::int64_t>(iterations));
  });
}

val SweptRunHandle::engine() {
  return guarded([&] { return text(summary().engine); });
}

val SweptRunHandle::silence() {
  return guarded([&] {
    const std::optional<Silence> silence = summary().silence;
    return text(silence ? word(*silence) : std::string_view());
  });
}

val SweptRunHandle::row() {
  return guarded([&] {
    std::vector<double> values;
    for (const SummaryColumn& column : summaryColumns()) {
      values.push_back(summary().*column.value);
    }
    return copied(values);
  });
}

val SweptRunHandle::losses(double last, double points) const {
  return guarded([&] {
    std::vector<double> losses(static_cast<std::size_t>(points), Summary::kUnknown);
    if (const Run* const run = run_.run()) {
      const std::vector<double>& recorded = run->recording().loss();
      for (std::size_t index = 0; index < losses.size(); ++index) {
        const double iteration = std::round(last * static_cast<double>(index) / (points - 1));
        const auto place = static_cast<std::size_t>(iteration / static_cast<double>(run->recording().lossEvery()));
        if (iteration <= iterations_ && place < recorded.size()) {
          losses[index] = recorded[place];
        }
      }
    }
    return copied(losses);
  });
}

}  // namespace reluscope::wasm
