#include "run/run_file.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "experiment/experiment_reader.hpp"
#include "experiment/json.hpp"
#include "tests/core/portion.hpp"
#include "text/number_text.hpp"
#include "version.hpp"

namespace reluscope {
namespace {

using Json = nlohmann::json;

Run finished(const std::string& experiment, std::int64_t neurons = 1'000'000) {
  reluscope::Run run(parseExperiment(experiment), neurons);
  run.advance(run.experiment().training.iterations);
  return run;
}

std::string text(const Run& run, RunFormat format, std::int64_t neurons = 1'000'000) {
  const auto file = makeRunFile(run, format, 0.5, neurons);
  std::string all;
  for (std::string piece = file->next(); !piece.empty(); piece = file->next()) {
    all += piece;
  }
  return all;
}

Json written(const Run& run, std::int64_t neurons = 1'000'000) {
  return Json::parse(text(run, RunFormat::json, neurons));
}

TEST(RunFile, jsonHoldsTheRunToTheLastBit) {
  const reluscope::Run run = finished(R"({"network":{"outputBias":true},"training":{"iterations":300}})");
  const Json json = written(run);
  EXPECT_EQ(json.at("version"), 1);
  EXPECT_EQ(json.at("reluscope"), kVersion);
  EXPECT_EQ(json.at("engine"), run.engine());
  EXPECT_EQ(json.at("lossEvery"), 1);
  EXPECT_EQ(parseExperiment(json.at("experiment").dump()), run.experiment());
  EXPECT_EQ(json.at("loss").get<std::vector<double>>(), run.recording().loss());
  ASSERT_EQ(json.at("frames").size(), run.recording().frames());
  for (std::size_t k = 0; k < run.recording().frames(); ++k) {
    const Frame frame = run.recording().frame(k);
    const Json& read = json.at("frames")[k];
    EXPECT_EQ(read.at("iteration"), frame.iteration);
    EXPECT_EQ(read.at("loss"), frame.loss);
    EXPECT_EQ(read.at("w").get<std::vector<double>>(), frame.weights.w);
    EXPECT_EQ(read.at("b").get<std::vector<double>>(), frame.weights.b);
    EXPECT_EQ(read.at("a").get<std::vector<double>>(), frame.weights.a);
    EXPECT_EQ(read.at("c"), frame.weights.c[0]);
  }
  EXPECT_EQ(json.at("final").at("iteration"), 300);
  EXPECT_EQ(json.at("final").at("a").get<std::vector<double>>(), run.present().weights.a);
  EXPECT_FALSE(json.contains("neurons"));
  EXPECT_FALSE(json.contains("diverged"));
}

TEST(RunFile, jsonOfADivergedRunSaysWhere) {
  const reluscope::Run run =
      finished(R"({"network":{"activation":"leaky-relu","initScale":1},"training":{"learningRate":10}})");
  const Json json = written(run);
  EXPECT_EQ(json.at("diverged").at("iteration"), run.iteration());
  EXPECT_TRUE(json.at("final").at("loss").is_null());
}

TEST(RunFile, jsonSaysHowManyNeuronsItKeeps) {
  const Json json = written(finished(R"({"training":{"iterations":10}})", 4), 4);
  EXPECT_EQ(json.at("neurons"), 4);
  EXPECT_EQ(json.at("frames")[0].at("w").size(), 4U);
  EXPECT_EQ(json.at("final").at("w").size(), 4U);
}

TEST(RunFile, csvHasARowANeuron) {
  const reluscope::Run run = finished(R"({"network":{"width":3},"training":{"iterations":2}})");
  std::istringstream in(text(run, RunFormat::csv));
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, "frame,iteration,loss,neuron,w,b,a");
  for (std::size_t frame = 0; frame < 2; ++frame) {
    for (std::size_t neuron = 0; neuron < 3; ++neuron) {
      const Frame expected = run.recording().frame(frame);
      std::getline(in, line);
      EXPECT_EQ(line, std::to_string(frame) + "," + std::to_string(expected.iteration) + "," +
                          numberText(expected.loss) + "," + std::to_string(neuron) + "," +
                          numberText(expected.weights.w[neuron]) + "," + numberText(expected.weights.b[neuron]) + "," +
                          numberText(expected.weights.a[neuron]));
    }
  }
  EXPECT_FALSE(std::getline(in, line));
}

TEST(RunFile, ofARunThatRecordedMoreIsThatOfOneThatKeptLess) {
  const char* experiment = R"({"network":{"outputBias":true},"training":{"iterations":40}})";
  const reluscope::Run whole = finished(experiment);
  const reluscope::Run part = finished(experiment, 7);
  for (const RunFormat format : {RunFormat::json, RunFormat::csv}) {
    EXPECT_EQ(text(whole, format, 7), text(part, format, 7));
  }
}

TEST(RunFile, comesInPiecesOfSomeHundredKilobytes) {
  const reluscope::Run run = finished(R"({"network":{"width":20000},"training":{"iterations":3}})");
  for (const RunFormat format : {RunFormat::json, RunFormat::csv}) {
    const auto file = makeRunFile(run, format, 0.5, 20'000);
    std::string pieces;
    for (std::string piece = file->next(); !piece.empty(); piece = file->next()) {
      EXPECT_LT(piece.size(), 300'000U);
      pieces += piece;
    }
    EXPECT_GT(pieces.size(), 3'000'000U);
    EXPECT_EQ(pieces, text(run, format));
    EXPECT_TRUE(file->next().empty());
  }
}

/// Frames so small that pieces end in every place of them.
TEST(RunFile, isWholeWhereverItsPiecesEnd) {
  const int frames = portion(20'000);
  for (const int width : {1, 2, 3}) {
    const reluscope::Run run =
        finished(R"({"network":{"width":)" + std::to_string(width) + R"(},"training":{"frameGrowth":1,"iterations":)" +
                 std::to_string(frames) + "}}");
    ASSERT_EQ(run.recording().frames(), static_cast<std::size_t>(frames));
    const Json json = written(run);
    ASSERT_EQ(json.at("frames").size(), run.recording().frames());
    for (const Json& frame : json.at("frames")) {
      ASSERT_EQ(frame.at("a").size(), static_cast<std::size_t>(width));
    }
  }
}

TEST(RunFile, sizeIsForetoldWithinAThird) {
  const reluscope::Run run = finished(R"({"network":{"width":200},"training":{"iterations":2000}})");
  for (const RunFormat format : {RunFormat::json, RunFormat::csv}) {
    const double foretold = runFileBytes(run.experiment(), format, 200);
    const auto size = static_cast<double>(text(run, format).size());
    EXPECT_GT(foretold, 0.9 * size);
    EXPECT_LT(foretold, 1.34 * size);
  }
}

TEST(RunFile, beyondAGigabyteIsRefused) {
  const Experiment experiment = parseExperiment(R"({"preset":"three-points"})");
  EXPECT_EQ(refusalOfRunFile(experiment, RunFormat::json, 200'000)->rfind("the file would have about ", 0), 0U);
  EXPECT_TRUE(refusalOfRunFile(experiment, RunFormat::csv, 200'000));
  EXPECT_FALSE(refusalOfRunFile(experiment, RunFormat::csv, 1000));
  EXPECT_FALSE(refusalOfRunFile(experiment, RunFormat::json, 1000));
}

TEST(InitialWeights, leadToTheSameRun) {
  for (const char* experiment :
       {R"({"training":{"iterations":50}})", R"({"network":{"outputBias":true},"training":{"iterations":50}})",
        R"({"network":{"initialisation":"dominated"},"training":{"iterations":50,"precision":"float32"}})"}) {
    const reluscope::Run drawn = finished(experiment);
    const reluscope::Run given = finished(initialWeightsText(drawn.experiment()));
    EXPECT_TRUE(given.experiment().network.initial);
    EXPECT_EQ(given.present().weights.w, drawn.present().weights.w);
    EXPECT_EQ(given.present().weights.a, drawn.present().weights.a);
    EXPECT_EQ(given.recording().loss(), drawn.recording().loss());
  }
}

}  // namespace
}  // namespace reluscope
