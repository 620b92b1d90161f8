#include "core/json.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/fields.hpp"
#include "core/presets.hpp"

namespace reluscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kFormatVersion = 1;
constexpr std::size_t kLongestQuote = 40;
constexpr std::size_t kMostNeurons = 1'000'000;
constexpr std::size_t kMostKeys = 100;  // Of one object,
constexpr std::ptrdiff_t kDeepest = 8;  // and objects and lists within each other.

/// A text as an error message shows it: short, and in plain letters on one line.
std::string excerpt(std::string_view text) {
  const std::string quoted = quotedText(text.substr(0, kLongestQuote));
  return quoted.substr(1, quoted.size() - 2) + (text.size() > kLongestQuote ? "…" : "");
}

/// A value as an error message shows it: short, and never the inside of something nested.
std::string shown(const Json& value) {
  if (value.is_object()) {
    return "an object";
  }
  if (value.is_array()) {
    return "a list of " + inWords(static_cast<double>(value.size()));
  }
  if (value.is_string()) {
    return '"' + excerpt(value.get_ref<const std::string&>()) + '"';
  }
  return value.is_number_float() ? inWords(value.get<double>()) : value.dump();
}

[[noreturn]] void refuse(const std::string& key, const Json& value, const std::string& expected) {
  throw ExperimentError(key, shown(value) + " is not " + expected);
}

[[noreturn]] void refuse(const Field& field, const Json& value) {
  refuse(std::string(field.key), value, allowed(field));
}

[[noreturn]] void refuseAsNoJson(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(std::min(offset, text.size()));
  throw ExperimentError("", "the experiment is not JSON: it " +
                                (rest.empty() ? "breaks off after " + std::to_string(text.size()) + " bytes"
                                              : "goes wrong at byte " + std::to_string(offset + 1) + " of " +
                                                    std::to_string(text.size()) + ", at \"" + excerpt(rest) + "\""));
}

