#include "app/goal_sections.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/cases.h"
#include "app/desk.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kGoalsVia = "goals";

/// Where the permission matrix is asked for a form that is open: goals of an adjustment are approved, but
/// their working copy is a draft.
Subject open_subject(const GoalFile& file) {
  auto subject = file.subject();
  if (!file.state().editable.empty()) subject.state = enum_code(GoalState::draft);
  return subject;
}

Result<void> check_may_write(const GoalFile& file, const Access& access, std::string_view group) {
  if (engine::may_edit(file.process, file.at, file.hand(access), group) &&
      access.may(record_name(file.kind), law::Action::write, open_subject(file)))
    return {};
  const auto why = read_only_why(file, access);
  const auto* owner = file.process.group(group);
  if (file.state().editable.empty())
    return fail(ErrorCode::conflict, why,
                {{"goal.read_only", Severity::error, why, "", "需要修改时请审核人退回，或先撤回"}});
  return fail(ErrorCode::refused,
              fmt::format("这一部分由{}填写", owner == nullptr ? "别人" : enum_label(owner->who.front())));
}

void touch(Goal& goal, std::string_view group, const std::string& name, std::int64_t now) {
  auto& by = group == "finance" ? goal.finance_confirmed_by : goal.project_confirmed_by;
  auto& at = group == "finance" ? goal.finance_confirmed_ms : goal.project_confirmed_ms;
  by = std::nullopt;
  at = std::nullopt;
  if (!goal.started_ms) goal.started_ms = now;
  goal.edited_by = name;
  goal.edited_ms = now;
}

/// The writes that make `after` of the form, and whose confirmations fall.
Result<std::vector<store::Put>> put_edited(const GoalFile& file, const GoalForm& after,
                                           const std::string& name, std::int64_t now) {
  std::vector<store::Put> puts;
  if (after == file.form) return puts;
  auto goal = file.goal;
  for (const auto section : form_sections(after.kind)) {
    if (section_json(file.form, section) != section_json(after, section))
      touch(goal, section_owner(file, section), name, now);
  }
  if (auto put = put_form(file, after, std::move(goal), puts); !put) return pass(put);
  return puts;
}

}  // namespace

Result<std::vector<store::Put>> put_sections(const GoalFile& file, const Access& access,
                                             const std::vector<SectionWish>& wishes, std::int64_t now,
                                             GoalForm& after) {
  after = file.form;
  Findings faults;
  for (const auto& wish : wishes) {
    if (auto may = check_may_write(file, access, section_owner(file, wish.section)); !may) return pass(may);
    for (auto& fault : read_section(wish.body, wish.section, after)) {
      fault.where = wish.section + fault.where;
      faults.push_back(std::move(fault));
    }
  }
  if (!faults.empty()) return fail(ErrorCode::invalid, "有填得不对的地方，没有保存", std::move(faults));
  return put_edited(file, after, access.viewer().actor(kGoalsVia).name, now);
}

std::int64_t presence_key(GoalRef ref) { return ref.kind == FormKind::department ? -ref.id : ref.id; }

std::string_view section_owner(const GoalFile& file, std::string_view section) {
  const auto* group = file.process.owner_of(fmt::format("{}.x", section));
  return group == nullptr ? std::string_view() : std::string_view(group->id);
}

bool may_write_section(const GoalFile& file, const Access& access, std::string_view section) {
  return check_may_write(file, access, section_owner(file, section)).has_value();
}

std::string read_only_why(const GoalFile& file, const Access& access) {
  const auto& state = file.state();
  if (state.editable.empty()) {
    if (state.waiting.empty()) return fmt::format("{}；要修改请发起调整", state.label);
    return fmt::format("已送审，等待{}（{}）", place_of_state(file, state), state.label);
  }
  for (const auto& group : state.editable) {
    if (engine::may_edit(file.process, file.at, file.hand(access), group) &&
        access.may(record_name(file.kind), law::Action::write, open_subject(file)))
      return {};
  }
  return fmt::format("由{}填写", file.unit.name);
}

Result<SectionSaved> save_section(Workspace& workspace, const Access& access, GoalRef ref,
                                  std::string_view section, std::string_view tag, const Node& body) {
  if (std::ranges::count(form_sections(ref.kind), section) == 0)
    return fail(ErrorCode::not_found, fmt::format("申报表没有“{}”这一部分", section));
  const auto actor = access.viewer().actor(kGoalsVia);
  const auto now = workspace.clock().now_ms();
  bool stale = false;
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    stale = false;
    const auto file = load_goal(workspace, access, ref);
    if (!file) return pass(file);
    const auto owner = section_owner(*file, section);
    if (auto may = check_may_write(*file, access, owner); !may) return pass(may);
    stale = section_tag(file->form, section) != tag;
    if (stale) return std::vector<store::Put>{};
    auto form = file->form;
    if (auto findings = read_section(body, section, form); !findings.empty())
      return fail(ErrorCode::invalid, "有填得不对的地方，没有保存", std::move(findings));
    return put_edited(*file, form, actor.name, now);
  });
  if (!written) return pass(written);
  auto file = load_goal(workspace, access, ref);
  if (!file) return pass(file);
  if (!stale) workspace.desk().note(presence_key(ref), access.viewer().name, section, now);
  return SectionSaved{stale, std::move(*file)};
}

Result<GoalFile> confirm_part(Workspace& workspace, const Access& access, GoalRef ref, std::string_view part,
                              bool confirmed) {
  if (const auto opened = open_case(workspace, access, ref); !opened) return pass(opened);
  const auto actor = access.viewer().actor(kGoalsVia);
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    const auto file = load_goal(workspace, access, ref);
    if (!file) return pass(file);
    if (file->process.group(part) == nullptr)
      return fail(ErrorCode::invalid, "没有这一部分",
                  {{"goal.part", Severity::error, "应为 finance 或 project", "/part", ""}});
    if (auto may = check_may_write(*file, access, part); !may) return pass(may);
    auto goal = file->goal;
    auto& by = part == "finance" ? goal.finance_confirmed_by : goal.project_confirmed_by;
    auto& at = part == "finance" ? goal.finance_confirmed_ms : goal.project_confirmed_ms;
    by = confirmed ? std::optional(actor.name) : std::nullopt;
    at = confirmed ? std::optional(workspace.clock().now_ms()) : std::nullopt;
    return std::vector{put_head(*file, goal)};
  });
  if (!written) return pass(written);
  return load_goal(workspace, access, ref);
}

}  // namespace jiheng::app
