#include "tools/call.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <filesystem>

#include "experiment/fields.hpp"
#include "experiment/presets.hpp"
#include "sweep/sweep.hpp"
#include "text/number_text.hpp"
#include "text/quoted_text.hpp"
#include "tools/call_error.hpp"
#include "tools/data_table.hpp"
#include "tools/did_you_mean.hpp"
#include "tools/over_setting.hpp"
#include "tools/terminal_text.hpp"
#include "version.hpp"

namespace reluscope {
namespace {

constexpr std::array<std::string_view, 5> kCommands{"run", "sweep", "plot", "presets", "schema"};

constexpr std::int64_t kMostJobs = 1'024;

constexpr const char* kExamples = R"(Examples:
  reluscope presets
  reluscope run --preset non-orthogonal --seed 4 --output run.json
  reluscope run experiment.json --set network.width=500 --output run.csv
  reluscope run --preset three-points --set training.iterations=1000 --neurons 500 --output run.json
  reluscope run --set 'data.x=[-1,0,2]' --set 'data.y=[1,0,0.5]' | jq .final.loss
  reluscope run --data points.csv --summary
  reluscope plot run.json --frame 147 --output figure.pdf)";

constexpr const char* kSweepExamples = R"(Examples:
  reluscope sweep --preset non-orthogonal --over network.seed=0:255 --output seeds.csv
  reluscope sweep --over network.initScale=1e-8:1:25:log --over network.width=10,30,100 --output map.ndjson
  reluscope sweep sweep.json --output out.csv --resume
  reluscope sweep sweep.json --shard 2/8 --jobs 4 --output out.2.csv
  reluscope sweep --over network.initialisation=balanced,dominated | jq .loss)";

/// The arguments of the commands `run` and `sweep`, unparsed.
struct Arguments {
  std::string file;
  std::string preset;
  std::string seed;
  std::vector<std::string> settings;
  std::string output;
  std::string neurons;
  std::string data;
  bool summary = false;
  std::vector<std::string> over;
  std::string jobs;
  std::string shard;
  bool resume = false;
};

/// The key whose name, or last part of it, is nearest to `name`.
std::string_view keyLike(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Field& field : fields()) {
    names.push_back(field.key);
    names.push_back(field.key.substr(field.key.find('.') + 1));
  }
  const std::string_view found = nearest(name, names);
  for (const Field& field : fields()) {
    if (!found.empty() && field.key.ends_with(found)) {
      return field.key;
    }
  }
  return {};
}

[[noreturn]] void refuseOption(const CLI::App& command, std::string_view given) {
  const std::size_t equals = given.find('=');
  const std::string_view name = given.substr(0, equals);
  const std::string complaint = "there is no option " + quotation(name);
  std::vector<std::string> names;
  for (const CLI::Option* option :
       command.get_options([](const CLI::Option* each) { return !each->get_positional(); })) {
    names.push_back("--" + option->get_lnames().front());
  }
  const std::vector<std::string_view> options(names.begin(), names.end());
  if (const std::string_view option = nearest(name, options); !option.empty()) {
    throw CallError(complaint + "; did you mean " + std::string(option) + "?");
  }
  if (const std::string_view key = keyLike(name); !key.empty()) {
    const std::string_view value = equals == std::string_view::npos ? "VALUE" : given.substr(equals + 1);
    throw CallError(complaint + "; write it as --set " + std::string(key) + "=" + excerpt(value));
  }
  throw CallError(complaint + "; reluscope " + command.get_name() + " --help lists those that there are");
}

[[noreturn]] void refuseCommand(std::string_view given) {
  const std::string complaint = "there is no command " + quotation(given);
  if (given.starts_with('-')) {
    throw CallError("there is no option " + quotation(given) +
                    " without a command; begin with reluscope run, or see reluscope --help");
  }
  std::error_code error;
  if (findPreset(given) != nullptr) {
    throw CallError(complaint + "; the preset of that name is trained by reluscope run --preset " + std::string(given));
  }
  if (given.ends_with(".json") || std::filesystem::exists(given, error)) {
    throw CallError(complaint + "; a file is trained by reluscope run " + quotation(given));
  }
  const std::string_view command = nearest(given, kCommands);
  throw CallError(complaint + (command.empty() ? "; reluscope --help says what there is"
                                               : "; did you mean reluscope " + std::string(command) + "?"));
}

