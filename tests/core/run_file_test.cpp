#include "core/run_file.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "core/json.hpp"

namespace reluscope {
namespace {

using Json = nlohmann::json;

Run finished(const std::string& experiment, std::int64_t neurons = 1'000'000) {
  reluscope::Run run(parseExperiment(experiment), neurons);
  run.advance(run.experiment().training.iterations);
  return run;
}

Json written(const Run& run, std::int64_t neurons = 1'000'000) {
  std::ostringstream out;
  writeRunJson(out, run, 0.5, neurons);
  return Json::parse(out.str());
}

TEST(RunFile, jsonHoldsTheRunToTheLastBit) {
  const reluscope::Run run = finished(R"({"network":{"outputBias":true},"training":{"iterations":300}})");
  const Json json = written(run);
  EXPECT_EQ(json.at("version"), 1);
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
    EXPECT_EQ(read.at("c"), frame.weights.c);
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
  std::ostringstream out;
  writeRunCsv(out, run);
  std::istringstream in(out.str());
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

TEST(RunFile, sizeIsForetoldWithinAThird) {
  const reluscope::Run run = finished(R"({"network":{"width":200},"training":{"iterations":2000}})");
  std::ostringstream out;
  writeRunJson(out, run, 0.5, 200);
  const double foretold = runFileBytes(run.experiment(), 200);
  EXPECT_GT(foretold, 0.9 * static_cast<double>(out.str().size()));
  EXPECT_LT(foretold, 1.34 * static_cast<double>(out.str().size()));
}

}  // namespace
}  // namespace reluscope
