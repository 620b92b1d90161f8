#include "sweep/sweep_schema.hpp"

#include "experiment/experiment_schema.hpp"
#include "sweep/sweep.hpp"

namespace reluscope {
namespace {

ObjectText listSchema(const ObjectText& value) {
  return ObjectText()
      .add("type", R"("array")")
      .add("items", value)
      .add("minItems", 1.0)
      .add("maxItems", static_cast<double>(kMostRuns))
      .add("uniqueItems", true);
}

ObjectText rangeSchema(const Field& field) {
  const ObjectText positive = ObjectText().add("exclusiveMinimum", 0.0);
  const ObjectText count =
      ObjectText().add("type", R"("integer")").add("minimum", 2.0).add("maximum", static_cast<double>(kMostRuns));
  const ObjectText properties = ObjectText()
                                    .add("from", valueSchema(field))
                                    .add("to", valueSchema(field))
                                    .add("count", count)
                                    .add("scale", ObjectText().add("enum", R"(["linear","log"])"));
  const ObjectText isLogarithmic =
      ObjectText()
          .add("properties", ObjectText().add("scale", ObjectText().add("const", R"("log")")))
          .add("required", R"(["scale"])");
  return objectSchema(properties)
      .add("required", R"(["from","to"])")
      .add("if", isLogarithmic)
      .add("then", ObjectText().add("properties", ObjectText().add("from", positive).add("to", positive)));
}

ObjectText sweptSchema(const Field& field) {
  const ObjectText list = listSchema(valueSchema(field));
  const bool isNumber = field.kind == FieldKind::integer || field.kind == FieldKind::number;
  return isNumber ? ObjectText().add("anyOf", listText({list.text(), rangeSchema(field).text()})) : list;
}

}  // namespace

std::string sweepSchema() {
  ObjectText keys;
  keys.add("preset", listSchema(presetSchema()));
  for (const Field& each : fields()) {
    if (each.kind != FieldKind::numbers) {
      keys.add(each.key, sweptSchema(each));
    }
  }
  const ObjectText over =
      objectSchema(keys).add("minProperties", 1.0).add("maxProperties", static_cast<double>(kMostSweptKeys));
  const ObjectText properties = ObjectText()
                                    .add(kSchemaKey, ObjectText())
                                    .add("version", ObjectText().add("const", kFormatVersion))
                                    .add("experiment", keysSchema())
                                    .add("over", over);
  return ObjectText()
             .add("$schema", kSchemaDraft)
             .add("title", R"("A sweep of ReLUscope")")
             .add("type", R"("object")")
             .add("additionalProperties", false)
             .add("required", R"(["experiment","over"])")
             .add("properties", properties)
             .text() +
         "\n";
}

}  // namespace reluscope
