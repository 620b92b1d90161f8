// Whatever text is given as an experiment, reading it takes memory within four times the text's own.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "experiment/experiment_reader.hpp"
#include "tests/core/portion.hpp"

namespace {

/// The bytes allocated by `new`, and their maximum since the last reset. Each block is preceded by a head with its
/// size, of kHead bytes.
constexpr std::size_t kHead = 16;
std::size_t held = 0;
std::size_t most = 0;

void* counted(std::size_t size) {
  auto* const memory = static_cast<std::byte*>(std::malloc(size + kHead));
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  *reinterpret_cast<std::size_t*>(memory) = size;
  held += size;
  most = std::max(most, held);
  return memory + kHead;
}

void giveBack(void* memory) {
  if (memory != nullptr) {
    auto* const whole = static_cast<std::byte*>(memory) - kHead;
    held -= *reinterpret_cast<std::size_t*>(whole);
    std::free(whole);
  }
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { giveBack(memory); }
void operator delete[](void* memory) noexcept { giveBack(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { giveBack(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { giveBack(memory); }

namespace reluscope {
namespace {

std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t k = 0; k < times; ++k) {
    text += part;
  }
  return text;
}

/// Objects nested `depth` deep, each with `count` members whose keys have `letters` letters.
std::string nested(int depth, int count, std::size_t letters) {
  std::string text = "{";
  for (int k = 0; k < count; ++k) {
    text += (k == 0 ? "\"" : ",\"") + std::string(letters, 'k') + std::to_string(k) + "\":";
    text += depth > 1 ? nested(depth - 1, count, letters) : "1";
  }
  return text + "}";
}

std::string list(const std::string& element, std::size_t count) {
  return "[" + element + repeated("," + element, count - 1) + "]";
}

void expectWithinFourTimes(const std::string& what, const std::string& text) {
  constexpr std::size_t kWhateverTheText = 1 << 16;
  const std::size_t before = held;
  most = held;
  try {
    parseExperiment(text);
  } catch (const ExperimentError&) {
    // Refused or not: it is about memory.
  }
  EXPECT_LE(most - before, 4 * text.size() + kWhateverTheText) << what << ", " << text.size() << " bytes";
  EXPECT_EQ(held, before) << what;
}

TEST(Memory, ofReadingAnExperimentIsWithinFourTimesItsText) {
  for (const std::string section :
       {"", "\"data\":", "\"training\":", "\"network\":", "\"experiment\":", "\"frames\":"}) {
    const auto in = [&section](const std::string& object) {
      return section.empty() ? object : "{" + section + object + "}";
    };
    expectWithinFourTimes(section + "deep", in(nested(6, kSanitized && !isFull() ? 5 : 7, 1)));
    expectWithinFourTimes(section + "deep, long keys", in(nested(4, 12, 40)));
    expectWithinFourTimes(section + "wide", in(nested(2, 99, 30)));
    expectWithinFourTimes(section + "a long key", in("{\"" + std::string(portion(1'000'000U), 'k') + "\":1}"));
    expectWithinFourTimes(section + "long keys", in(nested(1, 90, 10'000)));
    expectWithinFourTimes(section + "numbers", in("{\"x\":" + list("1", portion(900'000U)) + "}"));
    expectWithinFourTimes(section + "objects", in("{\"x\":" + list("{}", portion(900'000U)) + "}"));
    expectWithinFourTimes(section + "lists", in("{\"x\":" + list("[1]", portion(900'000U)) + "}"));
    expectWithinFourTimes(section + "texts", in("{\"x\":" + list("\"abc\"", portion(900'000U)) + "}"));
    expectWithinFourTimes(section + "a long text", in("{\"x\":\"" + std::string(portion(3'000'000U), 't') + "\"}"));
    expectWithinFourTimes(section + "a long number", in("{\"x\":" + std::string(portion(3'000'000U), '1') + "}"));
  }
  const std::string ones = list("1", portion(1'000'000U));
  expectWithinFourTimes("weights",
                        R"({"network":{"initial":{"w":)" + ones + R"(,"b":)" + ones + R"(,"a":)" + ones + "}}}");
  expectWithinFourTimes("points", R"({"data":{"x":)" + list("1", 10'000) + R"(,"y":)" + list("2", 10'000) + "}}");
  expectWithinFourTimes("a run's file", R"({"version":1,"experiment":{"preset":"orthogonal"},"loss":)" + ones + "}");
  expectWithinFourTimes("a run's file, turned round", R"({"loss":)" + ones + R"(,"frames":[{"w":)" + ones +
                                                          R"(}],"experiment":{"preset":"orthogonal"}})");
}

TEST(Memory, ofASettingIsWithinFourTimesItsTextToo) {
  const std::string text = nested(4, 12, 40);
  const std::size_t before = held;
  most = held;
  EXPECT_THROW(parseExperiment("{}", {{"network", text}}), ExperimentError);
  EXPECT_LE(most - before, 4 * text.size() + (1 << 16));
}

}  // namespace
}  // namespace reluscope
