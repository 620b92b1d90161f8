#include "experiment/experiment_writer.hpp"

#include <vector>

#include "experiment/fields.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

/// Builds the text of a JSON object, member by member.
class ObjectText {
 public:
  ObjectText& add(std::string_view name, std::string_view json) {
    text_.append(text_.empty() ? "{\"" : ",\"").append(name).append("\":").append(json);
    return *this;
  }
  ObjectText& add(std::string_view name, double value) { return add(name, numberText(value)); }
  ObjectText& add(std::string_view name, bool value) { return add(name, std::string_view(value ? "true" : "false")); }
  ObjectText& add(std::string_view name, const std::vector<double>& values) {
    std::string list;
    for (const double value : values) {
      list.append(list.empty() ? "[" : ",").append(numberText(value));
    }
    return add(name, list + "]");
  }
  ObjectText& add(std::string_view name, const ObjectText& object) { return add(name, object.text()); }

  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_;
};

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
