#include "experiment/shape_writer.hpp"

namespace reluscope {
namespace {

/// A list of lists of `columns` numbers, or of numbers if that is 1.
std::string rowsText(std::span<const double> values, std::size_t columns) {
  if (columns == 1) {
    return listText(values);
  }
  std::string list;
  for (; !values.empty(); values = values.subspan(columns)) {
    list.append(list.empty() ? "[" : ",").append(listText(values.first(columns)));
  }
  return list + "]";
}

ObjectText teacherText(const Teacher& teacher) {
  return ObjectText()
      .add("seed", static_cast<double>(teacher.seed))
      .add("points", static_cast<double>(teacher.points))
      .add("inputs", static_cast<double>(teacher.inputs))
      .add("width", static_cast<double>(teacher.width));
}

}  // namespace

ObjectText otherDataText(const Data& data) {
  if (data.teacher) {
    return ObjectText().add("teacher", teacherText(*data.teacher));
  }
  return ObjectText().add("x", rowsText(data.x, data.inputs)).add("y", rowsText(data.y, data.outputs));
}

ObjectText otherInitialText(const Weights& initial, bool outputBias) {
  const std::size_t width = initial.b.size();
  ObjectText text;
  text.add("w", rowsText(initial.w, initial.inputs())).add("b", initial.b);
  text.add("a", rowsText(byOutput(initial.a, initial.outputs()), initial.outputs() == 1 ? 1 : width));
  if (outputBias) {
    text.add("c", initial.outputs() == 1 ? numberText(initial.c[0]) : listText(initial.c));
  }
  return text;
}

}  // namespace reluscope
