#include "tools/data_table.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "text/number_text.hpp"
#include "tools/call_error.hpp"
#include "tools/input_file.hpp"
#include "tools/terminal_text.hpp"

namespace reluscope {
namespace {

using Cells = std::vector<std::string>;

std::string trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\"";
  const std::size_t first = text.find_first_not_of(kAround);
  return first == std::string_view::npos ? ""
                                         : std::string(text.substr(first, text.find_last_not_of(kAround) - first + 1));
}

/// The cells of a line. Blanks separate them if nothing else does.
Cells cellsOf(const std::string& line) {
  const std::size_t found = line.find_first_of(",;\t");
  const char separator = found == std::string::npos ? ' ' : line[found];
  Cells cells;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find(separator, start), line.size());
    std::string cell = trimmed(std::string_view(line).substr(start, end - start));
    if (separator != ' ' || !cell.empty()) {
      cells.push_back(std::move(cell));
    }
    start = end + 1;
  }
  return cells;
}

std::optional<double> numberIn(const std::string& cell) {
  char* end = nullptr;
  const double number = std::strtod(cell.c_str(), &end);
  const bool isNumber = !cell.empty() && end == cell.c_str() + cell.size() && std::isfinite(number);
  return isNumber ? std::optional(number) : std::nullopt;
}

/// Which columns hold the inputs and the outputs of points, from 0.
struct Columns {
  std::vector<std::size_t> x = {0};
  std::vector<std::size_t> y = {1};
};

std::optional<std::size_t> columnNamed(const std::string& name, const Cells& names) {
  const auto found = std::find_if(names.begin(), names.end(), [&name](std::string each) {
    std::transform(each.begin(), each.end(), each.begin(), [](unsigned char letter) { return std::tolower(letter); });
    return each == name;
  });
  return found == names.end() ? std::nullopt : std::optional<std::size_t>(found - names.begin());
}

/// The column of this name, or those of the name with 1, 2, … after it.
std::vector<std::size_t> columnsNamed(const std::string& name, const Cells& names) {
  if (const auto single = columnNamed(name, names)) {
    return {*single};
  }
  std::vector<std::size_t> columns;
  while (const auto next = columnNamed(name + std::to_string(columns.size() + 1), names)) {
    columns.push_back(*next);
  }
  return columns;
}

/// The columns that the first line tells, by its names or by having two cells.
std::optional<Columns> columnsOf(const Cells& first) {
  const Columns named{columnsNamed("x", first), columnsNamed("y", first)};
  if (!named.x.empty() && !named.y.empty()) {
    return named;
  }
  return first.size() == 2 ? std::optional(Columns{}) : std::nullopt;
}

}  // namespace

std::vector<Setting> dataSettings(std::string_view text, const std::string& name) {
  const auto refuse = [&name](std::size_t number, const std::string& why) {
    throw CallError("--data " + quotation(name) + ", line " + std::to_string(number) + ": " + why);
  };
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  text.remove_prefix(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  std::string x;
  std::string y;
  std::optional<Columns> columns;
  std::size_t number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string line = trimmed(text.substr(start, end - start));
    start = end + 1;
    ++number;
    if (line.empty() || line.front() == '#') {
      continue;
    }
    const Cells cells = cellsOf(line);
    if (!columns) {
      columns = columnsOf(cells);
      if (!columns) {
        refuse(number, "neither two columns nor columns named x and y, or x1, x2, … and y1, y2, …");
      }
      if (std::none_of(cells.begin(), cells.end(),
                       [](const std::string& cell) { return numberIn(cell).has_value(); })) {
        continue;  // The line has names.
      }
    }
    for (const auto& [own, list] : {std::pair{&columns->x, &x}, std::pair{&columns->y, &y}}) {
      std::string point;
      for (const std::size_t column : *own) {
        const std::string cell = column < cells.size() ? cells[column] : "";
        const auto value = numberIn(cell);
        if (!value) {
          refuse(number, quotation(cell) + " in column " + std::to_string(column + 1) + " is not a number");
        }
        point.append(point.empty() ? "" : ",").append(numberText(*value));
      }
      list->append(list->empty() ? "[" : ",").append(own->size() == 1 ? point : "[" + point + "]");
    }
  }
  if (x.empty()) {
    throw CallError("--data " + quotation(name) + ": there are no points in it");
  }
  return {{"data.x", x + "]"}, {"data.y", y + "]"}};
}

std::vector<Setting> readDataTable(const std::string& path) { return dataSettings(readExperimentText(path), path); }

}  // namespace reluscope
