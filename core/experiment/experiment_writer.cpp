#include "experiment/experiment_writer.hpp"

#include <span>
#include <vector>

#include "experiment/fields.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

std::string listText(std::span<const double> values) {
  std::string list;
  for (const double value : values) {
    list.append(list.empty() ? "[" : ",").append(numberText(value));
  }
  return list + "]";
}

/// A list of lists of `columns` numbers.
std::string rowsText(std::span<const double> values, std::size_t columns) {
  std::string list;
  for (; !values.empty(); values = values.subspan(columns)) {
    list.append(list.empty() ? "[" : ",").append(listText(values.first(columns)));
  }
  return list + "]";
}

/// Builds the text of a JSON object, member by member.
class ObjectText {
 public:
  ObjectText& add(std::string_view name, std::string_view json) {
    text_.append(text_.empty() ? "{\"" : ",\"").append(name).append("\":").append(json);
    return *this;
  }
  ObjectText& add(std::string_view name, double value) { return add(name, numberText(value)); }
  ObjectText& add(std::string_view name, bool value) { return add(name, std::string_view(value ? "true" : "false")); }
  ObjectText& add(std::string_view name, const std::vector<double>& values, std::size_t columns = 1) {
    return add(name, columns == 1 ? listText(values) : rowsText(values, columns));
  }
  ObjectText& add(std::string_view name, const ObjectText& object) { return add(name, object.text()); }

  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_;
};

ObjectText teacherText(const Teacher& teacher) {
  return ObjectText()
      .add("seed", static_cast<double>(teacher.seed))
      .add("points", static_cast<double>(teacher.points))
      .add("inputs", static_cast<double>(teacher.inputs))
      .add("width", static_cast<double>(teacher.width));
}

ObjectText dataText(const Data& data) {
  return data.teacher ? ObjectText().add("teacher", teacherText(*data.teacher))
                      : ObjectText().add("x", data.x, data.inputs).add("y", data.y, data.outputs);
}

ObjectText initialText(const Weights& initial, bool outputBias) {
  ObjectText text;
  text.add("w", initial.w, initial.w.size() / initial.b.size()).add("b", initial.b);
  text.add("a", byOutput(initial.a, initial.outputs()), initial.outputs() == 1 ? 1 : initial.b.size());
  if (outputBias) {
    text.add("c", initial.outputs() == 1 ? numberText(initial.c[0]) : listText(initial.c));
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
      text.add("clipping", std::vector<double>{network.clipping->begin(), network.clipping->end()});
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
