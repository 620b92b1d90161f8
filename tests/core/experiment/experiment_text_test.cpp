#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "experiment/fields.hpp"
#include "experiment/json.hpp"
#include "experiment/presets.hpp"
#include "text/number_text.hpp"

namespace reluscope {
namespace {

/// The message that refuses a text.
std::string complaint(const std::string& text, const std::vector<Setting>& settings = {}) {
  try {
    parseExperiment(text, settings);
  } catch (const ExperimentError& error) {
    const std::string message = error.what();
    EXPECT_TRUE(error.key().empty() || message.rfind(error.key() + ": ", 0) == 0) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
    return message;
  }
  return "accepted";
}

TEST(Experiment, nothingMeansTheNotebooksRun) {
  const Experiment experiment = parseExperiment("{}");
  EXPECT_EQ(experiment, findPreset("orthogonal")->experiment);
  EXPECT_EQ(experiment.network.width, 60);
  EXPECT_EQ(experiment.training.iterations, 20'000);
}

TEST(Experiment, keysBesideAPresetWinOverIt) {
  const Experiment experiment =
      parseExperiment(R"({"version":1,"preset":"three-points","network":{"width":500},"training":{"iterations":7}})");
  EXPECT_EQ(experiment.network.width, 500);
  EXPECT_EQ(experiment.training.iterations, 7);
  EXPECT_EQ(experiment.network.initScale, 1e-3);
  EXPECT_EQ(experiment.data.x, (std::vector<double>{-0.75, -0.5, 0.125}));
}

TEST(Experiment, everyPresetComesBackFromItsText) {
  for (const Preset& preset : presets()) {
    const std::string text = experimentText(preset.experiment);
    EXPECT_EQ(experimentText(parseExperiment(text)), text) << preset.name;
    EXPECT_EQ(parseExperiment(R"({"preset":")" + std::string(preset.name) + R"("})"), parseExperiment(text));
  }
}

TEST(Experiment, givenWeightsComeBackFromTheirText) {
  const Experiment experiment =
      parseExperiment(R"({"network":{"initial":{"w":[0.1,-3e-300],"b":[1,2],"a":[3,4],"c":0.5},"outputBias":true}})");
  EXPECT_EQ(experiment.network.width, 2);
  EXPECT_EQ(parseExperiment(experimentText(experiment)), experiment);
}

TEST(Experiment, wholeNumbersMayBeWrittenAsPowers) {
  EXPECT_EQ(parseExperiment(R"({"training":{"iterations":2e4}})").training.iterations, 20'000);
  EXPECT_EQ(parseExperiment(R"({"network":{"seed":4294967295}})").network.seed, 4'294'967'295U);
}

struct Refusal {
  const char* text;
  const char* message;
};

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, namesTheKeyTheValueAndTheRange) { EXPECT_EQ(complaint(GetParam().text), GetParam().message); }

INSTANTIATE_TEST_SUITE_P(
    Experiment, Refused,
    testing::Values(
        Refusal{R"({"network":{"width":0}})", "network.width: 0 is not a whole number from 1 to 1,000,000"},
        Refusal{R"({"network":{"width":1000001}})",
                "network.width: 1,000,001 is not a whole number from 1 to 1,000,000"},
        Refusal{R"({"network":{"width":1.5}})", "network.width: 1.5 is not a whole number from 1 to 1,000,000"},
        Refusal{R"({"network":{"width":"60"}})", "network.width: \"60\" is not a whole number from 1 to 1,000,000"},
        Refusal{R"({"network":{"seed":-1}})", "network.seed: -1 is not a whole number from 0 to 4,294,967,295"},
        Refusal{R"({"network":{"initScale":0}})", "network.initScale: 0 is not a number from 1e-150 to 1,000"},
        Refusal{R"({"network":{"initScale":1e-40}})",
                "network.initScale: 1e-40 is below 1e-30, which needs training.dynamics \"flow\""},
        Refusal{R"({"training":{"dynamics":"jump"}})", "training.dynamics: \"jump\" is not one of descent, flow"},
        Refusal{R"({"training":{"dynamics":"flow","tolerance":0}})",
                "training.tolerance: 0 is not a number from 1e-13 to 0.001"},
        Refusal{R"({"network":{"activation":"gelu"},"training":{"dynamics":"flow"}})",
                "training.dynamics: \"flow\" needs network.activation \"relu\", not \"gelu\"; \"descent\" takes any"},
        Refusal{
            R"({"training":{"dynamics":"flow","precision":"float32"}})",
            "training.dynamics: \"flow\" needs training.precision \"float64\", not \"float32\"; \"descent\" takes any"},
        Refusal{R"({"training":{"dynamics":"flow","engine":"cells"}})",
                "training.dynamics: \"flow\" needs training.engine \"auto\", not \"cells\"; \"descent\" takes any"},
        Refusal{R"({"network":{"initialisation":"random"}})",
                "network.initialisation: \"random\" is not one of balanced, unbalanced, dominated"},
        Refusal{R"({"network":{"hiddenBias":1}})", "network.hiddenBias: 1 is not true or false"},
        Refusal{R"({"training":{"learningRate":1e4}})",
                "training.learningRate: 10,000 is not a number from 1e-12 to 1,000"},
        Refusal{R"({"training":{"iterations":1e9}})",
                "training.iterations: 1,000,000,000 is not a whole number from 1 to 100,000,000"},
        Refusal{R"({"training":{"frameGrowth":0.9}})", "training.frameGrowth: 0.9 is not a number from 1 to 10"},
        Refusal{R"({"training":{"precision":null}})", "training.precision: null is not one of float32, float64"},
        Refusal{R"({"network":{"activation":"tanh"},"training":{"engine":"cells"}})",
                "training.engine: \"cells\" needs network.activation \"relu\", not \"tanh\"; \"auto\" or \"dense\" "
                "will do"},
        Refusal{R"({"training":{"engine":"cells","precision":"float32"}})",
                "training.engine: \"cells\" needs training.precision \"float64\", not \"float32\"; \"auto\" or "
                "\"dense\" will do"},
        Refusal{R"({"training":5})", "training: 5 is not an object"},
        Refusal{R"({"version":2})", "version: 2 is not 1"},
        Refusal{R"({"preset":"nope"})",
                "preset: \"nope\" is not one of orthogonal, non-orthogonal, non-orthogonal-large-init, three-points, "
                "forty-points, high-dimension, plane, xor, two-outputs, spiral"},
        Refusal{R"({"wdith":3})", "wdith: unknown key; the known ones are version, preset, data, network, training"},
        Refusal{R"({"data":{"z":[1]}})", "data.z: unknown key; the known ones are teacher, x, y"},
        Refusal{R"({"network.width":3})",
                "\"network.width\": unknown key; the known ones are version, preset, data, network, training"},
        Refusal{R"({"network":{"initial":{"w":[1],"d":{}}}})",
                "network.initial.d: unknown key; the known ones are w, b, a, c"},
        Refusal{R"({"data":{"x":[1,2,3]}})", "data.y: a list of 2 is not as long as data.x, which has 3"},
        Refusal{R"({"data":{"x":[],"y":[]}})",
                "data.x: a list of 0 is not a list of 1 to 10,000, each a number from -1,000,000 to 1,000,000"},
        Refusal{R"({"data":{"x":[1,"2"]}})", "data.x[1]: \"2\" is not a number from -1,000,000 to 1,000,000"},
        Refusal{R"({"data":{"x":[1,2e6]}})", "data.x[1]: 2,000,000 is not a number from -1,000,000 to 1,000,000"},
        Refusal{R"({"network":{"initial":{"w":[1],"b":[1],"a":[1]},"seed":3}})",
                "network.seed: 3 is not allowed beside network.initial, which gives the weights"},
        Refusal{R"({"network":{"initial":{"w":[1],"b":[1,2],"a":[1]}}})",
                "network.initial.b: a list of 2 is not as long as network.initial.w, which has 1"},
        Refusal{R"({"network":{"initial":{"b":[1],"a":[1]}}})",
                "network.initial.w: missing; it gives one number a neuron"},
        Refusal{R"({"network":{"initial":{"w":[1],"b":[1],"a":[1],"c":2}}})",
                "network.initial.c: 2 needs network.outputBias true"},
        Refusal{R"({"network":{"initial":{"w":[1],"b":[1],"a":[1]},"hiddenBias":false}})",
                "network.initial.b: only zeros go with network.hiddenBias false"},
        Refusal{"[1]", "an experiment is one JSON object, not a list of 1"}));

TEST(Experiment, isFoundInARunsFile) {
  const Experiment expected = parseExperiment(R"({"network":{"width":3}})");
  for (const char* text : {R"({"version":1,"experiment":{"network":{"width":3}},"engine":"dense","loss":[1,2]})",
                           R"({"frames":[{"experiment":7}],"more":{"a":1},"experiment":{"network":{"width":3}}})",
                           R"({"version":1,"experiment":{"network":{"width":3}},"engine":"dense","loss":[1,2)"}) {
    EXPECT_EQ(parseExperiment(text), expected) << text;
  }
  EXPECT_EQ(parseExperiment(R"({"experiment":{"preset":"three-points"},"loss":[]})", {{"network.seed", "2"}}),
            parseExperiment(R"({"preset":"three-points","network":{"seed":2}})"));
  EXPECT_EQ(complaint(R"({"experiment":3})"), "an experiment is one JSON object, not 3");
  EXPECT_EQ(complaint(R"({"experiment":{"network":{"width":0}}})"), complaint(R"({"network":{"width":0}})"));
  EXPECT_NE(complaint(R"({"experiment":{"network":{"width":3})"), "accepted");
}

TEST(Setting, takesJsonOrABareWord) {
  const auto set = [](const char* text, const char* key, const char* value) {
    return parseExperiment(text, {{key, value}});
  };
  EXPECT_EQ(set("{}", "training.iterations", "300000").training.iterations, 300'000);
  EXPECT_EQ(set("{}", "network.initialisation", "dominated").network.initialisation, Initialisation::dominated);
  EXPECT_EQ(set(R"({"data":{"x":[1],"y":[3]}})", "data.y", "[2]"), parseExperiment(R"({"data":{"x":[1],"y":[2]}})"));
  EXPECT_EQ(set("{}", "network", R"({"initial":{"w":[1],"a":[1]},"hiddenBias":false})").network.width, 1);
  EXPECT_THROW(set(R"({"data":3})", "data.y", "[2]"), ExperimentError);
}

TEST(Setting, winsOverTheTextAndTheOnesBefore) {
  const Experiment experiment =
      parseExperiment(R"({"network":{"seed":1,"width":7}})", {{"network", R"({"seed":2})"}, {"network.seed", "3"}});
  EXPECT_EQ(experiment.network.seed, 3U);
  EXPECT_EQ(experiment.network.width, 7);
}

TEST(Setting, ofAnUnknownKeyIsRefused) {
  EXPECT_EQ(complaint("{}", {{"data.x.y", "1"}}), "data.x.y: unknown key; the known ones are teacher, x, y");
  EXPECT_EQ(complaint("{}", {{"experiment", R"({"version":1})"}}),
            "experiment: unknown key; the known ones are version, preset, data, network, training");
}

TEST(NumberText, readsBackToTheSameDouble) {
  for (const double value : {0.0, -0.0, 1.0, 0.1, 1.0 / 3, 1e-308, 5e-324, 1.7976931348623157e308, -2.5e-17, 1e22}) {
    const double back = std::strtod(numberText(value).c_str(), nullptr);
    EXPECT_EQ(back, value);
    EXPECT_EQ(std::signbit(back), std::signbit(value));
  }
  EXPECT_EQ(numberText(3), "3");
  EXPECT_EQ(numberText(std::numeric_limits<double>::infinity()), "null");
}

}  // namespace
}  // namespace reluscope
