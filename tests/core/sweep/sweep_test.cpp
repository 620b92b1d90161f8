#include "sweep/sweep.hpp"

#include <gtest/gtest.h>

#include "experiment/experiment_writer.hpp"
#include "experiment/fields.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

std::vector<std::string> valuesOf(const std::string& range, const std::string& key = "network.seed") {
  return parseSweep("{}", {}, {{key, range}}).keys().front().values;
}

std::string refusalOf(std::string_view text, const std::vector<Setting>& over = {},
                      const std::vector<Setting>& settings = {}) {
  try {
    const Sweep sweep = parseSweep(text, settings, over);
    sweep.check();
    return "taken, with " + std::to_string(sweep.runs()) + " runs";
  } catch (const ExperimentError& error) {
    return error.what();
  }
}

TEST(Sweep, IsAnExperimentWithLists) {
  const Sweep sweep = parseSweep(R"({"version": 1, "experiment": {"training": {"iterations": 7}},
    "over": {"network.seed": {"from": 0, "to": 2}, "network.initScale": {"from": 1e-8, "to": 1, "count": 5, "scale": "log"},
             "network.initialisation": ["balanced", "dominated"]}})");
  ASSERT_EQ(sweep.runs(), 3U * 5 * 2);
  // The last key varies fastest.
  const Experiment second = sweep.experiment(1);
  EXPECT_EQ(second.network.seed, 0U);
  EXPECT_EQ(second.network.initialisation, Initialisation::dominated);
  const Experiment last = sweep.experiment(29);
  EXPECT_EQ(last.network.seed, 2U);
  EXPECT_EQ(last.network.initScale, 1);
  EXPECT_EQ(last.training.iterations, 7);
  const Experiment middle = sweep.experiment(14);
  EXPECT_EQ(middle.network.seed, 1U);
  EXPECT_EQ(middle.network.initScale, 1e-4);
  EXPECT_EQ(middle.network.initialisation, Initialisation::balanced);
}

TEST(Sweep, RunsAreThoseOfTheExperimentWithTheirSettings) {
  const std::string text = R"({"preset": "non-orthogonal", "network": {"width": 5}})";
  const Sweep sweep = parseSweep(text, {{"training.iterations", "9"}},
                                 {{"network.outputBias", "[true,false]"}, {"training.learningRate", "[0.1,0.01]"}});
  for (std::size_t run = 0; run < sweep.runs(); ++run) {
    std::vector<Setting> settings{{"training.iterations", "9"}};
    for (const Setting& each : sweep.values(run)) {
      settings.push_back(each);
    }
    EXPECT_EQ(sweep.experiment(run), parseExperiment(text, settings));
  }
}

TEST(Sweep, TakesAnExperimentOrARunsFileWithKeysFromElsewhere) {
  const Experiment experiment = parseExperiment(R"({"preset":"three-points","network":{"width":3}})");
  for (const std::string& text : {experimentText(experiment),
                                  R"({"experiment":)" + experimentText(experiment) + R"(,"engine":"cells","loss":[)"}) {
    const Sweep sweep = parseSweep(text, {}, {{"network.seed", "[4]"}});
    EXPECT_EQ(sweep.experiment(0).network.seed, 4U);
    EXPECT_EQ(sweep.experiment(0).data, experiment.data);
  }
  // Keys from elsewhere replace the sweep's own, and come after them.
  const Sweep sweep = parseSweep(R"({"experiment":{},"over":{"network.seed":[1,2],"network.width":[3]}})", {},
                                 {{"training.iterations", "[5]"}, {"network.seed", "[7,8,9]"}});
  ASSERT_EQ(sweep.keys().size(), 3U);
  EXPECT_EQ(sweep.keys()[0].key, "network.seed");
  EXPECT_EQ(sweep.keys()[0].values, (std::vector<std::string>{"7", "8", "9"}));
  EXPECT_EQ(sweep.keys()[2].key, "training.iterations");
}

TEST(Sweep, PresetsCanBeSwept) {
  const Sweep sweep =
      parseSweep(R"({"experiment":{"network":{"width":4}},"over":{"preset":["orthogonal","three-points"]}})");
  EXPECT_EQ(sweep.experiment(1).preset, "three-points");
  EXPECT_EQ(sweep.experiment(1).data.x.size(), 3U);
  EXPECT_EQ(sweep.experiment(1).network.width, 4);
}

