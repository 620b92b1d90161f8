#include "wasm/marshalling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <variant>
#include <vector>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "experiment/fields.hpp"
#include "experiment/presets.hpp"
#include "network/direction.hpp"
#include "network/imbalance.hpp"
#include "network/kink_counts.hpp"
#include "network/learned_function.hpp"
#include "network/network_outputs.hpp"
#include "network/plane_function.hpp"
#include "run/distance.hpp"
#include "run/late_engines.hpp"
#include "run/outcome.hpp"
#include "run/outside.hpp"
#include "run/plot.hpp"
#include "run/trail.hpp"
#include "text/number_text.hpp"
#include "theory/theory.hpp"
#include "torch/initialisation.hpp"
#include "version.hpp"
#include "wasm/values.hpp"

namespace reluscope::wasm {
namespace {

using emscripten::val;

val pair(double first, double second) {
  val array = val::array();
  array.call<void>("push", first, second);
  return array;
}

/// `of(index)` for every index from `from` up to `count`.
template <class Of>
val copiedFrom(double from, std::size_t count, Of of) {
  const auto first = static_cast<std::size_t>(std::max(from, 0.0));
  std::vector<double> values;
  values.reserve(count - std::min(first, count));
  for (std::size_t index = first; index < count; ++index) {
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
  value.set("a", copied(byOutput(frame.weights.a, frame.weights.outputs())));
  value.set("c", frame.weights.outputs() == 1 ? val(frame.weights.c[0]) : copied(frame.weights.c));
  return value;
}

val directionsValue(const Directions& directions) {
  val value = val::object();
  value.set("cosines", copied(directions.cosines));
  value.set("sines", copied(directions.sines));
  value.set("norms", copied(directions.norms));
  return value;
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

/// For neurons with a_j > 0: 1 for attracting, −1 for repelling, 0 for half-stable.
double attraction(Stability stability) {
  return stability == Stability::attracting ? 1 : stability == Stability::repelling ? -1 : 0;
}

val criticalValue(const CriticalDirections& critical) {
  Weights neurons;  // One for each direction.
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

constexpr Range kEverything{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};

/// A range that the reader has chosen, if it is not undefined. Throws std::out_of_range for what is none.
std::optional<Range> chosenRange(const val& range) {
  if (range.isUndefined()) {
    return std::nullopt;
  }
  const Range result{range[0].as<double>(), range[1].as<double>()};
  if (!(std::isfinite(result[0]) && std::isfinite(result[1]) && result[0] < result[1])) {
    throw std::out_of_range("a range must be two numbers, the smaller one first");
  }
  return result;
}

/// The points of a plane's grid along one side. Throws std::out_of_range for what is none.
std::size_t gridSize(const val& given) {
  constexpr double kMostPoints = 2'000;
  const auto size = given.as<double>();
  if (!(size >= 2 && size <= kMostPoints)) {
    throw std::out_of_range("a grid has 2 to 2,000 points along each side");
  }
  return static_cast<std::size_t>(size);
}

std::vector<double> valuesOf(const Line& line, const std::vector<double>& grid) {
  std::vector<double> values;
  for (const double x : grid) {
    values.push_back(line.slope * x + line.intercept);
  }
  return values;
}

/// Count and end of each side in turn.
val outsideValue(const Outside& outside) {
  std::vector<double> values;
  for (const Side& side : {outside.left, outside.right, outside.below, outside.above}) {
    values.push_back(static_cast<double>(side.count));
    values.push_back(side.end);
  }
  return copied(values);
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

RunHandle* makeRun(const val& experiment) {
  return guarded([&] { return std::make_unique<RunHandle>(parseExperiment(utf8(experiment))).release(); });
}

RunHandle* makeRunBeside(const val& experiment, double taken) {
  return guarded([&] { return std::make_unique<RunHandle>(parseExperiment(utf8(experiment)), taken).release(); });
}

void RunHandle::advance(double iterations) {
  guarded([&] {
    try {
      run_->advance(static_cast<std::int64_t>(iterations));
    } catch (const std::bad_alloc&) {
      end();
      throw;
    }
  });
}

void RunHandle::end() {
  run_->end();
  reserve_.reset();
}

val RunHandle::progress() const {
  return guarded([&] {
    const Recording& recording = run_->recording();
    val value = val::object();
    value.set("iteration", static_cast<double>(run_->iteration()));
    value.set("iterations", static_cast<double>(run_->experiment().training.iterations));
    value.set("framesExpected", static_cast<double>(run_->framesExpected()));
    value.set("lossEvery", static_cast<double>(recording.lossEvery()));
    value.set("finished", run_->finished());
    value.set("divergedAt", run_->diverged() ? static_cast<double>(run_->numbered()) : -1.0);
    value.set("message", text(run_->diverged() ? run_->divergence() : std::string()));
    value.set("weightRange", pair(recording.smallestWeight(), recording.largestWeight()));
    value.set("initialNorm", recording.initialNorm());
    value.set("largestNorm", recording.largestNorm());
    return value;
  });
}

val RunHandle::engine() const {
  return guarded([&] { return text(run_->engine()); });
}

val RunHandle::underflow() const {
  return guarded([&] { return text(underflowNote(run_->experiment()).value_or(std::string())); });
}

val RunHandle::plot() const {
  return guarded([&] {
    const Data data = rounded(run_->experiment().data);
    const Plot plot = reluscope::plot(data);
    val value = val::object();
    value.set("xRange", pair(plot.xRange[0], plot.xRange[1]));
    value.set("yRange", pair(plot.yRange[0], plot.yRange[1]));
    value.set("grid", copied(plot.grid));
    value.set("x", copied(data.x));
    value.set("y", copied(data.y));
    value.set("inputs", static_cast<double>(data.inputs));
    value.set("outputs", static_cast<double>(data.outputs));
    value.set("secondRange", pair(plot.secondRange[0], plot.secondRange[1]));
    value.set("targetRange", pair(plot.targetRange[0], plot.targetRange[1]));
    value.set("directions", directionsValue(data.inputs == 1 ? directions(data, run_->experiment().network.hiddenBias)
                                                             : Directions()));
    return value;
  });
}

val RunHandle::theory() const {
  return guarded([&] {
    const Theory theory = reluscope::theory(run_->experiment());
    const auto* limitSilence = std::get_if<Silence>(&theory.limit);
    val value = val::object();
    value.set("directions", val(std::string(theory.directions ? word(*theory.directions) : "")));
    value.set("limit", val(std::string(limitSilence != nullptr ? word(*limitSilence) : "")));
    value.set("keepsBalance", theory.keepsBalance);
    value.set("escapeTime", theory.escapeTime);
    return value;
  });
}

val RunHandle::losses(double from, double every) const {
  return guarded([&] {
    const std::vector<double>& loss = run_->recording().loss();
    const auto stride = static_cast<std::size_t>(std::max(every, 1.0));
    return copiedFrom(from, (loss.size() + stride - 1) / stride,
                      [&](std::size_t index) { return loss[index * stride]; });
  });
}

val RunHandle::frameIterations(double from) const {
  return guarded([&] {
    const Recording& recording = run_->recording();
    return copiedFrom(from, recording.frames(), [&](std::size_t index) { return recording.frameIteration(index); });
  });
}

val RunHandle::frameLosses(double from) const {
  return guarded([&] {
    const Recording& recording = run_->recording();
    return copiedFrom(from, recording.frames(), [&](std::size_t index) { return recording.frameLoss(index); });
  });
}

Frame RunHandle::frameAt(double index) const {
  const Recording& recording = run_->recording();
  return recording.frame(checkedIndex("frame", index, recording.frames()));
}

val RunHandle::frame(double index) const {
  return guarded([&] { return frameValue(frameAt(index)); });
}

val RunHandle::picture(double index, const val& options) const {
  return guarded([&] {
    const Frame frame = frameAt(index);
    const Data& data = run_->experiment().data;
    val value = val::object();
    value.set("options", options);
    value.set("iteration", static_cast<double>(frame.iteration));
    value.set("loss", frame.loss);
    // Whoever asks may not know yet how many outputs there are.
    const double asked = options["output"].isUndefined() ? 0 : options["output"].as<double>();
    const std::size_t output =
        checkedIndex("output", asked < static_cast<double>(data.outputs) ? asked : 0, data.outputs);
    const Weights weights = ofOutput(frame.weights, output);
    if (data.inputs == 1) {
      addLine(value, options, weights, output);
    } else {
      addSpace(value, options, weights);
    }
    if (!data.isOnLine()) {
      value.set("fitted",
                copied(networkOutputs(frame.weights, run_->experiment().network.activation, rounded(data).x)));
    }
    return value;
  });
}

/// What views draw of one output of a network with one input.
void RunHandle::addLine(val& value, const val& options, const Weights& weights, std::size_t output) const {
  const Experiment& experiment = run_->experiment();
  const Plot plot = reluscope::plot(experiment.data);
  const std::optional<Range> chosen = chosenRange(options["xRange"]);
  const std::vector<double> grid = chosen ? gridAround(*chosen) : plot.grid;
  const Theory theory = reluscope::theory(experiment);
  const bool isOnLine = experiment.data.isOnLine();
  if (options["knowsNeurons"].isUndefined()) {
    value.set("kinks", copied(kinks(weights)));
    value.set("weights", copied(weights.a));
    if (options["needsDirections"].as<bool>()) {
      value.set("directions", directionsValue(directions(weights)));
    }
  }
  value.set("grid", copied(grid));
  value.set("curve", copied(learnedFunction(weights, experiment.network.activation, grid)));
  value.set("leastSquares",
            copied(valuesOf(
                isOnLine ? theory.leastSquares : leastSquaresLine(ofOutput(rounded(experiment.data), output)), grid)));
  if (const auto* limit = std::get_if<Weights>(&theory.limit)) {
    value.set("limit", copied(learnedFunction(*limit, Activation::relu, grid)));
  }
  value.set("outside", outsideValue(outside(weights, chosen.value_or(plot.xRange),
                                            chosenRange(options["weightRange"]).value_or(kEverything))));
  if (options["needsCritical"].as<bool>() && !theory.directions) {
    value.set("critical", criticalValue(criticalDirections(experiment, weights)));
  }
}

/// What views draw of one output of a network with several inputs.
void RunHandle::addSpace(val& value, const val& options, const Weights& weights) const {
  const Experiment& experiment = run_->experiment();
  if (options["knowsNeurons"].isUndefined()) {
    value.set("weights", copied(weights.a));
    if (options["needsDirections"].as<bool>()) {
      value.set("directions", directionsValue(projected(weights, principalPlane())));
    }
    if (experiment.data.inputs == 2) {
      value.set("w", copied(weights.w));
      value.set("b", copied(weights.b));
    }
  }
  const val& size = options["plane"];
  if (experiment.data.inputs == 2 && !size.isUndefined()) {
    const Plot plot = reluscope::plot(experiment.data);
    const PlaneGrid grid{.first = chosenRange(options["xRange"]).value_or(plot.xRange),
                         .second = chosenRange(options["secondRange"]).value_or(plot.secondRange),
                         .columns = gridSize(size["columns"]),
                         .rows = gridSize(size["rows"])};
    value.set("plane", copied(planeFunction(weights, experiment.network.activation, grid)));
  }
}

/// That of the last frame, which stays once the run is finished.
const Plane& RunHandle::principalPlane() const {
  const std::size_t frames = run_->recording().frames();
  if (planeFrames_ != frames) {
    plane_ = reluscope::principalPlane(run_->recording().last().weights);
    planeFrames_ = frames;
  }
  return plane_;
}

val RunHandle::trail(double neuron) const {
  return guarded([&] {
    const Recording& recording = run_->recording();
    const Experiment& experiment = run_->experiment();
    const std::size_t index = checkedIndex("neuron", neuron, static_cast<std::size_t>(experiment.network.width));
    const Trail trail = reluscope::trail(recording, index, rounded(experiment.data));
    const bool isSpace = experiment.data.inputs > 1;
    val value = val::object();
    value.set("w", copied(trail.weights.w));
    value.set("b", copied(trail.weights.b));
    value.set("a", copied(byOutput(trail.weights.a, experiment.data.outputs)));
    value.set("kinks", copied(isSpace ? std::vector<double>() : kinks(trail.weights)));
    value.set("directions",
              directionsValue(isSpace ? projected(trail.weights, principalPlane()) : directions(trail.weights)));
    value.set("activeFrom", copied(trail.activeFrom));
    value.set("activeTo", copied(trail.activeTo));
    return value;
  });
}

val RunHandle::kinkCounts(double index) const {
  return guarded([&] {
    if (run_->experiment().data.inputs > 1) {
      throw std::out_of_range("neurons with several inputs have no kink on a line");
    }
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

double RunHandle::distance(double index, const RunHandle& other, double otherIndex) const {
  return guarded([&] {
    return reluscope::distance(*run_, checkedIndex("frame", index, run_->recording().frames()), *other.run_,
                               checkedIndex("otherFrame", otherIndex, other.run_->recording().frames()));
  });
}

val RunHandle::phases() {
  return guarded([&] {
    const bool isOver = phases_.search(*run_, 1);
    const Growth& positive = phases_.positive();
    const Growth& negative = phases_.negative();
    val value = val::object();
    value.set("isOver", isOver);
    value.set("positive", pair(static_cast<double>(positive.from), static_cast<double>(positive.to)));
    value.set("negative", pair(static_cast<double>(negative.from), static_cast<double>(negative.to)));
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
    value.set("trouble", text(troubleName(mending_.trouble())));
    if (const auto remedy = mending_.remedy()) {
      value.set("experiment", text(experimentText(remedy->experiment)));
      value.set("x", pair(remedy->x.shift, remedy->x.scale));
      value.set("y", pair(remedy->y.shift, remedy->y.scale));
    }
    return value;
  });
}

RunFileHandle* RunHandle::file(const val& format, double seconds, double neurons) const {
  return guarded([&] {
    const RunFormat runFormat = utf8(format) == "csv" ? RunFormat::csv : RunFormat::json;
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

val RunHandle::initialWeights() const {
  return guarded([&] { return text(initialWeightsText(run_->experiment())); });
}

val RunFileHandle::next() {
  return guarded([&] {
    const std::string piece = file_->next();
    return copiedBytes(piece.data(), piece.size());
  });
}

val resolve(const val& experiment) {
  return guarded([&] {
    const Experiment parsed = parseExperiment(utf8(experiment));
    if (needsLateParts(parsed)) {
      requireLateEngines();
    }
    return text(experimentText(parsed));
  });
}

val fieldList() {
  return guarded([&] {
    val list = val::array();
    for (const Field& field : fields()) {
      val value = val::object();
      value.set("key", text(field.key));
      value.set("kind", val(kindName(field.kind)));
      if (field.kind != FieldKind::boolean && field.kind != FieldKind::choice) {
        value.set("minimum", field.minimum);
        value.set("maximum", field.maximum);
      }
      val choices = val::array();
      for (const std::string_view choice : field.choices) {
        choices.call<void>("push", text(choice));
      }
      value.set("choices", choices);
      list.call<void>("push", value);
    }
    return list;
  });
}

val presetList() {
  return guarded([&] {
    val list = val::array();
    for (const Preset& preset : presets()) {
      val value = val::object();
      value.set("name", text(preset.name));
      value.set("shows", text(preset.shows));
      value.set("experiment", text(experimentText(preset.experiment)));
      list.call<void>("push", value);
    }
    return list;
  });
}

val version() {
  return guarded([] { return text(kVersion); });
}

}  // namespace reluscope::wasm
