#include "wasm/marshalling.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>
#include <variant>
#include <vector>

#include "core/direction.hpp"
#include "core/experiment_text.hpp"
#include "core/fields.hpp"
#include "core/imbalance.hpp"
#include "core/kink_counts.hpp"
#include "core/outcome.hpp"
#include "core/plot.hpp"
#include "core/presets.hpp"
#include "core/theory.hpp"
#include "core/trail.hpp"
#include "core/version.hpp"

namespace reluscope::wasm {
namespace {

using emscripten::val;

[[noreturn]] void throwError(const char* name, const std::string& key, const std::string& message) {
  val error = val::global("Error").new_(message);
  error.set("name", std::string(name));
  error.set("key", key);
  error.throw_();
  __builtin_unreachable();
}

/// Runs `work`; what it throws leaves as a JavaScript Error.
template <class Work>
auto guarded(Work work) {
  try {
    return work();
  } catch (const ExperimentError& error) {
    throwError("ExperimentError", error.key(), error.what());
  } catch (const std::bad_alloc&) {
    throwError("ExperimentError", "", "this run needs more memory than the browser gives");
  } catch (const std::exception& error) {
    throwError("RangeError", "", error.what());
  }
}

val copied(const std::vector<double>& values) {
  return val::global("Float64Array").new_(val(emscripten::typed_memory_view(values.size(), values.data())));
}

val pair(double first, double second) {
  val array = val::array();
  array.call<void>("push", first, second);
  return array;
}

/// `of(index)` for every index from `from` up to `count`.
template <class Of>
val copiedFrom(double from, std::size_t count, Of of) {
  std::vector<double> values;
  for (auto index = static_cast<std::size_t>(std::max(from, 0.0)); index < count; ++index) {
    values.push_back(static_cast<double>(of(index)));
  }
  return copied(values);
}

val frameValue(const Frame& frame) {
  val value = val::object();
  value.set("iteration", static_cast<double>(frame.iteration));
  value.set("loss", frame.loss);
  value.set("w", copied(frame.weights.w));
  value.set("b", copied(frame.weights.b));
  value.set("a", copied(frame.weights.a));
  value.set("c", frame.weights.c);
  return value;
}

val directionsValue(const Directions& directions) {
  val value = val::object();
  value.set("cosines", copied(directions.cosines));
  value.set("sines", copied(directions.sines));
  value.set("norms", copied(directions.norms));
  return value;
}

/// `index` as the number of one of `count` things of a kind.
std::size_t checkedIndex(const char* kind, double index, std::size_t count) {
  if (!(index >= 0 && index < static_cast<double>(count)) || index != std::trunc(index)) {
    throw std::out_of_range(std::string(kind) + " " + inWords(index) + " does not exist; there are " +
                            inWords(static_cast<double>(count)) + ", numbered from 0");
  }
  return static_cast<std::size_t>(index);
}

const char* silenceName(Silence silence) {
  switch (silence) {
    case Silence::activation:
      return "activation";
    case Silence::hiddenBias:
      return "hiddenBias";
    case Silence::outputBias:
      return "outputBias";
    case Silence::orthogonality:
      return "orthogonality";
  }
  return "";
}

const char* troubleName(Trouble trouble) {
  switch (trouble) {
    case Trouble::none:
      return "none";
    case Trouble::diverged:
      return "diverged";
    case Trouble::dead:
      return "dead";
    case Trouble::unborn:
      return "unborn";
    case Trouble::rose:
      return "rose";
    case Trouble::unsteady:
      return "unsteady";
    case Trouble::flat:
      return "flat";
  }
  return "";
}

/// What the stability does to neurons with a_j > 0: 1 when it attracts, −1 when it repels, 0 when it does both.
double attraction(Stability stability) {
  return stability == Stability::attracting ? 1 : stability == Stability::repelling ? -1 : 0;
}

val criticalValue(const CriticalDirections& critical) {
  Weights neurons;  // One of each direction.
  std::vector<double> attractions;
  for (const CriticalDirection& found : critical.directions) {
    neurons.w.push_back(found.direction.cosine);
    neurons.b.push_back(found.direction.sine);
    attractions.push_back(attraction(found.positive));
  }
  val arcs = val::array();
  for (const Arc& arc : critical.stationary) {
    val value = val::object();
    value.set("from", pair(arc.from.cosine, arc.from.sine));
    value.set("to", pair(arc.to.cosine, arc.to.sine));
    arcs.call<void>("push", value);
  }
  val value = val::object();
  value.set("cosines", copied(neurons.w));
  value.set("sines", copied(neurons.b));
  value.set("kinks", copied(kinks(neurons)));
  value.set("attraction", copied(attractions));
  value.set("stationary", arcs);
  return value;
}

const char* kindName(FieldKind kind) {
  switch (kind) {
    case FieldKind::integer:
      return "integer";
    case FieldKind::number:
      return "number";
    case FieldKind::boolean:
      return "boolean";
    case FieldKind::choice:
      return "choice";
    case FieldKind::numbers:
      return "numbers";
  }
  return "";
}

}  // namespace

RunHandle* makeRun(const std::string& experiment) {
  return guarded([&] { return std::make_unique<RunHandle>(parseExperiment(experiment)).release(); });
}

RunHandle* makeRunBeside(const std::string& experiment, const RunHandle& other) {
  return guarded([&] { return std::make_unique<RunHandle>(parseExperiment(experiment), other.bytes()).release(); });
}

void RunHandle::advance(double iterations) {
  guarded([&] {
    try {
      run_->advance(static_cast<std::int64_t>(iterations));
    } catch (const std::bad_alloc&) {
      reserve_.reset();
      throw;
    }
  });
}

val RunHandle::progress() const {
  const Recording& recording = run_->recording();
  val value = val::object();
  value.set("iteration", static_cast<double>(run_->iteration()));
  value.set("iterations", static_cast<double>(run_->experiment().training.iterations));
  value.set("framesExpected", static_cast<double>(run_->framesExpected()));
  value.set("lossEvery", static_cast<double>(recording.lossEvery()));
  value.set("finished", run_->finished());
  value.set("divergedAt", run_->diverged() ? static_cast<double>(run_->iteration()) : -1.0);
  value.set("message", run_->diverged() ? run_->divergence() : std::string());
  value.set("weightRange", pair(recording.smallestWeight(), recording.largestWeight()));
  value.set("initialNorm", recording.initialNorm());
  value.set("largestNorm", recording.largestNorm());
  return value;
}

std::string RunHandle::engine() const { return std::string(run_->engine()); }

val RunHandle::plot() const {
  const Data data = rounded(run_->experiment().data);
  const Plot plot = reluscope::plot(data);
  val value = val::object();
  value.set("xRange", pair(plot.xRange[0], plot.xRange[1]));
  value.set("yRange", pair(plot.yRange[0], plot.yRange[1]));
  value.set("grid", copied(plot.grid));
  value.set("x", copied(data.x));
  value.set("y", copied(data.y));
  value.set("directions", directionsValue(directions(data, run_->experiment().network.hiddenBias)));
  return value;
}

val RunHandle::theory() const {
  const Experiment& experiment = run_->experiment();
  const Theory theory = reluscope::theory(experiment);
  const std::vector<double> grid = reluscope::plot(experiment.data).grid;
  val value = val::object();
  if (const auto* critical = std::get_if<CriticalDirections>(&theory.directions)) {
    value.set("directions", criticalValue(*critical));
  } else {
    value.set("directions", std::string(silenceName(std::get<Silence>(theory.directions))));
  }
  std::vector<double> line;
  for (const double x : grid) {
    line.push_back(theory.leastSquares.slope * x + theory.leastSquares.intercept);
  }
  value.set("leastSquares", copied(line));
  if (const auto* limit = std::get_if<Weights>(&theory.limit)) {
    value.set("limit", copied(learnedFunction(*limit, Activation::relu, grid)));
  } else {
    value.set("limit", std::string(silenceName(std::get<Silence>(theory.limit))));
  }
  value.set("keepsBalance", theory.keepsBalance);
  return value;
}

val RunHandle::losses(double from) const {
  const std::vector<double>& loss = run_->recording().loss();
  return copiedFrom(from, loss.size(), [&loss](std::size_t index) { return loss[index]; });
}

val RunHandle::frameIterations(double from) const {
  const Recording& recording = run_->recording();
  return copiedFrom(from, recording.frames(), [&](std::size_t index) { return recording.frameIteration(index); });
}

val RunHandle::frameLosses(double from) const {
  const Recording& recording = run_->recording();
  return copiedFrom(from, recording.frames(), [&](std::size_t index) { return recording.frameLoss(index); });
}

Frame RunHandle::frameAt(double index) const {
  const Recording& recording = run_->recording();
  return recording.frame(checkedIndex("frame", index, recording.frames()));
}

val RunHandle::frame(double index) const {
  return guarded([&] { return frameValue(frameAt(index)); });
}

val RunHandle::picture(double index, bool needsDirections) const {
  return guarded([&] {
    const Frame frame = frameAt(index);
    const Experiment& experiment = run_->experiment();
    val value = val::object();
    value.set("iteration", static_cast<double>(frame.iteration));
    value.set("loss", frame.loss);
    value.set("kinks", copied(kinks(frame.weights)));
    value.set("weights", copied(frame.weights.a));
    value.set("curve", copied(learnedFunction(frame.weights, experiment.network.activation,
                                              reluscope::plot(experiment.data).grid)));
    if (needsDirections) {
      value.set("directions", directionsValue(directions(frame.weights)));
    }
    return value;
  });
}

val RunHandle::trail(double neuron) const {
  return guarded([&] {
    const Recording& recording = run_->recording();
    const Experiment& experiment = run_->experiment();
    const std::size_t index = checkedIndex("neuron", neuron, static_cast<std::size_t>(experiment.network.width));
    const Trail trail = reluscope::trail(recording, index, rounded(experiment.data));
    val value = val::object();
    value.set("w", copied(trail.weights.w));
    value.set("b", copied(trail.weights.b));
    value.set("a", copied(trail.weights.a));
    value.set("kinks", copied(kinks(trail.weights)));
    value.set("directions", directionsValue(directions(trail.weights)));
    value.set("activeFrom", copied(trail.activeFrom));
    value.set("activeTo", copied(trail.activeTo));
    return value;
  });
}

val RunHandle::kinkCounts(double index) const {
  return guarded([&] {
    const KinkCounts counts = reluscope::kinkCounts(frameAt(index).weights, rounded(run_->experiment().data));
    val value = val::object();
    value.set("between", copiedFrom(0, counts.between.size(), [&](std::size_t gap) { return counts.between[gap]; }));
    value.set("none", static_cast<double>(counts.none));
    return value;
  });
}

val RunHandle::imbalance(double index) const {
  return guarded([&] {
    const Imbalance imbalance = reluscope::imbalance(frameAt(index).weights, frameAt(0).weights);
    val value = val::object();
    value.set("largest", imbalance.largest);
    value.set("drift", imbalance.drift);
    return value;
  });
}

val RunHandle::outcome() const {
  return guarded([&] {
    const Outcome outcome = outcomeOf(*run_);
    val value = val::object();
    value.set("loss", outcome.loss);
    if (outcome.halvedAt) {
      value.set("halvedAt", static_cast<double>(*outcome.halvedAt));
    }
    if (outcome.hundredthAt) {
      value.set("hundredthAt", static_cast<double>(*outcome.hundredthAt));
    }
    value.set("active", static_cast<double>(outcome.active));
    return value;
  });
}

MendingHandle* RunHandle::mending() const {
  return guarded([&] { return std::make_unique<MendingHandle>(*run_).release(); });
}

bool MendingHandle::search(double iterations) {
  return guarded([&] { return mending_.search(static_cast<std::int64_t>(iterations)); });
}

val MendingHandle::found() const {
  return guarded([&] {
    val value = val::object();
    value.set("trouble", std::string(troubleName(mending_.trouble())));
    if (const auto remedy = mending_.remedy()) {
      value.set("experiment", experimentText(remedy->experiment));
      value.set("x", pair(remedy->x.shift, remedy->x.scale));
      value.set("y", pair(remedy->y.shift, remedy->y.scale));
    }
    return value;
  });
}

val RunHandle::final() const { return frameValue(run_->present()); }

RunFileHandle* RunHandle::file(const std::string& format, double seconds, double neurons) const {
  return guarded([&] {
    const RunFormat runFormat = format == "csv" ? RunFormat::csv : RunFormat::json;
    if (!(neurons >= 1)) {
      throw std::out_of_range("neurons must be a number from 1 on");
    }
    const auto kept = static_cast<std::int64_t>(std::min(neurons, 1e9));
    if (const auto refusal = refusalOfRunFile(run_->experiment(), runFormat, kept)) {
      throw std::length_error(*refusal);
    }
    return std::make_unique<RunFileHandle>(run_, runFormat, seconds, kept).release();
  });
}

std::string RunHandle::initialWeights() const {
  return guarded([&] { return initialWeightsText(run_->experiment()); });
}

val RunFileHandle::next() {
  return guarded([&] {
    const std::string piece = file_->next();
    const auto* bytes = reinterpret_cast<const unsigned char*>(piece.data());
    return val::global("Uint8Array").new_(val(emscripten::typed_memory_view(piece.size(), bytes)));
  });
}

std::string resolve(const std::string& experiment) {
  return guarded([&] { return experimentText(parseExperiment(experiment)); });
}

val fieldList() {
  val list = val::array();
  for (const Field& field : fields()) {
    val value = val::object();
    value.set("key", std::string(field.key));
    value.set("kind", std::string(kindName(field.kind)));
    if (field.kind != FieldKind::boolean && field.kind != FieldKind::choice) {
      value.set("minimum", field.minimum);
      value.set("maximum", field.maximum);
    }
    val choices = val::array();
    for (const std::string_view choice : field.choices) {
      choices.call<void>("push", std::string(choice));
    }
    value.set("choices", choices);
    list.call<void>("push", value);
  }
  return list;
}

val presetList() {
  val list = val::array();
  for (const Preset& preset : presets()) {
    val value = val::object();
    value.set("name", std::string(preset.name));
    value.set("shows", std::string(preset.shows));
    value.set("experiment", experimentText(preset.experiment));
    list.call<void>("push", value);
  }
  return list;
}

std::string version() { return std::string(kVersion); }

}  // namespace reluscope::wasm
