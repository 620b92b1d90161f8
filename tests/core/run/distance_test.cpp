#include "run/distance.hpp"

#include <gtest/gtest.h>

#include "experiment/experiment_reader.hpp"

namespace reluscope {
namespace {

TEST(Distance, IsTheLargestDifferenceWhereTheFirstRunIsDrawn) {
  // h(x) = max(x, 0) and h(x) = −max(x, 0) on the axis from −1.5 to 3.
  const auto with = [](const char* a) {
    reluscope::Run run(parseExperiment(std::string(R"({"network":{"initial":{"w":[1],"b":[0],"a":[)") + a +
                                       R"(]}},"training":{"iterations":10}})"));
    run.advance(10);
    return run;
  };
  const reluscope::Run up = with("1");
  const reluscope::Run down = with("-1");
  EXPECT_DOUBLE_EQ(distance(up, 0, down, 0), 6);
  EXPECT_EQ(distance(up, 0, up, 0), 0);
  EXPECT_GT(distance(up, 0, up, up.recording().frames() - 1), 0);
}

}  // namespace
}  // namespace reluscope
