// The same bits everywhere: native and WebAssembly builds both hold these hashes of whole runs, from the seed on.

#include <gtest/gtest.h>

#include <cstdint>
#include <ostream>
#include <string>

#include "experiment/experiment_reader.hpp"
#include "run/run.hpp"
#include "tests/core/bits.hpp"

namespace reluscope {
namespace {

/// FNV-1a over the bits of doubles.
class Hash {
 public:
  void add(double value) {
    const std::uint64_t bits = bitsOf(value);
    for (unsigned shift = 0; shift < 64; shift += 8) {
      state_ = (state_ ^ ((bits >> shift) & 0xFF)) * 0x100000001B3ULL;
    }
  }
  void add(const std::vector<double>& values) {
    for (const double value : values) {
      add(value);
    }
  }
  [[nodiscard]] std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325ULL;
};

std::uint64_t hashOf(const std::string& experiment) {
  Run run(parseExperiment(experiment));
  while (!run.finished()) {
    run.advance(run.experiment().training.iterations);
  }
  Hash hash;
  hash.add(run.recording().loss());
  for (std::size_t index = 0; index < run.recording().frames(); ++index) {
    const Frame frame = run.recording().frame(index);
    hash.add(static_cast<double>(frame.iteration));
    hash.add(frame.loss);
    hash.add(frame.weights.w);
    hash.add(frame.weights.b);
    hash.add(frame.weights.a);
    hash.add(frame.weights.c[0]);
  }
  hash.add(run.loss());
  return hash.value();
}

struct Golden {
  const char* experiment;
  std::uint64_t hash;
};

void PrintTo(const Golden& golden, std::ostream* out) { *out << golden.experiment; }

class Bits : public testing::TestWithParam<Golden> {};

TEST_P(Bits, areTheSameEverywhere) {
  EXPECT_EQ(hashOf(GetParam().experiment), GetParam().hash) << GetParam().experiment;
}

INSTANTIATE_TEST_SUITE_P(
    Golden, Bits,
    testing::Values(
        Golden{R"({"training":{"engine":"dense"}})", 0x71C933E751146040ULL},
        Golden{R"({"training":{"precision":"float32"}})", 0x472BD8D213B31201ULL},
        Golden{R"({"preset":"non-orthogonal-large-init","network":{"activation":"leaky-relu","outputBias":true}})",
               0x4FF69EB0D3CF542CULL},
        Golden{
            R"({"preset":"forty-points","network":{"width":333},"training":{"iterations":5000,"precision":"float32","learningRate":0.1}})",
            0xF2B8577D89BE44A9ULL},
        Golden{
            R"({"preset":"forty-points","network":{"width":333,"initialisation":"unbalanced"},"training":{"iterations":5000,"learningRate":0.1,"engine":"dense"}})",
            0x0C23DCD9AEE6BFFEULL},
        Golden{
            R"({"preset":"three-points","network":{"width":1001,"initialisation":"dominated","activation":"leaky-relu"},"training":{"iterations":5000,"precision":"float32"}})",
            0xA0F164257F7CB4AFULL},
        Golden{R"({"training":{"engine":"cells"}})", 0xFEA242C9EC6CAB37ULL},
        Golden{
            R"({"preset":"forty-points","network":{"width":333,"initialisation":"unbalanced","initScale":1},"training":{"iterations":5000,"learningRate":0.05,"engine":"cells"}})",
            0xD0FFDD84481F8411ULL},
        Golden{
            R"({"preset":"three-points","network":{"width":2000,"outputBias":true},"training":{"iterations":5000,"engine":"cells"}})",
            0x74D29346F038E521ULL},
        Golden{
            R"({"network":{"width":10,"initScale":0.1,"hiddenBias":false,"outputBias":true},"training":{"engine":"dense"}})",
            0xFE79BF48860318C7ULL},
        Golden{R"({"preset":"non-orthogonal","training":{"dynamics":"flow"}})", 0xF962822BC2E3AE3CULL},
        Golden{
            R"({"preset":"forty-points","network":{"width":333,"initialisation":"unbalanced","outputBias":true,"initScale":0.1},"training":{"dynamics":"flow","iterations":5000}})",
            0x76F639B2B8FCCF14ULL}));

}  // namespace
}  // namespace reluscope
