#include "experiment/experiment_writer.hpp"

#include "experiment/fields.hpp"
#include "text/object_text.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

ObjectText networkText(const Network& network) {
  ObjectText text;
  if (network.initial) {
    ObjectText initial;
    initial.add("w", network.initial->w).add("b", network.initial->b).add("a", network.initial->a);
    if (network.outputBias) {
      initial.add("c", network.initial->c);
    }
    text.add("initial", initial);
  } else {
    text.add("width", static_cast<double>(network.width)).add("initScale", network.initScale);
    text.add("initialisation", choiceText("network.initialisation", network.initialisation));
  }
  text.add("hiddenBias", network.hiddenBias).add("outputBias", network.outputBias);
  text.add("activation", choiceText("network.activation", network.activation));
  if (!network.initial) {
    text.add("seed", static_cast<double>(network.seed));
  }
  return text;
}

}  // namespace

std::string experimentText(const Experiment& experiment) {
  const Training& training = experiment.training;
  return ObjectText()
      .add("version", kFormatVersion)
      .add("preset", quotedText(experiment.preset))
      .add("data", ObjectText().add("x", experiment.data.x).add("y", experiment.data.y))
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
