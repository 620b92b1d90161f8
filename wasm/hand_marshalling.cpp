#include "wasm/hand_marshalling.hpp"

#include <emscripten/bind.h>

#include <string>
#include <utility>
#include <vector>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "network/direction.hpp"
#include "network/learned_function.hpp"
#include "network/neuron_in_hand.hpp"
#include "network/one_step.hpp"
#include "torch/initialisation.hpp"
#include "wasm/values.hpp"

namespace reluscope::wasm {
namespace {

using emscripten::val;

Experiment onLine(const val& text) {
  Experiment experiment = parseExperiment(utf8(text));
  if (!experiment.data.isOnLine()) {
    throw ExperimentError("data", "neurons are taken in hand where there is one input and one output");
  }
  return experiment;
}

void apply(const val& edit, const Network& network, Weights& weights) {
  const std::string kind = utf8(edit["kind"]);
  const Handling handling{edit["isBalanced"].as<bool>(), network.hiddenBias};
  const auto number = [&edit](const char* name) { return edit[name].as<double>(); };
  const auto neuron = [&] { return checkedIndex("neuron", number("neuron"), weights.b.size()); };
  if (kind == "place") {
    place(weights, neuron(), number("kink"), number("weight"), handling);
  } else if (kind == "turn") {
    turn(weights, neuron(), number("across"), number("up"), number("norm"), handling);
  } else if (kind == "add") {
    add(weights, number("kink"), number("weight"), handling);
  } else if (kind == "copy") {
    addCopy(weights, neuron());
  } else if (kind == "remove") {
    remove(weights, neuron());
  } else {
    throw ExperimentError("", "there is no such edit of a neuron");
  }
}

}  // namespace

val inHand(const val& experiment, const val& edit) {
  return guarded([&] {
    Experiment changed = onLine(experiment);
    Weights weights = initialWeights(changed);
    if (!edit.isUndefined()) {
      apply(edit, changed.network, weights);
    }
    const Directions polar = directions(weights);
    val value = val::object();
    value.set("kinks", copied(kinks(weights)));
    value.set("weights", copied(weights.a));
    value.set("cosines", copied(polar.cosines));
    value.set("sines", copied(polar.sines));
    value.set("norms", copied(polar.norms));
    changed.network.width = static_cast<std::int64_t>(weights.b.size());
    changed.network.clipping.reset();
    changed.network.zeroOutput = false;
    changed.network.initial = std::move(weights);
    value.set("experiment", text(experimentText(changed)));
    return value;
  });
}

val oneStep(const val& experiment, const val& weights, double neuron) {
  return guarded([&] {
    const auto list = [&weights](const char* name) {
      return emscripten::convertJSArrayToNumberVector<double>(weights[name]);
    };
    const Experiment known = onLine(experiment);
    const val c = weights["c"];
    const Weights present{list("w"), list("b"), list("a"), {c.isNumber() ? c.as<double>() : c[0].as<double>()}};
    const std::size_t index = checkedIndex("neuron", neuron, present.b.size());
    const OneStep step = reluscope::oneStep(known, present, index);
    val value = val::object();
    for (const auto& [name, numbers] :
         {std::pair{"residuals", &step.residuals}, std::pair{"slopes", &step.slopes}, std::pair{"pullW", &step.pullW},
          std::pair{"pullB", &step.pullB}, std::pair{"pullA", &step.pullA},
          std::pair{"kinkVelocities", &step.kinkVelocities}}) {
      value.set(name, copied(*numbers));
    }
    for (const auto& [name, number] :
         {std::pair{"w", step.w}, std::pair{"b", step.b}, std::pair{"a", step.a}, std::pair{"sumW", step.sumW},
          std::pair{"sumB", step.sumB}, std::pair{"sumA", step.sumA}, std::pair{"nextW", step.nextW},
          std::pair{"nextB", step.nextB}, std::pair{"nextA", step.nextA}}) {
      value.set(name, number);
    }
    return value;
  });
}

}  // namespace reluscope::wasm