TEST(Sweep, AnyKeyWithASingleValueCanBeSwept) {
  for (const Field& field : fields()) {
    const std::string value = field.kind == FieldKind::boolean  ? "true"
                              : field.kind == FieldKind::choice ? '"' + std::string(field.choices.front()) + '"'
                                                                : numberText(field.maximum);
    const std::string said = refusalOf("{}", {{std::string(field.key), "[" + value + "]"}});
    if (field.kind == FieldKind::numbers) {
      EXPECT_EQ(said.find("over." + std::string(field.key) + ": no single value"), 0U) << said;
      EXPECT_NE(said.find("preset, data.teacher.seed"), std::string::npos) << said;
    } else {
      EXPECT_EQ(said, "taken, with 1 runs") << field.key;
    }
  }
}

TEST(Sweep, WholeNumbersHaveWholeGrids) {
  EXPECT_EQ(valuesOf(R"({"from":3,"to":6})"), (std::vector<std::string>{"3", "4", "5", "6"}));
  EXPECT_EQ(valuesOf(R"({"from":2,"to":0})"), (std::vector<std::string>{"2", "1", "0"}));
  EXPECT_EQ(valuesOf(R"({"from":5,"to":5})"), (std::vector<std::string>{"5"}));
  EXPECT_EQ(valuesOf(R"({"from":0,"to":10,"count":3})"), (std::vector<std::string>{"0", "5", "10"}));
  EXPECT_EQ(valuesOf(R"({"from":4294967294,"to":4294967295})"), (std::vector<std::string>{"4294967294", "4294967295"}));
  // Those that round to the same number are one.
  EXPECT_EQ(valuesOf(R"({"from":1,"to":10,"count":9,"scale":"log"})"),
            (std::vector<std::string>{"1", "2", "3", "4", "6", "7", "10"}));
  EXPECT_EQ(valuesOf(R"({"from":0.5,"to":0.5,"count":9})", "network.initScale"), (std::vector<std::string>{"0.5"}));
}

