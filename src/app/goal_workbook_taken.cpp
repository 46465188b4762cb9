#include "app/goal_workbook_taken.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/clock.h"
#include "base/json_writer.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kSheetWay = "workbook";  ///< Actor::via of imports
constexpr std::string_view kWholeRow = "*";
constexpr std::array<std::string_view, 6> kFormRecords{"goal",
                                                       "goal_version",
                                                       "indicator",
                                                       "department_goal",
                                                       "department_goal_indicator",
                                                       "department_goal_task"};

std::string edit_key(std::string_view record, std::int64_t id, std::string_view column) {
  return fmt::format("{} {} {}", record, id, column);
}

std::int64_t whole_number(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::string form_tag(const GoalForm& form) {
  std::string tag;
  for (const auto section : form_sections(form.kind)) tag += section_tag(form, section);
  return tag;
}

Result<io::FormStamp> stamp_of(Workspace& workspace, const GoalFile& file) {
  const auto audit = workspace.store().last_audit_number();
  if (!audit) return pass(audit);
  const auto now = workspace.clock().now_ms();
  JsonWriter writer;
  writer.begin_object().member("record", record_name(file.kind)).member("id", file.goal.id.value);
  writer.member("at", now)
      .member("audit", *audit)
      .member("tag", form_tag(file.form))
      .member("form", form_json(file.form))
      .end_object();
  return io::FormStamp{fmt::format("取自绩衡 {}", beijing_minute(now)), writer.take()};
}

std::optional<TakenForm> taken_of(std::string_view kept) {
  if (kept.empty()) return std::nullopt;
  const auto tree = parse_json(kept, "taken");
  if (!tree) return std::nullopt;
  TakenForm taken;
  taken.ref = {whole_number(tree->text_of("id")), kind_of_record(tree->text_of("record"))};
  taken.at_ms = whole_number(tree->text_of("at"));
  taken.audit = whole_number(tree->text_of("audit"));
  taken.tag = tree->text_of("tag");
  taken.json = tree->text_of("form");
  if (taken.tag.empty() || taken.json.empty()) return std::nullopt;
  return taken;
}

Result<void> LaterEdits::read(Workspace& workspace, const Access& access, std::int64_t audit) {
  if (from_ && *from_ <= audit) return {};
  from_ = audit;
  edits_.clear();
  return workspace.store().read_audit(audit + 1, [&](const store::AuditEntry& entry) {
    if (entry.region == access.viewer().place.code() && std::ranges::count(kFormRecords, entry.record) > 0)
      take(access, entry);
    return true;
  });
}

void LaterEdits::take(const Access& access, const store::AuditEntry& entry) {
  const bool own = entry.via == kSheetWay && entry.actor == access.viewer().actor(kSheetWay).name;
  if (entry.action != "update") note(edit_key(entry.record, entry.id, kWholeRow), entry, own);
  const auto changes = parse_json(entry.changes, "changes");
  if (!changes) return;
  for (const auto& member : changes->members) note(edit_key(entry.record, entry.id, member.key), entry, own);
}

void LaterEdits::note(const std::string& key, const store::AuditEntry& entry, bool own) {
  auto& edit = edits_[key];
  edit.at_ms = entry.at_ms;
  edit.who = plain_name(entry.actor);
  edit.own_sheets = edit.own_sheets && own;
}

const LaterEdits::Edit* LaterEdits::find(std::string_view record, std::int64_t id,
                                         std::string_view column) const {
  auto found = edits_.find(edit_key(record, id, column));
  if (found == edits_.end()) found = edits_.find(edit_key(record, id, kWholeRow));
  return found == edits_.end() ? nullptr : &found->second;
}

}  // namespace jiheng::app
