#include "law/indicator_library.h"

#include <algorithm>
#include <map>

namespace jiheng::law {
namespace {

constexpr std::string_view kDefaultsId = "indicators.defaults";

/// Where a 二级指标 hangs in both trees. 101号 has no 可持续影响 and puts cost on the first level.
struct LevelRow {
  std::string_view level;
  std::string_view old1, old2;
  std::string_view core1, core2;
};
constexpr std::array kLevelRows{
    LevelRow{"数量", "产出指标", "数量指标", "产出指标", "数量指标"},
    LevelRow{"质量", "产出指标", "质量指标", "产出指标", "质量指标"},
    LevelRow{"时效", "产出指标", "时效指标", "产出指标", "时效指标"},
    LevelRow{"成本", "产出指标", "成本指标", "成本指标", "经济成本指标"},
    LevelRow{"经济效益", "效益指标", "经济效益指标", "效益指标", "经济效益指标"},
    LevelRow{"社会效益", "效益指标", "社会效益指标", "效益指标", "社会效益指标"},
    LevelRow{"生态效益", "效益指标", "生态效益指标", "效益指标", "生态效益指标"},
    LevelRow{"可持续影响", "效益指标", "可持续影响指标", "效益指标", "社会效益指标"},
    LevelRow{"满意度", "满意度指标", "服务对象满意度指标", "满意度指标", "服务对象满意度指标"},
    LevelRow{"经济成本", "产出指标", "成本指标", "成本指标", "经济成本指标"},
    LevelRow{"社会成本", "产出指标", "成本指标", "成本指标", "社会成本指标"},
    LevelRow{"生态环境成本", "产出指标", "成本指标", "成本指标", "生态环境成本指标"},
};

const LevelRow& level_row(std::string_view level) {
  const auto* found = std::ranges::find(kLevelRows, level, &LevelRow::level);
  return found == kLevelRows.end() ? kLevelRows.front() : *found;
}

std::vector<std::string> list_words(const Node& map, std::string_view key) {
  std::vector<std::string> texts;
  const Node* list = map.find(key);
  if (list == nullptr) return texts;
  for (const auto& item : list->items) texts.push_back(item.text);
  return texts;
}

/// The maps in which an attribute is looked up, the most particular first.
class Attributes {
 public:
  Attributes(const Node& entry, const Node* set_defaults, const Node* all_defaults) {
    maps_.push_back(&entry);
    const std::string_view target = entry.text_of("target");
    std::vector<std::string_view> keys;
    if (is_deadline(target)) keys.push_back("期限");
    if (target == "0") keys.push_back("零");
    if (entry.text_of("op") == "=") keys.push_back("等于");
    keys.push_back(entry.text_of("level2"));
    for (const Node* defaults : {set_defaults, all_defaults}) {
      for (const auto key : keys) {
        const Node* map = defaults == nullptr ? nullptr : defaults->find(key);
        if (map != nullptr) maps_.push_back(map);
      }
    }
  }

  const Node* find(std::string_view key) const {
    for (const Node* map : maps_) {
      if (const Node* value = map->find(key)) return value;
    }
    return nullptr;
  }
  std::string text(std::string_view key) const {
    const Node* value = find(key);
    return value == nullptr ? std::string() : value->text;
  }
  template <class E>
  E value(std::string_view key) const {
    const E* found = find_enum<E>(text(key));
    return found == nullptr ? E{} : *found;
  }

