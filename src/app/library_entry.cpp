#include "app/library_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <list>
#include <map>
#include <mutex>

#include "base/text.h"
#include "law/indicator_library.h"
#include "model/indicator.h"

namespace jiheng::app {
namespace {

struct DraftText {
  std::string_view name;
  std::string_view label;
  std::string EntryDraft::* member;
  std::size_t most;
  bool required;
};
constexpr std::array kDraftTexts{
    DraftText{"name", "指标名称", &EntryDraft::name, 60, true},
    DraftText{"level", "二级指标", &EntryDraft::level, 20, true},
    DraftText{"sector", "行业", &EntryDraft::sector, 30, true},
    DraftText{"op", "性质", &EntryDraft::op, 20, true},
    DraftText{"target", "常用值", &EntryDraft::target, 60, true},
    DraftText{"explanation", "指标解释", &EntryDraft::explanation, 300, true},
    DraftText{"evidence", "佐证要求", &EntryDraft::evidence, 300, false},
    DraftText{"data_source", "数据来源", &EntryDraft::data_source, 300, false},
};

/// ≥ is better when higher, ≤ when lower; of = and 定性 it is the target that counts.
std::string_view direction_of(std::string_view op) {
  if (op == "<=" || op == "<") return "lower_better";
  return op == ">=" || op == ">" ? "higher_better" : "equal";
}

class DraftCheck {
 public:
  DraftCheck(std::string_view pointer, Findings& findings) : pointer_(pointer), findings_(findings) {}

  void fault(std::string_view member, std::string message, std::string hint) {
    findings_.push_back({"library.entry", Severity::error, std::move(message),
                         fmt::format("{}/{}", pointer_, member), std::move(hint)});
  }

  void texts(const Node& node, EntryDraft& draft) {
    for (const auto& field : kDraftTexts) {
      const Node* value = node.find(field.name);
      if (value != nullptr && !value->is_scalar()) {
        fault(field.name, fmt::format("{}应为文字", field.label), "");
        continue;
      }
      std::string text(trim(node.text_of(field.name)));
      if (field.required && text.empty()) fault(field.name, fmt::format("没有写{}", field.label), "");
      if (count_characters(text) > field.most)
        fault(field.name, fmt::format("{}最多 {} 字", field.label, field.most), "写短一些");
      draft.*field.member = std::move(text);
    }
  }

  void choices(EntryDraft& draft, const engine::LibraryIndex& index) {
    const auto levels = law::library_levels();
    if (!draft.level.empty() && std::ranges::find(levels, draft.level) == levels.end())
      fault("level", fmt::format("没有二级指标“{}”", draft.level),
            "如 数量、质量、时效、成本、社会效益、满意度");
    const auto* op = find_enum<Operator>(draft.op);
    if (op != nullptr) draft.op = enum_code(*op);
    if (op == nullptr && !draft.op.empty())
      fault("op", fmt::format("没有性质“{}”", draft.op), "用 >=、>、=、<、<= 或 qualitative");
    const auto tree = index.sector_tree();
    if (!draft.sector.empty() &&
        std::ranges::find(tree, draft.sector, &engine::SectorNode::sector) == tree.end())
      fault("sector", fmt::format("指标库里没有行业“{}”", draft.sector), "从行业树里选一个");
  }

