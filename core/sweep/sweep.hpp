#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/experiment_reader.hpp"

namespace reluscope {

/// The most runs that a sweep may have.
inline constexpr std::size_t kMostRuns = 1'000'000;

/// The most keys that a sweep may run over.
inline constexpr std::size_t kMostSweptKeys = 3;

/// A key of the experiment and the values that it takes, each as JSON.
struct SweptKey {
  std::string key;
  std::vector<std::string> values;
};

/// An experiment with lists: one run for each combination of the values of up to three keys. Runs are numbered from 0
/// in the order of nested loops, of which the first key's is the outermost.
class Sweep {
 public:
  /// With no keys, the sweep is one run: that of the experiment. The values are not checked.
  explicit Sweep(ExperimentReader experiment, std::vector<SweptKey> keys = {});

  [[nodiscard]] const std::vector<SweptKey>& keys() const { return keys_; }
  [[nodiscard]] std::size_t runs() const { return runs_; }

  /// What distinguishes a run from the others: each key with its value.
  [[nodiscard]] std::vector<Setting> values(std::size_t run) const;

  /// The resolved experiment of a run, whose number must be below `runs`. Throws ExperimentError.
  [[nodiscard]] Experiment experiment(std::size_t run) const { return experiment_.resolve(values(run)); }

  /// Throws ExperimentError for the first run whose experiment is refused. A million runs take about a second.
  void check() const;

  /// The resolved experiment that the runs vary.
  [[nodiscard]] Experiment experiment() const { return experiment_.resolve(); }

 private:
  ExperimentReader experiment_;
  std::vector<SweptKey> keys_;
  std::size_t runs_ = 1;
};

/// Reads a sweep, or an experiment which `over` makes one. `over` has further keys, each with the JSON of its values,
/// which replace those of the same key in the text. Throws ExperimentError, naming key, value and range, for what is no
/// sweep, and if there is no key to run over. Values in lists are for `Sweep::check` to refuse.
///
///     {"version": 1, "experiment": {…}, "over": {KEY: [VALUE, …] | {"from", "to", "count"?, "scale"?:
///     "linear"|"log"}}}
///
/// A KEY is the dotted name of a key with a single value: `preset`, or one below `network` or `training` other than
/// `network.initial`. Whole numbers are rounded to the nearest, equal ones counted once, and their `count` is optional:
/// without it, they go in steps of 1.
Sweep parseSweep(std::string_view text, const std::vector<Setting>& settings = {},
                 const std::vector<Setting>& over = {});

/// The warning of `underflowNote` about the run whose balanced weights are smallest, after the number of that run.
/// Takes as long as `Sweep::check`, and must follow it.
std::optional<std::string> underflowNote(const Sweep& sweep);

}  // namespace reluscope