/// Refuses the first superfluous word; options first, since the value of an unknown option looks like a file.
void refuseExtras(const CLI::App& app, const CLI::App* trained) {
  if (trained != nullptr) {
    for (const std::string& extra : trained->remaining()) {
      if (extra.size() > 1 && extra.front() == '-' && extra != "--") {
        refuseOption(*trained, extra);
      }
    }
  }
  for (const std::string& extra : app.remaining(true)) {
    if (extra == "--") {
      continue;
    }
    if (trained != nullptr) {
      throw CallError(quotation(extra) + " is one experiment too many; " + trained->get_name() + " takes one");
    }
    if (!app.get_subcommands().empty()) {
      throw CallError("reluscope " + app.get_subcommands().front()->get_name() + " takes nothing more, such as " +
                      quotation(extra));
    }
    refuseCommand(extra);
  }
}

/// Refuses a missing file, suggesting what else may have been meant.
void refuseAsNoFile(const std::string& name) {
  std::error_code error;
  if (name == "-" || std::filesystem::symlink_status(name, error).type() != std::filesystem::file_type::not_found) {
    return;
  }
  const std::string complaint = quotation(name) + ": there is no such file";
  if (findPreset(name) != nullptr) {
    throw CallError(complaint + "; the preset of that name is --preset " + name);
  }
  if (name.find('=') != std::string::npos) {
    throw CallError(complaint + "; a key is set by --set " + excerpt(name));
  }
  throw CallError(complaint);
}

/// The number in a text; nothing unless it is a whole one from 1 on.
std::optional<std::int64_t> counted(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool isNumber = end == text.data() + text.size() && number >= 1 && failure == std::errc();
  return isNumber ? std::optional(number) : std::nullopt;
}

std::int64_t countOf(const char* option, const std::string& text, const char* what) {
  const auto count = counted(text);
  if (!count) {
    throw CallError(std::string(option) + " " + quotation(text) + ": " + what + " is a whole number from 1 on");
  }
  return *count;
}

Shard shardOf(const std::string& text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto index = counted(std::string_view(text).substr(0, slash));
  const auto count = counted(std::string_view(text).substr(std::min(slash + 1, text.size())));
  if (!index || !count || *index > *count || *count > static_cast<std::int64_t>(kMostRuns)) {
    throw CallError("--shard " + quotation(text) + ": write it as I/N, the I-th of N parts, from 1/N to N/N; at most " +
                    groupedDigits(static_cast<double>(kMostRuns)) + " parts");
  }
  return {.index = static_cast<std::size_t>(*index), .count = static_cast<std::size_t>(*count)};
}

std::vector<Setting> settingsOf(const Arguments& given) {
  std::vector<Setting> settings;
  if (!given.preset.empty()) {
    settings.push_back({"preset", quotedText(given.preset)});
  }
  if (!given.data.empty()) {
    for (Setting& setting : readDataTable(given.data)) {
      settings.push_back(std::move(setting));
    }
  }
  for (const std::string& setting : given.settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw CallError("--set " + quotation(setting) + ": write it as key=value, such as training.iterations=300000");
    }
    settings.push_back({setting.substr(0, equals), setting.substr(equals + 1)});
  }
  if (!given.seed.empty()) {
    settings.push_back({"network.seed", given.seed});
  }
  return settings;
}

/// Refuses options with an empty value, such as that of an unset shell variable.
void refuseEmptyOnes(const CLI::App& run) {
  for (const CLI::Option* option : run.get_options()) {
    if (option->count() > 0 && !option->get_name().starts_with("--help") && option->results().front().empty()) {
      throw CallError(option->get_name() + " is empty; give it a value, or leave it out");
    }
  }
}