/// Builds the value of a text while the library reads it and calls these functions, which have the library's names.
/// Once the outermost object has the key "experiment", the value is that of this key: what stands after it may be very
/// much, or be missing. What no experiment has is refused at once, before it takes time and memory.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Json take() { return std::move(value_); }

  bool null() { return add(nullptr); }
  bool boolean(bool given) { return add(given); }
  bool number_integer(std::int64_t given) { return add(given); }
  bool number_unsigned(std::uint64_t given) { return add(given); }
  bool number_float(double given, const std::string& /*text*/) { return add(given); }
  bool string(std::string& given) { return add(std::move(given)); }
  bool binary(Json::binary_t& /*given*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    if (open_.size() == 1 && !isFound_ && name == "experiment") {
      isFound_ = true;
      open_.clear();
      return true;
    }
    const Json& object = *open_.back().container;
    open_.back().key = std::move(name);
    if (object.contains(open_.back().key)) {
      throw ExperimentError(place(), "given twice");
    }
    if (object.size() == kMostKeys) {
      throw ExperimentError(place(), "one of more keys than an experiment can have");
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token, const Json::exception& error) {
    if (dynamic_cast<const Json::out_of_range*>(&error) != nullptr) {
      throw ExperimentError(place(), excerpt(token) + " is too large for a number (beyond ±1.8e308)");
    }
    refuseAsNoJson(text_, position - 1);
  }

 private:
  bool add(Json given) {
    put(std::move(given));
    return goesOn();
  }

  bool open(Json container) {
    if (std::ssize(open_) == kDeepest) {
      throw ExperimentError(place(), "nested deeper than an experiment can be");
    }
    open_.push_back({.container = put(std::move(container)), .key = {}});
    return true;
  }

  bool close() {
    open_.pop_back();
    return goesOn();
  }

  [[nodiscard]] bool goesOn() const { return !(isFound_ && open_.empty()); }

  /// Puts a value where it belongs. Pointers to what is open stay good: only the innermost of it grows.
  Json* put(Json given) {
    if (open_.empty()) {
      value_ = std::move(given);
      return &value_;
    }
    auto& [parent, key] = open_.back();
    if (parent->is_object()) {
      return &((*parent)[key] = std::move(given));
    }
    if (parent->size() == kMostNeurons) {
      throw ExperimentError(place(), "no list may have more than " + inWords(kMostNeurons) + " elements");
    }
    parent->push_back(std::move(given));
    return &parent->back();
  }

  /// The dotted key of the value that is being read, such as `data.x[3]`.
  [[nodiscard]] std::string place() const {
    std::string place;
    for (const Open& each : open_) {
      if (each.container->is_object()) {
        place += (place.empty() ? "" : ".") + each.key;
      } else {
        const std::size_t complete = each.container->size() - (&each == &open_.back() ? 0 : 1);
        place += "[" + std::to_string(complete) + "]";
      }
    }
    return excerpt(place);
  }

  /// An object or a list that has not ended yet, and the key that was read last in an object.
  struct Open {
    Json* container;
    std::string key;
  };

  std::string_view text_;
  Json value_;
  std::vector<Open> open_;  // From the outermost on.
  bool isFound_ = false;    // The key "experiment".
};

/// The value of a text, or of its key "experiment". Throws ExperimentError for one that no experiment can have in it.
Json valueOf(std::string_view text) {
  // The library takes a NUL for the end.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    refuseAsNoJson(text, nul);
  }
  Reader reader(text);
  Json::sax_parse(text, &reader);
  return reader.take();
}

Json parse(std::string_view text) {
  Json json = valueOf(text);
  if (!json.is_object()) {
    throw ExperimentError("", "an experiment is one JSON object, not " + shown(json));
  }
  return json;
}

/// The value that stands for a setting: JSON, or else the text itself.
Json settingOf(std::string_view text) {
  try {
    return valueOf(text);
  } catch (const ExperimentError&) {
    return std::string(text);
  }
}

/// A section of the experiment whose keys are taken out one by one; those that nobody asked for are unknown.
class Section {
 public:
  Section(const Json& parent, const std::string& name, std::string prefix) : prefix_(std::move(prefix)) {
    const auto found = parent.find(name);
    if (found == parent.end()) {
      return;
    }
    if (!found->is_object()) {
      refuse(name, *found, "an object");
    }
    values_ = &*found;
  }
  Section(const Json& values, std::string prefix) : values_(&values), prefix_(std::move(prefix)) {}

  /// The value of a key, or null when it is left out.
  const Json* find(const std::string& name) {
    known_.push_back(name);
    if (values_ == nullptr) {
      return nullptr;
    }
    const auto found = values_->find(name);
    return found == values_->end() ? nullptr : &*found;
  }

  void refuseUnknownKeys() const {
    if (values_ == nullptr) {
      return;
    }
    for (const auto& item : values_->items()) {
      if (std::find(known_.begin(), known_.end(), item.key()) == known_.end()) {
        std::string names;
        for (const std::string& name : known_) {
          names += (names.empty() ? "" : ", ") + name;
        }
        throw ExperimentError(prefix_ + excerpt(item.key()), "unknown key; the known ones are " + names);
      }
    }
  }

 private:
  const Json* values_ = nullptr;
  std::string prefix_;
  std::vector<std::string> known_;
};

void readNumber(Section& section, const Field& field, const std::string& name, double& target) {
  if (const Json* value = section.find(name)) {
    if (!value->is_number()) {
      refuse(field, *value);
    }
    const auto number = value->get<double>();
    if (!(number >= field.minimum && number <= field.maximum) ||
        (field.kind == FieldKind::integer && number != std::trunc(number))) {
      refuse(field, *value);
    }
    target = number;
  }
}

template <class Integer>
void readInteger(Section& section, const Field& field, const std::string& name, Integer& target) {
  auto number = static_cast<double>(target);
  readNumber(section, field, name, number);
  target = static_cast<Integer>(number);
}

void readBoolean(Section& section, const Field& field, const std::string& name, bool& target) {
  if (const Json* value = section.find(name)) {
    if (!value->is_boolean()) {
      refuse(field, *value);
    }
    target = value->get<bool>();
  }
}

template <class Enum>
void readChoice(Section& section, const Field& field, const std::string& name, Enum& target) {
  if (const Json* value = section.find(name)) {
    const auto found = value->is_string()
                           ? std::find(field.choices.begin(), field.choices.end(), value->get<std::string>())
                           : field.choices.end();
    if (found == field.choices.end()) {
      refuse(field, *value);
    }
    target = static_cast<Enum>(found - field.choices.begin());
  }
}

/// A list of 1 to `most` numbers, each within ±magnitude.
std::vector<double> numbers(const Json& value, const std::string& key, double magnitude, std::size_t most,
                            const std::string& each) {
  const std::string count = "1 to " + inWords(static_cast<double>(most));
  if (!value.is_array() || value.empty() || value.size() > most) {
    refuse(key, value, "a list of " + count + ", each " + each);
  }
  std::vector<double> result;
  result.reserve(value.size());
  for (const Json& element : value) {
    if (!element.is_number() || !(std::abs(element.get<double>()) <= magnitude)) {
      refuse(key + "[" + std::to_string(result.size()) + "]", element, each);
    }
    result.push_back(element.get<double>());
  }
  return result;
}

void readData(Section section, Data& data) {
  const auto read = [&section](const std::string& name, std::vector<double>& target) {
    const Field& limits = field("data." + name);
    if (const Json* value = section.find(name)) {
      target = numbers(*value, std::string(limits.key), limits.maximum, kMostPoints, allowed(limits));
    }
  };
  read("x", data.x);
  read("y", data.y);
  section.refuseUnknownKeys();
  if (data.x.size() != data.y.size()) {
    throw ExperimentError("data.y", "a list of " + std::to_string(data.y.size()) +
                                        " is not as long as data.x, which has " + std::to_string(data.x.size()));
  }
}

Weights readInitial(const Json& value, bool hiddenBias, bool outputBias) {
  const std::string key = "network.initial";
  if (!value.is_object()) {
    refuse(key, value, "an object with the lists w, b and a");
  }
  Section section(value, key + ".");
  const auto read = [&section, &key](const std::string& name) -> std::vector<double> {
    const Json* list = section.find(name);
    return list == nullptr
               ? std::vector<double>{}
               : numbers(*list, key + "." + name, std::numeric_limits<double>::max(), kMostNeurons, "a finite number");
  };
  Weights initial{.w = read("w"), .b = read("b"), .a = read("a")};
  if (const Json* c = section.find("c")) {
    if (!c->is_number()) {
      refuse(key + ".c", *c, "a finite number");
    }
    initial.c = c->get<double>();
  }
  section.refuseUnknownKeys();

  if (initial.w.empty()) {
    throw ExperimentError(key + ".w", "missing; it gives one number a neuron");
  }
  const std::size_t width = initial.w.size();
  if (!hiddenBias && initial.b.empty()) {
    initial.b.assign(width, 0.0);
  }
  for (const auto& [name, list] : {std::pair{".b", &initial.b}, std::pair{".a", &initial.a}}) {
    if (list->size() != width) {
      throw ExperimentError(key + name, "a list of " + std::to_string(list->size()) +
                                            " is not as long as network.initial.w, which has " + std::to_string(width));
    }
  }
  if (!hiddenBias && std::any_of(initial.b.begin(), initial.b.end(), [](double bias) { return bias != 0; })) {
    throw ExperimentError(key + ".b", "only zeros go with network.hiddenBias false");
  }
  if (!outputBias && initial.c != 0) {
    throw ExperimentError(key + ".c", numberText(initial.c) + " needs network.outputBias true");
  }
  return initial;
}

void readNetwork(const Json& parent, Network& network) {
  Section section(parent, "network", "network.");
  const auto limits = [](const std::string& name) -> const Field& { return field("network." + name); };
  readBoolean(section, limits("hiddenBias"), "hiddenBias", network.hiddenBias);
  readBoolean(section, limits("outputBias"), "outputBias", network.outputBias);
  readChoice(section, limits("activation"), "activation", network.activation);
  if (const Json* initial = section.find("initial")) {
    for (const char* name : {"width", "initScale", "initialisation", "seed"}) {
      if (const Json* value = section.find(name)) {
        refuse(std::string("network.") + name, *value, "allowed beside network.initial, which gives the weights");
      }
    }
    network.initial = readInitial(*initial, network.hiddenBias, network.outputBias);
    network.width = static_cast<std::int64_t>(network.initial->w.size());
  } else {
    readInteger(section, limits("width"), "width", network.width);
    readNumber(section, limits("initScale"), "initScale", network.initScale);
    readChoice(section, limits("initialisation"), "initialisation", network.initialisation);
    readInteger(section, limits("seed"), "seed", network.seed);
  }
  section.refuseUnknownKeys();
}

void readTraining(const Json& parent, Training& training) {
  Section section(parent, "training", "training.");
  const auto limits = [](const std::string& name) -> const Field& { return field("training." + name); };
  readNumber(section, limits("learningRate"), "learningRate", training.learningRate);
  readInteger(section, limits("iterations"), "iterations", training.iterations);
  readNumber(section, limits("frameGrowth"), "frameGrowth", training.frameGrowth);
  readChoice(section, limits("precision"), "precision", training.precision);
  readChoice(section, limits("engine"), "engine", training.engine);
  section.refuseUnknownKeys();
}

template <class Enum>
std::string_view choiceName(std::string_view key, Enum value) {
  return field(key).choices[static_cast<std::size_t>(value)];
}

void refuseCellsWhereTheyDoNotApply(const Experiment& experiment) {
  if (experiment.training.engine != EngineChoice::cells) {
    return;
  }
  const auto refuseFor = [](std::string_view key, std::string_view needed, std::string_view given) {
    throw ExperimentError("training.engine", quotedText("cells") + " needs " + std::string(key) + " " +
                                                 quotedText(needed) + ", not " + quotedText(given) +
                                                 R"(; "auto" or "dense" will do)");
  };
  if (experiment.network.activation != Activation::relu) {
    refuseFor("network.activation", "relu", choiceName("network.activation", experiment.network.activation));
  }
  if (experiment.training.precision != Precision::float64) {
    refuseFor("training.precision", "float64", choiceName("training.precision", experiment.training.precision));
  }
}

}  // namespace

Experiment parseExperiment(std::string_view text) {
  const Json json = parse(text);
  Section section(json, "");
  if (const Json* version = section.find("version"); version != nullptr && *version != kFormatVersion) {
    refuse("version", *version, std::to_string(kFormatVersion));
  }
  std::string name(kDefaultPreset);
  if (const Json* preset = section.find("preset")) {
    if (!preset->is_string() || findPreset(preset->get<std::string>()) == nullptr) {
      refuse("preset", *preset, "one of " + presetNames());
    }
    name = preset->get<std::string>();
  }
  Experiment experiment = findPreset(name)->experiment;
  for (const char* part : {"data", "network", "training"}) {
    section.find(part);
  }
  section.refuseUnknownKeys();
  readData(Section(json, "data", "data."), experiment.data);
  readNetwork(json, experiment.network);
  readTraining(json, experiment.training);
  refuseCellsWhereTheyDoNotApply(experiment);
  return experiment;
}

std::string experimentText(const Experiment& experiment) {
  const Network& network = experiment.network;
  Json net = Json::object();
  if (network.initial) {
    net["initial"] = {{"w", network.initial->w}, {"b", network.initial->b}, {"a", network.initial->a}};
    if (network.outputBias) {
      net["initial"]["c"] = network.initial->c;
    }
  } else {
    net["width"] = network.width;
    net["initScale"] = network.initScale;
    net["initialisation"] = choiceName("network.initialisation", network.initialisation);
  }
  net["hiddenBias"] = network.hiddenBias;
  net["outputBias"] = network.outputBias;
  net["activation"] = choiceName("network.activation", network.activation);
  if (!network.initial) {
    net["seed"] = network.seed;
  }
  const Training& training = experiment.training;
  const Json json{{"version", kFormatVersion},
                  {"preset", experiment.preset},
                  {"data", {{"x", experiment.data.x}, {"y", experiment.data.y}}},
                  {"network", net},
                  {"training",
                   {{"learningRate", training.learningRate},
                    {"iterations", training.iterations},
                    {"frameGrowth", training.frameGrowth},
                    {"precision", choiceName("training.precision", training.precision)},
                    {"engine", choiceName("training.engine", training.engine)}}}};
  return json.dump();
}

std::string withSetting(std::string_view text, std::string_view key, std::string_view value) {
  Json json = parse(text);
  if (std::count(key.begin(), key.end(), '.') >= kDeepest) {
    throw ExperimentError(excerpt(key), "nested deeper than an experiment can be");
  }
  Json* place = &json;
  std::string_view rest = key;
  for (std::size_t dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
    Json& inner = (*place)[std::string(rest.substr(0, dot))];
    if (!inner.is_object() && !inner.is_null()) {
      refuse(std::string(key.substr(0, key.size() - rest.size() + dot)), inner, "an object");
    }
    place = &inner;
    rest.remove_prefix(dot + 1);
  }
  (*place)[std::string(rest)] = settingOf(value);
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string numberText(double value) {
  std::string text = Json(value).dump();
  if (text.ends_with(".0")) {
    text.resize(text.size() - 2);
  }
  return text;
}

std::string quotedText(std::string_view text) {
  return Json(std::string(text)).dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace reluscope
