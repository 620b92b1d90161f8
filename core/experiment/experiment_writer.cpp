#include "experiment/experiment_writer.hpp"

#include "experiment/fields.hpp"
#include "experiment/shape_writer.hpp"
#include "text/object_text.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

ObjectText dataText(const Data& data) {
  if (!data.isOnLine() || data.teacher) {
    return otherDataText(data);
  }
  return ObjectText().add("x", data.x).add("y", data.y);
}

ObjectText initialText(const Weights& initial, bool outputBias) {
  if (initial.inputs() > 1 || initial.outputs() > 1) {
    return otherInitialText(initial, outputBias);
  }
  ObjectText text;
  text.add("w", initial.w).add("b", initial.b).add("a", initial.a);
  if (outputBias) {
    text.add("c", initial.c[0]);
  }
  return text;
}

ObjectText networkText(const Network& network) {
  ObjectText text;
  if (network.initial) {
    text.add("initial", initialText(*network.initial, network.outputBias));
  } else {
    text.add("width", static_cast<double>(network.width)).add("initScale", network.initScale);
    text.add("initialisation", choiceText("network.initialisation", network.initialisation));
    if (network.clipping) {
      text.add("clipping", *network.clipping);
    }
    if (network.zeroOutput) {
      text.add("zeroOutput", true);
    }
  }
  text.add("hiddenBias", network.hiddenBias).add("outputBias", network.outputBias);
  text.add("activation", choiceText("network.activation", network.activation));
  if (!network.initial) {
    text.add("seed", static_cast<double>(network.seed));
  }
  return text;
}

}  // namespace

std::string listText(std::span<const double> values) {
  std::string list = "[";
  for (const double value : values) {
    list.append(list.size() == 1 ? "" : ",").append(numberText(value));
  }
  return list + "]";
}

std::string experimentText(const Experiment& experiment) {
  const Training& training = experiment.training;
  return ObjectText()
      .add("version", kFormatVersion)
      .add("preset", quotedText(experiment.preset))
      .add("data", dataText(experiment.data))
      .add("network", networkText(experiment.network))
      .add("training", ObjectText()
                           .add("dynamics", choiceText("training.dynamics", training.dynamics))
                           .add("learningRate", training.learningRate)
                           .add("iterations", static_cast<double>(training.iterations))
                           .add("frameGrowth", training.frameGrowth)
                           .add("precision", choiceText("training.precision", training.precision))
                           .add("engine", choiceText("training.engine", training.engine))
                           .add("tolerance", training.tolerance))
      .text();
}

}  // namespace reluscope
