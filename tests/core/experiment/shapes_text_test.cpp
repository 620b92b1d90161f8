// The format of several inputs and outputs.

#include <gtest/gtest.h>

#include <string>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "experiment/presets.hpp"

namespace reluscope {
namespace {

std::string refusalOf(const std::string& text) {
  try {
    parseExperiment(text);
  } catch (const ExperimentError& error) {
    return error.what();
  }
  return "accepted";
}

std::string ofData(const std::string& x, const std::string& y) {
  return R"({"data":{"x":)" + x + R"(,"y":)" + y + "}}";
}

/// The text of a resolved experiment, in which `part` must be.
void expectRoundTrip(const std::string& text, const std::string& part) {
  const Experiment experiment = parseExperiment(text);
  const std::string written = experimentText(experiment);
  EXPECT_NE(written.find(part), std::string::npos) << written;
  EXPECT_EQ(parseExperiment(written), experiment);
  EXPECT_EQ(experimentText(parseExperiment(written)), written);
}

TEST(ShapesText, listsOfListsAreInputsAndOutputs) {
  const Experiment experiment = parseExperiment(ofData("[[1,2,3],[4,5,6]]", "[[7,8],[9,10]]"));
  EXPECT_EQ(experiment.data.x, (std::vector<double>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(experiment.data.inputs, 3U);
  EXPECT_EQ(experiment.data.y, (std::vector<double>{7, 8, 9, 10}));
  EXPECT_EQ(experiment.data.outputs, 2U);
  EXPECT_EQ(experiment.data.points(), 2U);
  expectRoundTrip(ofData("[[1,2,3],[4,5,6]]", "[[7,8],[9,10]]"),
                  R"("data":{"x":[[1,2,3],[4,5,6]],"y":[[7,8],[9,10]]})");
}

TEST(ShapesText, listsOfOneAreNumbers) {
  EXPECT_EQ(parseExperiment(ofData("[[1],[2]]", "[[3],[ 4 ]]")), parseExperiment(ofData("[1,2]", "[3,4]")));
  expectRoundTrip(ofData("[ [1],[2]]", "[3,4]"), R"("data":{"x":[1,2],"y":[3,4]})");
}

TEST(ShapesText, refusesListsOfOtherShapes) {
  EXPECT_EQ(refusalOf(ofData("[[1,2],[3]]", "[1,2]")), "data.x[1]: a list of 1 is not a list of 2, as the first is");
  EXPECT_EQ(refusalOf(ofData("[[1,2],3]", "[1,2]")), "data.x[1]: 3 is not a list of 2, as the first is");
  EXPECT_EQ(refusalOf(ofData("[1,[2]]", "[1,2]")).find("data.x[1]: a list of 1 is not a number from "), 0U);
  EXPECT_EQ(refusalOf(ofData("[[],[]]", "[1,2]")), "data.x[0]: a list of 0 is not a list of 1 or more numbers");
  EXPECT_EQ(refusalOf(ofData(R"([[1,2],[3,"a"]])", "[1,2]")).find("data.x[1][1]: \"a\" is not a number from "), 0U);
  EXPECT_EQ(refusalOf(ofData(R"([[null,2],[3,4]])", "[1,2]")).find("data.x[0][0]: null is not a number from "), 0U);
  EXPECT_EQ(refusalOf(ofData("[[1,[2]],[3,4]]", "[1,2]")).find("data.x[0][1]: a list of 1 is not a number from "), 0U);
  EXPECT_EQ(refusalOf(ofData("[[1,2],[3,2e6]]", "[1,2]")).find("data.x[1][1]: 2,000,000 is not a number from "), 0U);
  EXPECT_EQ(refusalOf(ofData("[[1,2],[3,4]]", "[1]")), "data.y: a list of 1 is not as long as data.x, which has 2");
  EXPECT_EQ(refusalOf(ofData("[1,2]", "[[1,2,3,4,5,6,7,8,9,10,11],[1]]")),
            "data.y[0]: a list of 11 is not a list of 1 to 10, one for each output");
  std::string row = "1";
  for (int k = 1; k < 1001; ++k) {
    row += ",1";
  }
  EXPECT_EQ(refusalOf(ofData("[[" + row + "]]", "[1]")),
            "data.x[0]: a list of 1,001 is not a list of 1 to 1,000, one for each input");
}

TEST(ShapesText, refusesTooMuchWork) {
  std::string x;
  for (int i = 0; i < 101; ++i) {
    x += (i == 0 ? "[" : ",[") + std::to_string(i) + ",0]";
  }
  const std::string y = "[" + std::string("0") + [] {
    std::string zeros;
    for (int i = 1; i < 101; ++i) {
      zeros += ",0";
    }
    return zeros;
  }() + "]";
  const std::string data = R"("data":{"x":[)" + x + R"(],"y":)" + y + "}";
  EXPECT_EQ(
      refusalOf("{" + data + R"(,"network":{"width":500000}})"),
      "network.width: 500,000 neurons, 101 points and 2 inputs make a product of 101,000,000, which is not a number "
      "up to 100,000,000: take fewer neurons, points or inputs");
  EXPECT_EQ(refusalOf("{" + data + R"(,"network":{"width":49504}})"), "accepted");
}

TEST(ShapesText, refusesWhatIsOneDimensional) {
  const std::string data = R"("data":{"x":[[1,2]],"y":[1]})";
  EXPECT_EQ(refusalOf("{" + data + R"(,"training":{"dynamics":"flow"}})"),
            "training.dynamics: \"flow\" needs data with one input and one output, not 2 and 1; \"descent\" takes any");
  EXPECT_EQ(
      refusalOf("{" + data + R"(,"training":{"engine":"cells"}})"),
      "training.engine: \"cells\" needs data with one input and one output, not 2 and 1; \"auto\" or \"dense\" will "
      "do");
  EXPECT_EQ(refusalOf("{" + data + R"(,"training":{"engine":"dense"}})"), "accepted");
}

TEST(ShapesText, aTeacherStandsForItsPoints) {
  const Experiment experiment = parseExperiment(R"({"data":{"teacher":{"seed":1,"points":3,"inputs":2,"width":5}}})");
  EXPECT_EQ(experiment.data.x.size(), 6U);
  EXPECT_EQ(experiment.data.y.size(), 3U);
  expectRoundTrip(R"({"data":{"teacher":{"seed":1,"points":3,"inputs":2}}})",
                  R"("data":{"teacher":{"seed":1,"points":3,"inputs":2,"width":6}})");
  EXPECT_NE(parseExperiment(R"({"preset":"high-dimension","data":{"teacher":{"seed":5}}})").data,
            parseExperiment(R"({"preset":"high-dimension"})").data);
  EXPECT_EQ(parseExperiment(R"({"preset":"high-dimension","data":{"x":[1],"y":[2]}})").data,
            (Data{.x = {1}, .y = {2}}));
  EXPECT_EQ(refusalOf(R"({"data":{"teacher":{},"x":[1]}})"),
            "data.x: a list of 1 is not allowed beside data.teacher, which draws the points");
  EXPECT_EQ(refusalOf(R"({"data":{"teacher":{"inputs":1001}}})"),
            "data.teacher.inputs: 1,001 is not a whole number from 1 to 1,000");
  EXPECT_EQ(refusalOf(R"({"data":{"teacher":{"colour":1}}})"),
            "data.teacher.colour: unknown key; the known ones are seed, points, inputs, width");
  EXPECT_EQ(refusalOf(R"({"data":{"teacher":3}})"), "data.teacher: 3 is not an object");
  EXPECT_EQ(
      refusalOf(R"({"data":{"teacher":{"points":10000,"inputs":1000}}})"),
      "data.teacher: 10,000 points of 1,000 inputs are more than can be drawn; points × inputs is at most 2,000,000, "
      "and points × inputs × width at most 100,000,000");
}

TEST(ShapesText, givenWeightsHaveTheShapeOfTheData) {
  const std::string data = R"("data":{"x":[[1,2]],"y":[[1,2,3]]})";
  const auto of = [&](const std::string& initial) {
    return "{" + data + R"(,"network":{"outputBias":true,"initial":)" + initial + "}}";
  };
  const std::string sound = R"({"w":[[1,2],[3,4]],"b":[5,6],"a":[[1,2],[3,4],[5,6]],"c":[7,8,9]})";
  const Weights weights = *parseExperiment(of(sound)).network.initial;
  EXPECT_EQ(weights.w, (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(weights.a, (std::vector<double>{1, 3, 5, 2, 4, 6}));
  EXPECT_EQ(weights.c, (std::vector<double>{7, 8, 9}));
  expectRoundTrip(of(sound), R"("initial":)" + sound);
  EXPECT_EQ(refusalOf(of(R"({"w":[1,2],"b":[5,6],"a":[1,2]})")),
            "network.initial.w: weights for 1 inputs do not go with 2 in data.x");
  EXPECT_EQ(refusalOf(of(R"({"w":[[1,2],[3,4]],"b":[5,6],"a":[1,2]})")),
            "network.initial.a: weights for 1 outputs do not go with 3 in data.y");
  EXPECT_EQ(refusalOf(of(R"({"w":[[1,2],[3,4]],"b":[5,6],"a":[[1],[2],[3]]})")),
            "network.initial.a: a list of 1 is not as long as network.initial.w, which has 2");
  EXPECT_EQ(refusalOf(of(R"({"w":[[1,2],[3,4]],"b":[5,6],"a":[[1,2],[3,4],[5,6]],"c":1})")),
            "network.initial.c: a list of 1 is not as long as network.initial.a, which has 3");
  EXPECT_EQ(refusalOf(of(R"({"w":[[1,2],[3,4]],"b":[[5],[6]],"a":[[1,2],[3,4],[5,6]]})")),
            "network.initial.b[0]: a list of 1 is not a finite number");
}

TEST(ShapesText, clippingIsAPairOrNothing) {
  expectRoundTrip(R"({"network":{"clipping":[0.1,10]}})", R"("initialisation":"balanced","clipping":[0.1,10],)");
  EXPECT_EQ(parseExperiment(R"({"network":{"clipping":null}})"), parseExperiment("{}"));
  for (const char* value : {"[1]", "[2,1]", "[-1,1]", "[1,2,3]", "[[1,2]]", "3", R"(["a",1])", "[0,1e7]"}) {
    EXPECT_NE(refusalOf(R"({"network":{"clipping":)" + std::string(value) + "}}")
                  .find(" is not [min, max], two numbers from 0 to 1,000,000, the smaller one first, or null"),
              std::string::npos)
        << value;
  }
  EXPECT_EQ(
      refusalOf(R"({"network":{"clipping":[0,1],"outputBias":true}})"),
      "network.clipping: needs network.outputBias false, since the norm of a neuron has no part in an output bias");
}

TEST(ShapesText, zeroOutputIsWrittenOnlyWhereItIsOn) {
  expectRoundTrip(R"({"network":{"zeroOutput":true}})", R"("zeroOutput":true)");
  EXPECT_EQ(experimentText(parseExperiment(R"({"network":{"zeroOutput":false}})")),
            experimentText(parseExperiment("{}")));
  EXPECT_EQ(refusalOf(R"({"network":{"zeroOutput":true,"width":61}})"),
            "network.zeroOutput: true needs an even network.width, not 61");
  EXPECT_EQ(refusalOf(R"({"network":{"zeroOutput":true,"initial":{"w":[1],"b":[1],"a":[1]}}})"),
            "network.zeroOutput: true is not allowed beside network.initial, which gives the weights");
}

TEST(ShapesText, presetsOfOtherShapesResolve) {
  for (const Preset& preset : presets()) {
    const Experiment experiment = parseExperiment(experimentText(preset.experiment));
    EXPECT_EQ(experiment, parseExperiment(R"({"preset":")" + std::string(preset.name) + R"("})"));
    EXPECT_GT(experiment.data.points(), 0U);
  }
}

}  // namespace
}  // namespace reluscope