TEST(Sweep, RefusalsNameKeyValueAndRange) {
  const auto seed = [](const std::string& values) { return refusalOf("{}", {{"network.seed", values}}); };
  EXPECT_EQ(seed("[1,-2]"), "network.seed: -2 is not a whole number from 0 to 4,294,967,295");
  EXPECT_EQ(seed(R"(["one"])"), "network.seed: \"one\" is not a whole number from 0 to 4,294,967,295");
  EXPECT_EQ(seed("[[1]]"), "network.seed: a list of 0 is not a whole number from 0 to 4,294,967,295");
  EXPECT_EQ(seed("[]"), "over.network.seed: a list of 0 is not a list of values");
  EXPECT_EQ(seed("[3,4,3]"), "over.network.seed: 3 is given twice");
  EXPECT_EQ(seed("7"), R"(over.network.seed: 7 is not a list of values or a range {"from", "to", "count", "scale"})");
  EXPECT_EQ(seed(R"({"from":0})"), "over.network.seed.to: missing; it is a whole number from 0 to 4,294,967,295");
  EXPECT_EQ(seed(R"({"from":0.5,"to":3})"),
            "over.network.seed.from: 0.5 is not a whole number from 0 to 4,294,967,295");
  EXPECT_EQ(seed(R"({"from":0,"to":5000000000})"),
            "over.network.seed.to: 5,000,000,000 is not a whole number from 0 to 4,294,967,295");
  EXPECT_EQ(seed(R"({"from":9,"to":9,"count":1})"),
            "over.network.seed.count: 1 is not a whole number from 2 to 1,000,000");
  EXPECT_EQ(seed(R"({"from":0,"to":9,"count":1})"),
            "over.network.seed.count: 1 is not a whole number from 2 to 1,000,000");
  EXPECT_EQ(seed(R"({"from":0,"to":9,"scale":"log","count":3})"),
            "over.network.seed.from: 0 is not positive, as both ends of a logarithmic scale must be");
  EXPECT_EQ(seed(R"({"from":1,"to":9,"scale":"log"})"),
            "over.network.seed.count: missing; it says how many values there are from 1 to 9");
  EXPECT_EQ(seed(R"({"from":1,"to":9,"scale":"cubic"})"),
            "over.network.seed.scale: \"cubic\" is not one of linear, log");
  EXPECT_EQ(seed(R"({"from":1,"to":9,"step":2})"),
            "over.network.seed.step: unknown key; those of a range are from, to, count, scale");
  EXPECT_EQ(seed(R"({"from":0,"to":1000000})"),
            "over.network.seed: 1,000,001 runs are more than the 1,000,000 that a sweep may have");
  EXPECT_EQ(refusalOf("{}", {{"network.activation", R"({"from":0,"to":1})"}}),
            "over.network.activation: an object is not a list of values, each one of relu, leaky-relu, gelu, softplus, "
            "tanh");
  EXPECT_EQ(refusalOf("{}", {{"network.initScale", R"({"from":0,"to":1})"}}),
            "over.network.initScale.from: 0 is not a number from 1e-150 to 1,000");
  EXPECT_EQ(
      refusalOf("{}", {{"network.sed", "[1]"}}).find("over.network.sed: unknown key; a sweep can run over preset, "),
      0U);
  EXPECT_EQ(refusalOf("{}", {{"\xFF\n", "[1]"}}).find("over.\\ufffd\\n: unknown key"), 0U);
  EXPECT_LT(refusalOf("{}", {{std::string(30, '\n'), "[1]"}}).size(), 500U);
  EXPECT_EQ(refusalOf("{}", {{"network.initial.c", "[1]"}}).find("over.network.initial.c: no single value"), 0U);
  EXPECT_EQ(refusalOf("{}").find("over: 0 keys are not 1 to 3"), 0U);
  EXPECT_EQ(refusalOf(R"({"experiment":{},"over":{}})").find("over: 0 keys"), 0U);
  EXPECT_EQ(refusalOf(R"({"version":2,"experiment":{},"over":{"network.seed":[1]}})"), "version: 2 is not 1");
  EXPECT_EQ(refusalOf(R"({"over":{"network.seed":[1]}})").find("experiment: missing"), 0U);
  EXPECT_EQ(refusalOf(R"({"experiment":{},"over":[1]})").find("over: a list of 1 is not an object"), 0U);
  EXPECT_EQ(refusalOf(R"({"over":{"network.seed":[1]},"ovr":1,"experiment":{}})").find("ovr: unknown key"), 0U);
  EXPECT_EQ(refusalOf(R"({"ovr":{"network.seed":[1]}})").find("ovr: unknown key"), 0U);
  EXPECT_EQ(refusalOf(R"({"experiment":{"network":{"widht":1}},"over":{"network.seed":[1]}})")
                .find("network.widht: unknown key"),
            0U);
  EXPECT_EQ(refusalOf("{}", {{"network.seed", "[1]"},
                             {"network.width", "[1]"},
                             {"network.hiddenBias", "[true]"},
                             {"network.outputBias", "[true]"}})
                .find("over: 4 keys are not 1 to 3"),
            0U);
  EXPECT_EQ(refusalOf("{}", {{"network.seed", R"({"from":0,"to":1999})"}, {"network.width", R"({"from":1,"to":501})"}}),
            "over: 1,002,000 runs are more than the 1,000,000 that a sweep may have");
}

TEST(Sweep, TheRunsThatCannotBeTogetherAreFoundBeforeTheFirstTrains) {
  EXPECT_EQ(
      refusalOf("{}", {{"training.precision", R"(["float64","float32"])"}, {"training.engine", R"(["auto","cells"])"}}),
      R"(training.engine: "cells" needs training.precision "float64", not "float32"; "auto" or "dense" will do)");
  EXPECT_EQ(refusalOf(R"({"network":{"initial":{"w":[1],"b":[0],"a":[1]}}})", {{"network.seed", "[1]"}})
                .find("network.seed: 1 is not allowed beside network.initial"),
            0U);
}

TEST(Sweep, WarnsOfTheRunWhoseBalancedWeightsUnderflow) {
  const auto noteOf = [](const std::string& experiment, const std::string& scales) {
    return underflowNote(parseSweep(experiment, {}, {{"network.initScale", scales}})).value_or("");
  };
  EXPECT_TRUE(noteOf("{}", "[1, 1e-30, 1e-20]").starts_with("run 1: network.initScale: "))
      << noteOf("{}", "[1, 1e-30]");
  EXPECT_EQ(noteOf("{}", "[1, 1e-6]"), "");
  EXPECT_EQ(noteOf(R"({"network": {"initialisation": "unbalanced"}})", "[1, 1e-30]"), "");
}

}  // namespace
}  // namespace reluscope
