#include "run/mending.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "experiment/experiment_reader.hpp"
#include "experiment/experiment_writer.hpp"
#include "tests/core/portion.hpp"

namespace reluscope {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

reluscope::Run trained(const Experiment& experiment) {
  reluscope::Run run(experiment);
  run.advance(kAll);
  return run;
}

/// The keys in which two experiments differ.
std::string changesOf(const Experiment& one, const Experiment& other) {
  std::string changed;
  const auto note = [&](bool isSame, const char* key) {
    changed += isSame ? "" : (changed.empty() ? key : std::string(" ") + key);
  };
  note(one.data == other.data, "data");
  note(one.training.learningRate == other.training.learningRate, "learningRate");
  note(one.training.iterations == other.training.iterations, "iterations");
  note(one.network == other.network, "network");
  return changed;
}

/// The trouble of an experiment, and the change that mends it; checks that it does.
std::pair<Trouble, std::string> mended(const Experiment& experiment) {
  Mending mending(trained(experiment));
  mending.search(kAll);
  const auto remedy = mending.remedy();
  if (remedy) {
    const reluscope::Run run = trained(remedy->experiment);
    EXPECT_EQ(troubleOf(run), Trouble::none) << experimentText(remedy->experiment);
    EXPECT_LT(run.loss(), 0.6 * run.recording().loss().front()) << experimentText(remedy->experiment);
    EXPECT_NO_THROW(parseExperiment(experimentText(remedy->experiment)));
  }
  return {mending.trouble(), remedy ? changesOf(experiment, remedy->experiment) : "none"};
}

std::pair<Trouble, std::string> mended(const std::string& text) { return mended(parseExperiment(text)); }

using Found = std::pair<Trouble, std::string>;

TEST(Mending, LeavesWhatLearnsAlone) {
  EXPECT_EQ(mended(R"({})"), (Found{Trouble::none, "none"}));
  EXPECT_EQ(mended(R"({"preset":"non-orthogonal-large-init"})"), (Found{Trouble::none, "none"}));
  // There is nothing to learn where the network fits from the start.
  EXPECT_EQ(mended(R"({"data":{"x":[1],"y":[1]},"network":{"initial":{"w":[1],"b":[0],"a":[1]},"hiddenBias":false},
    "training":{"iterations":100}})"),
            (Found{Trouble::none, "none"}));
  EXPECT_EQ(mended(R"({"data":{"x":[1],"y":[0]},"training":{"iterations":100}})"), (Found{Trouble::none, "none"}));
}

TEST(Mending, LowersALearningRateThatIsTooLarge) {
  for (const char* const rate : {"3", "30", "1000"}) {
    const auto [trouble, key] = mended(std::string(R"({"training":{"learningRate":)") + rate + "}}");
    EXPECT_TRUE(trouble == Trouble::dead || trouble == Trouble::diverged || trouble == Trouble::rose) << rate;
    EXPECT_EQ(key, "learningRate") << rate;
  }
  EXPECT_EQ(mended(R"({"network":{"initScale":1},"training":{"learningRate":3,"iterations":2000}})").second,
            "learningRate");
}

TEST(Mending, RescalesDataThatAreFarFromZeroOrFarApart) {
  for (const char* const data :
       {R"({"x":[2000,2005,2010,2020],"y":[0.1,0.4,0.2,0.9]})", R"({"x":[1000,2000,3000],"y":[1,-1,1]})",
        R"({"x":[-1e6,1e6],"y":[1,-1]})", R"({"x":[2000,2020],"y":[1e5,3e5]})"}) {
    EXPECT_EQ(mended(std::string(R"({"data":)") + data + "}").second.substr(0, 4), "data") << data;
  }
}

TEST(Mending, TellsALossThatGoesUpAndDown) {
  EXPECT_EQ(troubleOf(trained(parseExperiment(R"({"data":{"x":[1000,2000,3000],"y":[1,-1,1]}})"))), Trouble::unsteady);
}

TEST(Mending, TellsARunThatIsNotDoneWithItsPlateau) {
  EXPECT_EQ(mended(R"({"training":{"iterations":200}})"), (Found{Trouble::flat, "iterations"}));
  EXPECT_EQ(mended(R"({"training":{"learningRate":1e-9}})"), (Found{Trouble::flat, "learningRate"}));
  EXPECT_EQ(mended(R"({"network":{"initScale":1e-30},"training":{"iterations":3000}})").first, Trouble::flat);
}

TEST(Mending, DrawsNeuronsThatAreActiveWhereNoneIs) {
  const auto [trouble, key] =
      mended(R"({"network":{"initial":{"w":[0],"b":[-1],"a":[1]}},"training":{"iterations":20000}})");
  EXPECT_EQ(trouble, Trouble::unborn);
  EXPECT_NE(key, "none");
}

TEST(Mending, OfRandomExperimentsMendsWhatItSaysItDoes) {
  std::mt19937 random(5);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) * 0x1p-32;
  };
  int troubled = 0;
  int found = 0;
  for (int trial = 0; trial < portion(60); ++trial) {
    Experiment experiment = parseExperiment("{}");
    const double scale = std::pow(10, uniform(-3, 4));
    const double offset = trial % 3 == 0 ? uniform(-3000, 3000) : 0;
    const auto points = static_cast<std::size_t>(uniform(1, 7));
    experiment.data = {};
    for (std::size_t i = 0; i < points; ++i) {
      experiment.data.x.push_back(offset + uniform(-scale, scale));
      experiment.data.y.push_back(uniform(-1, 1));
    }
    experiment.network.seed = static_cast<std::uint32_t>(random());
    experiment.training.iterations = 5000;
    experiment.training.learningRate = std::pow(10, uniform(-6, 1));
    const auto [trouble, key] = mended(experiment);
    troubled += static_cast<int>(trouble != Trouble::none);
    found += static_cast<int>(key != "none");
  }
  EXPECT_GT(troubled, portion(20));
  EXPECT_GT(found, 4 * troubled / 5);
}

}  // namespace
}  // namespace reluscope
