// Every fault of an experiment is reported in one line with the key, the value and what is allowed.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment_reader.hpp"
#include "experiment/fields.hpp"
#include "experiment/json.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"

namespace reluscope {
namespace {

constexpr std::size_t kLongestMessage = 400;

struct Refusal {
  std::string key;
  std::string message;
};

/// The refusal of a text; nothing if it is accepted.
std::optional<Refusal> refusalOf(const std::string& text, const std::vector<Setting>& settings = {}) {
  try {
    parseExperiment(text, settings);
  } catch (const ExperimentError& error) {
    const std::string message = error.what();
    EXPECT_LT(message.size(), kLongestMessage) << message;
    for (const char letter : message) {
      EXPECT_GE(static_cast<unsigned char>(letter), ' ') << message;
    }
    if (!error.key().empty()) {
      EXPECT_EQ(message.rfind(error.key() + ": ", 0), 0U) << message;
    }
    return Refusal{.key = error.key(), .message = message};
  }
  return std::nullopt;
}

std::string complaint(const std::string& text) {
  const auto refusal = refusalOf(text);
  return refusal ? refusal->message : "accepted";
}

/// An experiment with nothing but this key, given as JSON.
std::string with(const std::string& key, const std::string& value) {
  const std::size_t dot = key.find('.');
  return "{\"" + key.substr(0, dot) + "\":" + (dot == std::string::npos ? value : with(key.substr(dot + 1), value)) +
         "}";
}

std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  for (std::size_t k = 0; k < times; ++k) {
    text += part;
  }
  return text;
}

/// A value as JSON, and as a message shows it.
struct Value {
  std::string json;
  std::string shown;
};

/// Values that no key allows.
std::vector<Value> wrongEverywhere() {
  return {{"null", "null"},
          {R"("text")", R"("text")"},
          {R"("60")", R"("60")"},
          {R"("")", R"("")"},
          {R"("<img src=x onerror=alert(1)>")", R"("<img src=x onerror=alert(1)>")"},
          {R"("a\u0000\nb\u202e")", R"("a\u0000\nb\u202e")"},
          {R"("__proto__")", R"("__proto__")"},
          {"\"" + std::string(100'000, 'k') + "\"", "\"" + std::string(40, 'k') + "…\""},
          {"{}", "an object"},
          {R"({"valueOf":1})", "an object"},
          {"1e308", "1e308"},
          {"-1e308", "-1e308"},
          {"9007199254740993", "9007199254740992"},
          {"123456789012345678901234567890", "1.2345678901234568e29"}};
}

std::vector<Value> booleans() { return {{"true", "true"}, {"false", "false"}}; }
std::vector<Value> lists() { return {{"[]", "a list of 0"}, {"[[]]", "a list of 1"}, {"[1,2,3]", "a list of 3"}}; }
std::vector<Value> smallNumbers() { return {{"0.5", "0.5"}, {"-1", "-1"}, {"5e-324", "5e-324"}}; }

bool isNumber(const Value& value) { return value.json.find_first_of("-0123456789") == 0; }

Value valueOf(double number) { return {numberText(number), groupedDigits(number)}; }

/// Further values that a field does not allow.
std::vector<Value> wrongFor(const Field& field) {
  const double infinity = std::numeric_limits<double>::infinity();
  switch (field.kind) {
    case FieldKind::boolean:
      return {{"0", "0"}, {"1", "1"}, {R"("true")", R"("true")"}};
    case FieldKind::choice:
      return {{"0", "0"},
              {"1", "1"},
              {R"(" relu")", R"(" relu")"},
              {R"("Balanced")", R"("Balanced")"},
              {R"("float64\u0000")", R"("float64\u0000")"}};
    case FieldKind::integer:
      return {{"1.5", "1.5"},
              {"60.000000001", "60.000000001"},
              valueOf(std::nextafter(field.minimum, -infinity)),
              valueOf(std::nextafter(field.maximum, infinity)),
              valueOf(field.maximum + 0.5),
              valueOf(field.minimum - 1),
              valueOf(field.maximum + 1)};
    case FieldKind::number:
    case FieldKind::numbers:
      return {valueOf(std::nextafter(field.minimum, -infinity)), valueOf(std::nextafter(field.maximum, infinity))};
  }
  return {};
}

std::vector<Value> operator+(std::vector<Value> left, const std::vector<Value>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

void expectRefused(const std::string& text, const std::string& key, const Value& value, const std::string& allowed) {
  const auto refusal = refusalOf(text);
  ASSERT_TRUE(refusal) << text.substr(0, 1000) << " was accepted";
  EXPECT_EQ(refusal->key, key);
  EXPECT_EQ(refusal->message, key + ": " + value.shown + " is not " + allowed);
}

TEST(Untrusted, everyFieldIsRefusedWithEveryWrongValue) {
  for (const Field& field : fields()) {
    if (field.kind == FieldKind::numbers) {
      continue;  // Below.
    }
    const std::string key(field.key);
    std::vector<Value> values = wrongEverywhere() + lists() + wrongFor(field);
    if (field.kind != FieldKind::boolean) {
      values = values + booleans();
    }
    if (field.kind != FieldKind::number) {
      values = values + smallNumbers();
    }
    for (const Value& value : values) {
      expectRefused(with(key, value.json), key, value, allowed(field));
    }
  }
}

TEST(Untrusted, everyFieldTakesItsLimits) {
  for (const Field& field : fields()) {
    for (const double limit : {field.minimum, field.maximum}) {
      const std::string number = numberText(limit);
      if (field.key == "network.initScale" && limit == field.minimum) {
        EXPECT_EQ(complaint(R"({"training":{"dynamics":"flow"},"network":{"initScale":)" + number + "}}"), "accepted");
        continue;
      }
      if (field.kind == FieldKind::integer || field.kind == FieldKind::number) {
        EXPECT_EQ(complaint(with(std::string(field.key), number)), "accepted");
      } else if (field.kind == FieldKind::numbers) {
        EXPECT_EQ(complaint(with(std::string(field.key), "[" + number + ",5e-324]")), "accepted");
      }
    }
    for (const std::string_view choice : field.choices) {
      if (choice != "cells") {
        EXPECT_EQ(complaint(with(std::string(field.key), quotedText(choice))), "accepted");
      }
    }
  }
}

/// A list of numbers: its key, how many it may have, and what each may be.
struct NumberList {
  std::string key;
  std::size_t most;
  std::string each;
};

std::vector<NumberList> numberLists() {
  std::vector<NumberList> lists;
  for (const Field& field : fields()) {
    if (field.kind == FieldKind::numbers) {
      lists.push_back({std::string(field.key), 10'000, "a number from -1,000,000 to 1,000,000"});
    }
  }
  for (const char* name : {"w", "b", "a"}) {
    lists.push_back({std::string("network.initial.") + name, 1'000'000, "a finite number"});
  }
  return lists;
}

TEST(Untrusted, everyListIsRefusedWithEveryWrongValue) {
  EXPECT_EQ(numberLists().size(), 5U);
  for (const auto& [key, most, each] : numberLists()) {
    const std::string count = groupedDigits(static_cast<double>(most));
    const std::string allowed = "a list of 1 to " + count + ", each " + each;
    for (const Value& value : wrongEverywhere() + booleans() + smallNumbers()) {
      expectRefused(with(key, value.json), key, value, allowed);
    }
    expectRefused(with(key, "[]"), key, {"", "a list of 0"}, allowed);
    for (const Value& value : wrongEverywhere() + booleans() + lists()) {
      if (!isNumber(value) || each != "a finite number") {
        expectRefused(with(key, "[1," + value.json + ",2]"), key + "[1]", value, each);
      }
    }
    const std::string tooMany = "[" + repeated("1,", most) + "1]";
    if (most < 1'000'000) {
      expectRefused(with(key, tooMany), key, {"", "a list of " + groupedDigits(static_cast<double>(most) + 1)},
                    allowed);
    } else {
      EXPECT_EQ(complaint(with(key, tooMany)), key + "[1000000]: no list may have more than 1,000,000 elements");
    }
  }
}

TEST(Untrusted, aListBeyondAllIsGivenUpEarly) {
  // Neither the end of the list nor what comes after it is looked at.
  EXPECT_EQ(complaint(R"({"data":{"x":[)" + repeated("1,", 3'000'000) + "<script>"),
            "data.x[1000000]: no list may have more than 1,000,000 elements");
}

TEST(Untrusted, theKeysThatAreNoFieldsAreRefusedWithEveryWrongValue) {
  const std::vector<Value> values = wrongEverywhere() + booleans() + lists() + smallNumbers();
  for (const Value& value : values) {
    if (value.shown == "an object") {
      continue;
    }
    for (const char* section : {"data", "network", "training"}) {
      expectRefused(with(section, value.json), section, value, "an object");
    }
    expectRefused(with("network.initial", value.json), "network.initial", value, "an object with the lists w, b and a");
  }
  for (const Value& value : values) {
    expectRefused(with("version", value.json), "version", value, "1");
    expectRefused(with("preset", value.json), "preset", value,
                  "one of orthogonal, non-orthogonal, non-orthogonal-large-init, three-points, forty-points, "
                  "high-dimension, plane, xor, two-outputs, spiral");
    // A list would be one of a number for each output.
    if (!isNumber(value) && !value.shown.starts_with("a list")) {
      expectRefused(R"({"network":{"initial":{"w":[1],"b":[1],"a":[1],"c":)" + value.json + "}}}", "network.initial.c",
                    value, "a finite number");
    }
  }
}

TEST(Untrusted, magicNamesAreUnknownKeys) {
  for (const std::string name :
       {"__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then", "x\\u0000", "<b>x</b>"}) {
    for (const std::string section : {"", "data.", "network.", "training.", "network.initial."}) {
      const std::string key = section + name;
      EXPECT_EQ(complaint(with(key, R"({"polluted":1})")).rfind(key + ": unknown key; the known ones are ", 0), 0U)
          << complaint(with(key, "1"));
    }
  }
  const std::string longName(100'000, 'k');
  EXPECT_EQ(refusalOf(with(longName, "1"))->key, std::string(40, 'k') + "…");
}

TEST(Untrusted, aKeyGivenTwiceIsNamed) {
  for (const auto& [text, key] : std::vector<std::pair<std::string, std::string>>{
           {R"({"preset":"orthogonal","preset":"orthogonal"})", "preset"},
           {R"({"network":{"width":3},"data":{},"network":{"seed":1}})", "network"},
           {R"({"network":{"width":3,"seed":1,"wid\u0074h":4}})", "network.width"},
           {R"({"network":{"initial":{"w":[1],"b":[1],"a":[1],"w":[2]}}})", "network.initial.w"},
           {R"({"data":{"x":[1,{"a":1,"a":2}]}})", "data.x[1].a"},
           {R"({"experiment":{"training":{"iterations":5,"iterations":6}}})", "training.iterations"}}) {
    EXPECT_EQ(complaint(text), key + ": given twice");
  }
  EXPECT_EQ(complaint(R"({"experiment":{},"experiment":3})"), "accepted") << "what comes later is not read";
}

TEST(Untrusted, anObjectWithKeysWithoutEndIsRefused) {
  std::string text = R"({"data":{)";
  for (int k = 0; k < 200'000; ++k) {
    text += "\"k" + std::to_string(k) + "\":1,";
  }
  EXPECT_EQ(complaint(text + R"("x":[1]}})"), "data.k100: one of more keys than an experiment can have");
}

TEST(Untrusted, textThatIsNoJsonIsToldWithThePlace) {
  const std::string no = "the experiment is not JSON: it ";
  for (const auto& [text, what] : std::vector<std::pair<std::string, std::string>>{
           {"", "breaks off after 0 bytes"},
           {" \n", "breaks off after 2 bytes"},
           {"{\"a\"", "breaks off after 4 bytes"},
           {R"({"network":{"width":NaN}})", R"(goes wrong at byte 21 of 25, at "NaN}}")"},
           {R"({"network":{"width":Infinity}})", R"(goes wrong at byte 21 of 30, at "Infinity}}")"},
           {R"({"network":{"width":-Infinity}})", R"(goes wrong at byte 22 of 31, at "Infinity}}")"},
           {R"({"network":{"width":0x10}})", R"(goes wrong at byte 22 of 26, at "x10}}")"},
           {R"({"network":{"width":01}})", R"(goes wrong at byte 22 of 24, at "1}}")"},
           {R"({"network":{"width":+1}})", R"(goes wrong at byte 21 of 24, at "+1}}")"},
           {R"({"network":{"width":.5}})", R"(goes wrong at byte 21 of 24, at ".5}}")"},
           {R"({"network":{"width":undefined}})", R"(goes wrong at byte 21 of 31, at "undefined}}")"},
           {R"({"data":{"x":[1,2,]}})", R"(goes wrong at byte 19 of 21, at "]}}")"},
           {R"({"version":1,})", R"(goes wrong at byte 14 of 14, at "}")"},
           {"{} {}", R"(goes wrong at byte 4 of 5, at "{}")"},
           {"{} // more", R"(goes wrong at byte 4 of 10, at "// more")"},
           {"/* first */ {}", R"(goes wrong at byte 1 of 14, at "/* first */ {}")"},
           {"{'version':1}", R"(goes wrong at byte 2 of 13, at "'version':1}")"},
           {"<script>alert(1)</script>", R"(goes wrong at byte 1 of 25, at "<script>alert(1)</script>")"},
           {"{\"a\":\"b\nc\"}", R"(goes wrong at byte 8 of 11, at "\nc\"}")"},
           {"{\"\xff\":1}", R"(goes wrong at byte 3 of 7, at "\ufffd\":1}")"},
           {"\xff\xfe{\0}\0", R"(goes wrong at byte 1 of 3, at "\ufffd\ufffd{")"},
           {std::string("{}\0<b>", 6), R"(goes wrong at byte 3 of 6, at "\u0000<b>")"},
           {std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16),
            R"(goes wrong at byte 9 of 16, at "\u0000\u0000\u0000\rIHDR")"}}) {
    EXPECT_EQ(complaint(text), no + what) << text;
    EXPECT_EQ(refusalOf(text)->key, "");
  }
  EXPECT_EQ(complaint("\xef\xbb\xbf{}"), "accepted") << "what Windows' editors put first";
  // Half of a pair of surrogates.
  EXPECT_EQ(complaint(R"({"preset":"\ud800"})").rfind(no + "goes wrong at byte ", 0), 0U);
  EXPECT_EQ(refusalOf(R"({"preset":"\udc00"})")->key, "preset");
}

