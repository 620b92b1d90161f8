#include "tools/call.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <filesystem>

#include "experiment/fields.hpp"
#include "experiment/presets.hpp"
#include "text/quoted_text.hpp"
#include "tools/call_error.hpp"
#include "tools/did_you_mean.hpp"
#include "tools/terminal_text.hpp"
#include "version.hpp"

namespace reluscope {
namespace {

constexpr std::array<std::string_view, 2> kCommands{"run", "presets"};
constexpr std::array<std::string_view, 6> kOptions{"--preset", "--seed", "--set", "--output", "--neurons", "--help"};

constexpr const char* kExamples = R"(Examples:
  reluscope presets
  reluscope run --preset non-orthogonal --seed 4 --output run.json
  reluscope run experiment.json --set network.width=500 --output run.csv
  reluscope run --preset three-points --set training.iterations=1000 --neurons 500 --output run.json
  reluscope run --set 'data.x=[-1,0,2]' --set 'data.y=[1,0,0.5]' | jq .final.loss)";

/// The arguments of the command `run`, unparsed.
struct Arguments {
  std::string file;
  std::string preset;
  std::string seed;
  std::vector<std::string> settings;
  std::string output;
  std::string neurons;
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

[[noreturn]] void refuseOption(std::string_view given) {
  const std::size_t equals = given.find('=');
  const std::string_view name = given.substr(0, equals);
  const std::string complaint = "there is no option " + quotation(name);
  if (const std::string_view option = nearest(name, kOptions); !option.empty()) {
    throw CallError(complaint + "; did you mean " + std::string(option) + "?");
  }
  if (const std::string_view key = keyLike(name); !key.empty()) {
    const std::string_view value = equals == std::string_view::npos ? "VALUE" : given.substr(equals + 1);
    throw CallError(complaint + "; write it as --set " + std::string(key) + "=" + excerpt(value));
  }
  throw CallError(complaint + "; reluscope run --help lists those that there are");
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
void refuseExtras(const CLI::App& app, const CLI::App& run) {
  const std::vector<std::string> extras = run.remaining();
  for (const std::string& extra : extras) {
    if (extra.size() > 1 && extra.front() == '-' && extra != "--") {
      refuseOption(extra);
    }
  }
  for (const std::string& extra : app.remaining(true)) {
    if (extra == "--") {
      continue;
    }
    if (run.parsed()) {
      throw CallError(quotation(extra) + " is one experiment too many; one is trained at a time");
    }
    if (!app.get_subcommands().empty()) {
      throw CallError("reluscope presets takes nothing more, such as " + quotation(extra));
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

std::int64_t neuronsOf(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size() || number < 1 || failure != std::errc()) {
    throw CallError("--neurons " + quotation(text) + ": the number of neurons to keep is a whole number from 1 on");
  }
  return number;
}

std::vector<Setting> settingsOf(const Arguments& given) {
  std::vector<Setting> settings;
  if (!given.preset.empty()) {
    settings.push_back({"preset", quotedText(given.preset)});
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

}  // namespace

Call parseCall(int argc, const char* const* argv) {
  CLI::App app("Watches gradient descent train a two-layer ReLU network on a one-dimensional regression problem.",
               "reluscope");
  app.set_version_flag("--version", std::string(kVersion));
  app.require_subcommand(0, 1);
  app.allow_extras();
  app.footer(kExamples);

  Arguments given;
  CLI::App* run = app.add_subcommand("run", "Trains an experiment and writes the run as JSON or CSV");
  run->allow_extras();
  run->footer(kExamples);
  run->add_option("experiment", given.file,
                  "A file with the experiment as JSON, or with a run of it; - is standard input")
      ->type_name("EXPERIMENT.json");
  run->add_option("--preset", given.preset, "Start from a preset instead")->type_name("NAME");
  run->add_option("--seed", given.seed, "Draw other initial weights: short for --set network.seed=N")->type_name("N");
  run->add_option("--set", given.settings, "Set one key, such as training.iterations=300000; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  run->add_option(
         "--output", given.output,
         "The file to write. Without it the JSON goes to standard output, or a summary where that is a terminal")
      ->type_name("RUN.json|RUN.csv");
  run->add_option("--neurons", given.neurons, "Keep only the first N neurons of each frame")->type_name("N");
  CLI::App* list = app.add_subcommand("presets", "Lists the presets, one a line, with what each shows");
  list->allow_extras();

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
  refuseExtras(app, *run);
  if (list->parsed()) {
    return {.command = Call::Command::presets};
  }
  if (!run->parsed()) {
    throw CallError(
        "say what to do: reluscope run trains, reluscope presets lists what there is, reluscope --help tells more");
  }
  refuseEmptyOnes(*run);
  if (!given.file.empty() && !given.preset.empty()) {
    throw CallError("an experiment comes from a file or from --preset, not from both: " + quotation(given.file) +
                    " and " + quotation(given.preset));
  }
  Call call{.command = Call::Command::run, .settings = settingsOf(given)};
  if (!given.file.empty()) {
    refuseAsNoFile(given.file);
    call.file = given.file;
  }
  if (!given.output.empty()) {
    call.output = given.output;
  }
  if (!given.neurons.empty()) {
    call.neurons = neuronsOf(given.neurons);
  }
  return call;
}

}  // namespace reluscope