/// Adds the options that `run` and `sweep` share.
void addExperimentOptions(CLI::App& command, Arguments& given, const char* file) {
  command.allow_extras();
  command.add_option("experiment", given.file, file)->type_name("EXPERIMENT.json");
  command.add_option("--preset", given.preset, "Start from a preset instead")->type_name("NAME");
  command.add_option("--seed", given.seed, "Draw other initial weights: short for --set network.seed=N")
      ->type_name("N");
  command.add_option("--data", given.data, "Train on the points in a table with columns x and y; - is standard input")
      ->type_name("FILE.csv");
  command.add_option("--set", given.settings, "Set one key, such as training.iterations=300000; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

void addRunOptions(CLI::App& run, Arguments& given) {
  run.footer(kExamples);
  addExperimentOptions(run, given, "A file with the experiment as JSON, or with a run of it; - is standard input");
  run.add_option(
         "--output", given.output,
         "The file to write. Without it the JSON goes to standard output, or a summary where that is a terminal")
      ->type_name("RUN.json|RUN.csv");
  run.add_option("--neurons", given.neurons, "Keep only the first N neurons of each frame")->type_name("N");
  run.add_flag("--summary", given.summary,
               "Write the run as one row of a sweep's table instead, to OUT.csv, OUT.ndjson or standard output");
}

void addSweepOptions(CLI::App& sweep, Arguments& given) {
  sweep.footer(kSweepExamples);
  addExperimentOptions(sweep, given, "A file with a sweep or an experiment as JSON; - is standard input");
  sweep
      .add_option("--over", given.over,
                  "Run over a key: FROM:TO, FROM:TO:COUNT, FROM:TO:COUNT:log or A,B,C; up to three keys, the last of "
                  "which varies fastest")
      ->type_name("KEY=VALUES")
      ->allow_extra_args(false);
  sweep
      .add_option("--output", given.output,
                  "The table to write, one row for each run; or a PyTorch script that makes the same runs. Without it "
                  "the rows go to standard output as NDJSON")
      ->type_name("OUT.csv|OUT.ndjson|OUT.py");
  sweep.add_flag("--resume", given.resume, "Go on where the file of --output breaks off");
  sweep.add_option("--shard", given.shard, "Do the I-th of N parts alone; the parts' files in order are the whole one")
      ->type_name("I/N");
  sweep.add_option("--jobs", given.jobs, "Train N runs at a time instead of one on each processor")->type_name("N");
}

/// Reads the values of a checked command line.
Call callOf(const Arguments& given, Call::Command command) {
  if (!given.file.empty() && !given.preset.empty()) {
    throw CallError("an experiment comes from a file or from --preset, not from both: " + quotation(given.file) +
                    " and " + quotation(given.preset));
  }
  if (given.file == "-" && given.data == "-") {
    throw CallError("standard input is the experiment or --data, not both");
  }
  if (!given.file.empty()) {
    refuseAsNoFile(given.file);
  }
  Call call{.command = command, .settings = settingsOf(given), .summary = given.summary, .resume = given.resume};
  if (!given.file.empty()) {
    call.file = given.file;
  }
  if (!given.output.empty()) {
    call.output = given.output;
  }
  if (!given.neurons.empty()) {
    call.neurons = countOf("--neurons", given.neurons, "the number of neurons to keep");
  }
  if (!given.jobs.empty()) {
    const std::int64_t jobs = countOf("--jobs", given.jobs, "the number of runs at a time");
    call.jobs = static_cast<std::size_t>(std::min(jobs, kMostJobs));
  }
  if (!given.shard.empty()) {
    call.shard = shardOf(given.shard);
  }
  for (const std::string& each : given.over) {
    call.over.push_back(overSetting(each));
  }
  return call;
}

}  // namespace

Call parseCall(int argc, const char* const* argv) {
  if (argc > 1 && std::string_view(argv[1]) == "plot") {
    return {.command = Call::Command::plot};
  }
  CLI::App app("Watches gradient descent train a two-layer ReLU network on a few points.", "reluscope");
  app.set_version_flag("--version", std::string(kVersion));
  app.require_subcommand(0, 1);
  app.allow_extras();
  app.footer(kExamples);

  Arguments given;
  CLI::App* run = app.add_subcommand("run", "Trains an experiment and writes the run as JSON or CSV");
  addRunOptions(*run, given);
  CLI::App* sweep = app.add_subcommand("sweep", "Trains an experiment for every combination of some keys' values");
  addSweepOptions(*sweep, given);
  app.add_subcommand("plot", "Draws a frame of a run as SVG, PDF or PNG, with Node: see reluscope plot --help");
  CLI::App* list = app.add_subcommand("presets", "Lists the presets, one a line, with what each shows");
  list->allow_extras();
  CLI::App* schema = app.add_subcommand("schema", "Prints the JSON Schema of an experiment, or of a sweep");
  std::string what;
  schema->allow_extras();
  schema->add_option("what", what, "The format to describe; an experiment's if left out")
      ->type_name("experiment|sweep")
      ->option_text("experiment|sweep");

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForVersion& version) {
    return {.help = std::string(version.what()) + '\n'};
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return {.help = app.help()};
    }
    throw CallError(inPlainLetters(error.what()));
  }
  const CLI::App* const trained = run->parsed() ? run : sweep->parsed() ? sweep : nullptr;
  refuseExtras(app, trained);
  if (list->parsed()) {
    return {.command = Call::Command::presets};
  }
  if (schema->parsed()) {
    if (!what.empty() && what != "experiment" && what != "sweep") {
      throw CallError("there is no schema of " + quotation(what) + "; there is one of experiment and one of sweep");
    }
    return {.command = Call::Command::schema, .ofSweeps = what == "sweep"};
  }
  if (trained == nullptr) {
    throw CallError(
        "say what to do: reluscope run trains, reluscope sweep trains many times, reluscope presets lists what there "
        "is, reluscope --help tells more");
  }
  refuseEmptyOnes(*trained);
  return callOf(given, trained == run ? Call::Command::run : Call::Command::sweep);
}

}  // namespace reluscope
