#include "app/library.h"

#include <algorithm>
#include <array>
#include <list>
#include <mutex>

#include "base/text.h"
#include "io/csv.h"
#include "io/sheet_writer.h"

namespace jiheng::app {
namespace {

/// Indexes by what they are made of, last used first. What is kept depends on the key alone, so nobody can
/// tell that it is kept.
class KeptLibraries {
 public:
  std::shared_ptr<const engine::LibraryIndex> open(const law::Book& book, Region place, Date as_of) {
    const Key key{book.version(), place, as_of};
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(kept_, key, &Kept::key);
    if (found != kept_.end()) {
      kept_.splice(kept_.begin(), kept_, found);
    } else {
      kept_.push_front(
          {key, std::make_shared<engine::LibraryIndex>(law::indicator_library(book, place, as_of))});
      if (kept_.size() > kMost) kept_.pop_back();
    }
    return kept_.front().index;
  }

 private:
  static constexpr std::size_t kMost = 8;
  struct Key {
    std::string law_version;
    Region place;
    Date as_of;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Kept {
    Key key;
    std::shared_ptr<const engine::LibraryIndex> index;
  };

  std::mutex mutex_;
  std::list<Kept> kept_;
};

template <class E>
void write_coded(JsonWriter& json, std::string_view name, E value) {
  json.key(name)
      .begin_object()
      .member("code", enum_code(value))
      .member("label", enum_label(value))
      .end_object();
}

void write_levels(JsonWriter& json, std::string_view name, const law::IndicatorLevels& levels) {
  json.key(name).begin_object().member("level1", levels.level1).member("level2", levels.level2).end_object();
}

void write_text_list(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_list();
  for (const auto& text : texts) json.string(text);
  json.end_list();
}

void write_standards(JsonWriter& json, const std::optional<law::GradeStandards>& standards) {
  json.key("standards");
  if (!standards) {
    json.null();
    return;
  }
  json.begin_object().member("excellent", standards->excellent).member("good", standards->good);
  json.member("fair", standards->fair).member("poor", standards->poor).end_object();
}

}  // namespace

std::shared_ptr<const engine::LibraryIndex> open_library(const law::Book& book, std::optional<Region> place,
                                                         Date as_of) {
  static KeptLibraries kept;
  return kept.open(book, place.value_or(Region{}), as_of);
}

void begin_library_entry(JsonWriter& json, const law::Book& book, const engine::LibraryIndex& index,
                         std::size_t position) {
  const auto& entry = index.entry(position);
  const auto& set = index.set_of(position);
  json.begin_object().member("code", entry.code).member("name", entry.name);
  json.member("explanation", entry.explanation).member("group", set.group).member("sector", set.sector);
  json.key("common").boolean(set.common).member("level", entry.level);
  write_levels(json, "old", entry.old);
  write_levels(json, "core", entry.core);
  write_coded(json, "op", entry.op);
  json.member("target", entry.target).key("unit");
  entry.unit ? json.string(*entry.unit) : json.null();
  write_coded(json, "direction", entry.direction);
  write_coded(json, "setting_basis", entry.setting_basis);
  write_coded(json, "value_method", entry.value_method);
  write_coded(json, "scoring", entry.scoring);
  json.member("source", entry.source).member("data_source", entry.data_source);
  json.member("evidence", entry.evidence);
  write_standards(json, entry.standards);
  json.key("starred").boolean(entry.starred).member("basis", entry.published ? "published" : "practice");
  json.key("verified").boolean(entry.verified);
  write_text_list(json, "function_classes",
                  entry.function_classes.empty() ? set.function_classes : entry.function_classes);
  json.member("place", entry.place).member("place_name", book.place_name(entry.place));
  json.member("rule", set.id).member("note", entry.note);
}

void write_sector_tree(JsonWriter& json, const engine::LibraryIndex& index) {
  json.begin_list();
  std::string group;
  for (const auto& node : index.sector_tree()) {
    if (node.group != group) {
      if (!group.empty()) json.end_list().end_object();
      json.begin_object().member("group", node.group).key("sectors").begin_list();
      group = node.group;
    }
    json.begin_object().member("sector", node.sector);
    json.member("entries", static_cast<std::int64_t>(node.entries)).end_object();
  }
  if (!group.empty()) json.end_list().end_object();
  json.end_list();
}

void write_suggestion(JsonWriter& json, const law::Book& book, const engine::LibraryIndex& index,
                      const engine::Suggestion& suggestion) {
  begin_library_entry(json, book, index, suggestion.entry);
  json.member("points", std::int64_t{suggestion.points}).key("reasons").begin_list();
  for (const auto& reason : suggestion.reasons) {
    json.begin_object().member("kind", enum_code(reason.kind)).member("text", reason.text).end_object();
  }
  json.end_list().end_object();
}

namespace {

constexpr std::array<std::string_view, 23> kLibraryTitles{
    "编号",     "行业大类", "行业",     "一级指标", "二级指标", "101号一级指标", "101号二级指标", "三级指标",
    "核心",     "性质",     "指标值",   "计量单位", "方向",     "指标解释",      "设定依据",      "指标来源",
    "取值方式", "数据来源", "赋分规则", "佐证要求", "依据",     "已核实",        "适用地区"};

/// An entry as people read it, in the order of the titles.
std::vector<std::string> library_line(const engine::LibraryIndex& index, std::size_t position) {
  const auto& entry = index.entry(position);
  const auto& set = index.set_of(position);
  return {entry.code,
          set.group,
          set.sector,
          entry.old.level1,
          entry.old.level2,
          entry.core.level1,
          entry.core.level2,
          entry.name,
          entry.starred ? "★" : "",
          std::string(enum_label(entry.op)),
          entry.target,
          entry.unit.value_or(""),
          std::string(enum_label(entry.direction)),
          entry.explanation,
          std::string(enum_label(entry.setting_basis)),
          entry.source,
          std::string(enum_label(entry.value_method)),
          entry.data_source,
          std::string(enum_label(entry.scoring)),
          entry.evidence,
          entry.published ? "公开表里见到" : "通行做法",
          entry.verified ? "是" : "否",
          entry.place};
}

}  // namespace

std::string library_csv(const engine::LibraryIndex& index, const std::vector<std::size_t>& entries) {
  std::string out(io::kByteOrderMark);
  io::append_csv(out, std::vector<std::string>(kLibraryTitles.begin(), kLibraryTitles.end()));
  for (const auto position : entries) io::append_csv(out, library_line(index, position));
  return out;
}

Result<std::string> library_xlsx(const engine::LibraryIndex& index, const std::vector<std::size_t>& entries) {
  io::SheetLayout layout;
  layout.title = "绩效指标库";
  for (const auto title : kLibraryTitles) {
    io::SheetColumn column;
    column.title = title;
    column.width = title == "三级指标" || title == "指标解释" ? 30 : 14;
    layout.columns.push_back(std::move(column));
  }
  auto writer = io::SheetWriter::create(std::move(layout));
  if (!writer) return pass(writer);
  for (const auto position : entries) {
    std::vector<Value> values;
    for (auto& text : library_line(index, position)) values.emplace_back(std::move(text));
    if (const auto added = writer->add(values); !added) return pass(added);
  }
  return writer->finish();
}

std::string library_json(const law::Book& book, const engine::LibraryIndex& index,
                         const std::vector<std::size_t>& entries) {
  constexpr int kIndent = 2;
  JsonWriter json(kIndent);
  json.begin_object().member("law_version", book.version()).key("entries").begin_list();
  for (const auto position : entries) {
    begin_library_entry(json, book, index, position);
    json.end_object();
  }
  return json.end_list().end_object().take() + "\n";
}

}  // namespace jiheng::app
