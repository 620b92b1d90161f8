#include "sweep/sweep_table.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "experiment/experiment_writer.hpp"

namespace reluscope {
namespace {

Sweep twoKeys() {
  return parseSweep(R"({"experiment":{"training":{"iterations":3}},
    "over":{"network.initialisation":["balanced","unbalanced"],"network.initScale":[0.5,1e-6]}})");
}

std::vector<std::string> cellsOf(std::string line) {
  std::vector<std::string> cells;
  line.back() = ',';
  for (std::size_t start = 0; start < line.size(); start = line.find(',', start) + 1) {
    cells.push_back(line.substr(start, line.find(',', start) - start));
  }
  return cells;
}

TEST(SweepTable, RowsOfNdjsonAreExperimentsWhereverTheyGo) {
  const Sweep sweep = twoKeys();
  const SweepTable table(sweep, TableFormat::ndjson);
  EXPECT_EQ(table.header(), "");
  for (std::size_t run = 0; run < sweep.runs(); ++run) {
    const std::string row = table.row(run, {.engine = "cells", .loss = 0.125});
    EXPECT_EQ(row.find('\n'), row.size() - 1);
    const auto json = nlohmann::json::parse(row);
    EXPECT_EQ(json["run"], run);
    EXPECT_EQ(json["at"]["network.initScale"], run % 2 == 0 ? 0.5 : 1e-6);
    EXPECT_EQ(json["at"]["network.initialisation"], run < 2 ? "balanced" : "unbalanced");
    EXPECT_EQ(json["loss"], 0.125);
    EXPECT_TRUE(json["kinks"].is_null());
    EXPECT_EQ(json["engine"], "cells");
    EXPECT_EQ(parseExperiment(row), sweep.experiment(run));
  }
}

TEST(SweepTable, RowsOfCsvNeedNoQuotesAndEndWithAnAddress) {
  const Sweep sweep = twoKeys();
  const SweepTable table(sweep, TableFormat::csv);
  const std::vector<std::string> names = cellsOf(table.header());
  EXPECT_EQ(table.header().find("run,network.initialisation,network.initScale,engine,iterations,loss,"), 0U);
  const std::vector<std::string> cells =
      cellsOf(table.row(3, {.engine = "dense", .iterations = 3, .loss = 1e-300, .silence = Silence::outputBias}));
  ASSERT_EQ(cells.size(), names.size());
  EXPECT_EQ(cells[0], "3");
  EXPECT_EQ(cells[1], "unbalanced");
  EXPECT_EQ(cells[2], "0.000001");
  EXPECT_EQ(cells[3], "dense");
  EXPECT_EQ(cells[5], "1e-300");
  EXPECT_EQ(cells[6], "");
  EXPECT_EQ(cells[cells.size() - 2], "outputBias");
  std::string address = cells.back();
  ASSERT_EQ(address.find("#experiment="), 0U);
  address.erase(0, address.find('=') + 1);
  std::string text;
  for (std::size_t at = 0; at < address.size(); ++at) {
    const bool isEncoded = address[at] == '%';
    text += isEncoded ? static_cast<char>(std::stoi(address.substr(at + 1, 2), nullptr, 16)) : address[at];
    at += isEncoded ? 2 : 0;
  }
  EXPECT_EQ(text, experimentText(sweep.experiment(3)));
}

TEST(SweepTable, KnowsItsOwnRows) {
  const Sweep sweep = twoKeys();
  const Sweep other = parseSweep(R"({"experiment":{"training":{"iterations":4}},
    "over":{"network.initialisation":["balanced","unbalanced"],"network.initScale":[0.5,1e-6]}})");
  for (const TableFormat format : {TableFormat::csv, TableFormat::ndjson}) {
    const SweepTable table(sweep, format);
    const std::string row = table.row(2, {.loss = 3});
    EXPECT_TRUE(table.isRow(2, row));
    EXPECT_FALSE(table.isRow(1, row));
    EXPECT_FALSE(table.isRow(2, row.substr(0, row.size() - 1)));
    EXPECT_FALSE(table.isRow(2, ""));
    EXPECT_FALSE(SweepTable(other, format).isRow(2, row));
  }
}

}  // namespace
}  // namespace reluscope