 private:
  std::vector<const Node*> maps_;
};

LibraryEntry read_entry(const Node& node, const Attributes& attributes) {
  LibraryEntry entry;
  entry.code = node.text_of("code");
  entry.name = node.text_of("name");
  entry.explanation = node.text_of("explanation");
  entry.level = node.text_of("level2");
  const LevelRow& old_row = level_row(entry.level);
  const LevelRow& core_row = level_row(node.text_of("level2_101", entry.level));
  entry.old = {std::string(old_row.old1), std::string(old_row.old2)};
  entry.core = {std::string(core_row.core1), std::string(core_row.core2)};
  entry.op = attributes.value<Operator>("op");
  entry.target = node.text_of("target");
  if (const Node* unit = node.find("unit")) entry.unit = unit->text;
  entry.direction = attributes.value<Direction>("direction");
  entry.setting_basis = attributes.value<SettingBasis>("setting_basis");
  entry.value_method = attributes.value<ValueMethod>("value_method");
  entry.scoring = attributes.value<ScoringMethod>("scoring");
  entry.data_source = attributes.text("data_source");
  entry.evidence = attributes.text("evidence");
  if (const Node* grades = attributes.find("standards")) {
    entry.standards =
        GradeStandards{std::string(grades->text_of("excellent")), std::string(grades->text_of("good")),
                       std::string(grades->text_of("fair")), std::string(grades->text_of("poor"))};
  }
  entry.starred = node.text_of("core") == "true";
  entry.published = node.text_of("basis") == "published";
  entry.verified = node.text_of("verified") == "true";
  entry.source = node.text_of("source", entry.published ? "公开的目标表、自评表" : "通行做法");
  entry.note = node.text_of("note");
  entry.function_classes = list_words(node, "function_classes");
  return entry;
}

LibrarySet read_set(const Document& document) {
  const Node& body = document.body;
  LibrarySet set;
  set.id = document.id;
  set.title = document.title;
  set.group = body.text_of("group");
  set.sector = body.text_of("sector");
  set.common = body.text_of("common") == "true";
  set.aliases = list_words(body, "aliases");
  set.function_classes = list_words(body, "function_classes");
  set.categories = list_words(body, "categories");
  set.keywords = list_words(body, "keywords");
  set.projects = list_words(body, "projects");
  set.place = document.place;
  return set;
}

/// Adds the entries of one layer; an entry with a code that a wider layer has takes its place.
void add_layer(const Document& layer, std::size_t set, const Node* all_defaults, std::size_t first,
               std::vector<LibraryEntry>& entries) {
  const Node* list = layer.body.find("entries");
  if (list == nullptr) return;
  for (const auto& node : list->items) {
    LibraryEntry entry = read_entry(node, Attributes(node, layer.body.find("defaults"), all_defaults));
    entry.place = layer.place;
    entry.set = set;
    const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(first);
    const auto same = std::find_if(begin, entries.end(),
                                   [&](const LibraryEntry& other) { return other.code == entry.code; });
    if (same == entries.end())
      entries.push_back(std::move(entry));
    else
      *same = std::move(entry);
  }
}

/// The set that a county's own entries of a sector go into.
std::size_t set_of_sector(std::string_view sector, Region place, IndicatorLibrary& library) {
  const auto found = std::ranges::find_if(
      library.sets, [&](const LibrarySet& set) { return set.sector == sector && !set.common; });
  const auto any =
      found != library.sets.end() ? found : std::ranges::find(library.sets, sector, &LibrarySet::sector);
  if (any != library.sets.end()) return static_cast<std::size_t>(any - library.sets.begin());
  LibrarySet set;
  set.id = "indicators.county";
  set.title = "本县指标";
  set.group = "本县补充";
  set.sector = sector;
  set.keywords.emplace_back(sector);
  set.place = "cn/" + place.to_text();
  library.sets.push_back(std::move(set));
  return library.sets.size() - 1;
}

}  // namespace

std::vector<std::string_view> library_levels() {
  std::vector<std::string_view> levels;
  for (const auto& row : kLevelRows) levels.push_back(row.level);
  return levels;
}

void add_county_entries(const Book& book, Region place, Date as_of, std::span<const CountyEntry> own,
                        IndicatorLibrary& library) {
  const auto defaults = book.find(Kind::indicators, kDefaultsId, place, as_of);
  const Node* all_defaults = defaults ? defaults->rule->body.find("defaults") : nullptr;
  for (const auto& one : own) {
    const auto same = std::ranges::find(library.entries, one.code, &LibraryEntry::code);
    if (one.retired) {
      if (same != library.entries.end()) library.entries.erase(same);
      continue;
    }
    LibraryEntry entry = read_entry(one.content, Attributes(one.content, nullptr, all_defaults));
    entry.code = one.code;
    entry.place = "cn/" + place.to_text();
    if (entry.source == "通行做法") entry.source = "本县采纳的建议";
    if (same != library.entries.end()) {
      entry.set = same->set;
      *same = std::move(entry);
      continue;
    }
    entry.set = set_of_sector(one.sector, place, library);
    library.entries.push_back(std::move(entry));
  }
}

bool is_deadline(std::string_view target) { return target.ends_with("前"); }

IndicatorLibrary indicator_library(const Book& book, Region place, Date as_of) {
  IndicatorLibrary library;
  const auto defaults = book.find(Kind::indicators, kDefaultsId, place, as_of);
  const Node* all_defaults = defaults ? defaults->rule->body.find("defaults") : nullptr;
  for (const Match& match : book.all(Kind::indicators, place, as_of)) {
    const std::size_t first = library.entries.size();
    for (auto layer = match.layers.rbegin(); layer != match.layers.rend(); ++layer)
      add_layer(**layer, library.sets.size(), all_defaults, first, library.entries);
    if (library.entries.size() > first) library.sets.push_back(read_set(*match.rule));
  }
  return library;
}

}  // namespace jiheng::law