TEST(Untrusted, numbersBeyondADoubleAreNamed) {
  EXPECT_EQ(complaint(R"({"network":{"width":1e309}})"),
            R"(network.width: 1e309 is too large for a number (beyond ±1.8e308))");
  EXPECT_EQ(complaint(R"({"data":{"x":[1,-1e999]}})"),
            R"(data.x[1]: -1e999 is too large for a number (beyond ±1.8e308))");
  EXPECT_EQ(refusalOf(R"({"network":{"initial":{"w":[)" + std::string(100'000, '9') + "]}}}")->key,
            "network.initial.w[0]");
  EXPECT_EQ(complaint("1e999"), R"(1e999 is too large for a number (beyond ±1.8e308))");
  for (const char* zero : {"1e-400", "0e306", "-0.0e-300", "0.000e22"}) {
    const std::string text = R"({"data":{"x":[)" + std::string(zero) + ",1]}}";
    EXPECT_EQ(parseExperiment(text).data.x[0], 0.0) << zero;
  }
}

TEST(Untrusted, deepNestingIsRefusedAndOverflowsNothing) {
  constexpr std::size_t depth = 100'000;
  const std::string lists = repeated("[", depth);
  const std::string objects = repeated("{\"a\":", depth);
  for (const std::string& deep : {lists, lists + repeated("]", depth), objects, objects + "1" + repeated("}", depth)}) {
    EXPECT_NE(complaint(deep).find("nested deeper than an experiment can be"), std::string::npos) << complaint(deep);
    for (const Field& field : fields()) {
      const std::string key(field.key);
      EXPECT_EQ(refusalOf(with(key, deep))->key.rfind(key, 0), 0U) << key;
    }
    EXPECT_EQ(refusalOf(R"({"experiment":{"data":)" + deep)->key.rfind("data", 0), 0U);
    EXPECT_EQ(refusalOf("{}", {{"data.x", deep}})->key, "data.x");
  }
  EXPECT_TRUE(refusalOf("{}", {{repeated("a.", depth) + "b", "1"}}));
}

TEST(Untrusted, ofSeveralDefectsTheFirstIsNamed) {
  // Those of the text by their place in it, the others in the order of the format, whatever the order in the text.
  const std::string bad = R"("training":{"iterations":0},"network":{"seed":-1,"width":0,"z":1},"data":{"y":[],"x":[]})";
  EXPECT_EQ(refusalOf("{" + bad + R"(,"z":1,"version":2,"preset":3})")->key, "version");
  EXPECT_EQ(refusalOf("{" + bad + R"(,"z":1,"preset":3})")->key, "preset");
  EXPECT_EQ(refusalOf("{" + bad + R"(,"z":1})")->key, "z");
  EXPECT_EQ(refusalOf("{" + bad + "}")->key, "data.x");
  EXPECT_EQ(refusalOf("{" + bad + R"(,"version":1,"version":1e999,}})")->key, "version");
  EXPECT_EQ(refusalOf("{" + bad + ",}")->key, "");
  EXPECT_EQ(refusalOf(R"({"training":{"iterations":0},"network":{"seed":-1,"width":0,"z":1}})")->key, "network.width");
  EXPECT_EQ(refusalOf(R"({"training":{"iterations":0},"network":{"seed":-1,"z":1}})")->key, "network.seed");
  EXPECT_EQ(refusalOf(R"({"training":{"engine":0,"z":1,"iterations":0},"network":{"z":1}})")->key, "network.z");
  EXPECT_EQ(refusalOf(R"({"training":{"engine":0,"z":1,"iterations":0}})")->key, "training.iterations");
}

}  // namespace
}  // namespace reluscope
