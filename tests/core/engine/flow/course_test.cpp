#include "engine/flow/course.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace reluscope {
namespace {

/// A slider is released when it is pushed away by `ease`. It must not be taken for one that arrives, and so on.
TEST(Course, keepsOffItsEdgeWhatHasBeenReleasedFromIt) {
  FlowField field({.x = {-1, 0.5, 2}, .y = {1, -1, 0.5}}, true, false);
  std::vector<double> y(field.size());
  for (std::size_t mode = 0; mode < field.modes(); ++mode) {
    y[4 * mode] = y[4 * mode + 3] = 1;
  }
  std::vector<double> rates(field.size());
  field.rates(y.data(), rates.data());
  int released = 0;
  const Arcs& arcs = field.arcs();
  for (std::size_t arc = 0; arc < arcs.count(); ++arc) {
    for (std::size_t side = 0; side < 2; ++side) {
      const Edge& edge = arcs.edges()[arcs.sides(arc)[side].edge];
      const std::size_t beyond = edge.beyond(arc);
      for (const double a : {-1.0, 1.0}) {
        const auto push = [&](std::size_t from) {
          return (from == edge.before ? -a : a) * dot(edge.normal, field.lines().pull(arcs.pattern(from)));
        };
        if (arcs.isDead(arc) || !(push(arc) < 0) || !(push(beyond) > 0)) {
          continue;
        }
        ++released;
        Course course(field, -push(arc) / 0.99);
        course.begin(y.data());
        Dop853 integrator(field.size());
        integrator.step(field, y, rates, 1e-3, std::vector<double>(field.size(), 1));
        integrator.finish(field);
        course.finish(integrator.end().data());
        course.tabulate(field, integrator);
        const HiddenVector along = edge.along();
        const Station onEdge = course.start(arc, {along.w, along.b, a});
        EXPECT_EQ(course.crossed(onEdge, {.theta = 0, .where = side}).mode, arc) << arc << side << a;
      }
    }
  }
  EXPECT_GT(released, 0);
}

}  // namespace
}  // namespace reluscope