 private:
  std::string_view pointer_;
  Findings& findings_;
};

struct KeptCounty {
  std::string law_version;
  Region place;
  Date as_of;
  std::vector<std::pair<std::string, std::string>> texts;
  std::shared_ptr<const engine::LibraryIndex> index;
};

/// Of each code the highest version that is in force on the day.
std::vector<law::CountyEntry> entries_in_force(const std::vector<LibraryVersion>& versions, Date as_of) {
  std::map<std::string, const LibraryVersion*> latest;
  for (const auto& version : versions) {
    if (version.since > as_of) continue;
    auto& kept = latest[version.code];
    if (kept == nullptr || kept->number < version.number) kept = &version;
  }
  std::vector<law::CountyEntry> entries;
  for (const auto& [code, version] : latest) {
    auto content = parse_json(version->content, "library_version");
    if (!content) continue;  // what was written was made here; a foreign row says nothing
    const bool retired = content->text_of("retired") == "true";
    entries.push_back({code, version->sector, std::move(*content), retired});
  }
  return entries;
}

}  // namespace

std::string EntryDraft::json() const {
  JsonWriter json;
  json.begin_object().member("name", name).member("level2", level).member("op", op).member("target", target);
  if (unit) json.member("unit", *unit);
  json.member("direction", direction_of(op)).member("explanation", explanation);
  if (!evidence.empty()) json.member("evidence", evidence);
  if (!data_source.empty()) json.member("data_source", data_source);
  json.member("sector", sector).key("core").boolean(core).member("basis", "practice").key("verified");
  return json.boolean(false).end_object().take();
}

EntryDraft read_entry_draft(const Node& node, const engine::LibraryIndex& index, std::string_view pointer,
                            Findings& findings) {
  EntryDraft draft;
  const std::size_t before = findings.size();
  DraftCheck check(pointer, findings);
  check.texts(node, draft);
  if (const auto unit = trim(node.text_of("unit")); !unit.empty()) draft.unit = std::string(unit);
  if (draft.unit && count_characters(*draft.unit) > 20) check.fault("unit", "计量单位最多 20 字", "");
  draft.core = node.text_of("core") == "true";
  check.choices(draft, index);
  if (findings.size() > before) return draft;
  const auto entry = parse_json(draft.json(), "entry");
  if (!entry) return draft;
  law::check_entry_values(
      *entry, [&](std::string_view member, const std::string&, std::string message, std::string hint) {
        check.fault(member == "level2" ? "level" : member, std::move(message), std::move(hint));
      });
  return draft;
}

void write_entry_draft(JsonWriter& json, std::string_view content) {
  const auto node = parse_json(content, "entry");
  if (!node || node->text_of("retired") == "true") {
    json.null();
    return;
  }
  const auto op = node->text_of("op");
  const auto* known = find_enum<Operator>(op);
  json.begin_object().member("name", node->text_of("name")).member("level", node->text_of("level2"));
  json.member("sector", node->text_of("sector")).member("op", op);
  json.member("op_label", known == nullptr ? op : enum_label(*known))
      .member("target", node->text_of("target"));
  json.key("unit");
  const Node* unit = node->find("unit");
  unit == nullptr ? json.null() : json.string(unit->text);
  for (const std::string_view name : {"explanation", "evidence", "data_source"})
    json.member(name, node->text_of(name));
  json.key("core").boolean(node->text_of("core") == "true").end_object();
}

std::shared_ptr<const engine::LibraryIndex> open_county_library(const law::Book& book, Region place,
                                                                Date as_of,
                                                                const std::vector<LibraryVersion>& versions) {
  // What is kept depends on the county's own texts, not on which folder they came from.
  static std::mutex mutex;
  static std::list<KeptCounty> kept;
  constexpr std::size_t kMost = 8;
  std::vector<std::pair<std::string, std::string>> texts;
  texts.reserve(versions.size());
  for (const auto& row : versions)
    texts.emplace_back(fmt::format("{}/{}", row.code, row.number), row.content);
  const std::lock_guard lock(mutex);
  const auto found = std::ranges::find_if(kept, [&](const KeptCounty& one) {
    return one.law_version == book.version() && one.place == place && one.as_of == as_of &&
           one.texts == texts;
  });
  if (found != kept.end()) {
    kept.splice(kept.begin(), kept, found);
    return kept.front().index;
  }
  auto library = law::indicator_library(book, place, as_of);
  law::add_county_entries(book, place, as_of, entries_in_force(versions, as_of), library);
  kept.push_front({std::string(book.version()), place, as_of, std::move(texts),
                   std::make_shared<engine::LibraryIndex>(std::move(library))});
  if (kept.size() > kMost) kept.pop_back();
  return kept.front().index;
}

}  // namespace jiheng::app
