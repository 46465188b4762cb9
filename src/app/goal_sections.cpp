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
      access.may("goal", law::Action::write, open_subject(file)))
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

}  // namespace

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
        access.may("goal", law::Action::write, open_subject(file)))
      return {};
  }
  return fmt::format("由{}填写", file.unit.name);
}

Result<SectionSaved> save_section(Workspace& workspace, const Access& access, std::int64_t goal_id,
                                  std::string_view section, std::string_view tag, const Node& body) {
  if (std::ranges::count(form_sections(), section) == 0)
    return fail(ErrorCode::not_found, fmt::format("申报表没有“{}”这一部分", section));
  const auto actor = access.viewer().actor(kGoalsVia);
  const auto now = workspace.clock().now_ms();
  bool stale = false;
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    stale = false;
    const auto file = load_goal(workspace, access, goal_id);
    if (!file) return pass(file);
    const auto owner = section_owner(*file, section);
    if (auto may = check_may_write(*file, access, owner); !may) return pass(may);
    stale = section_tag(file->form, section) != tag;
    if (stale) return std::vector<store::Put>{};
    auto form = file->form;
    if (auto findings = read_section(body, section, form); !findings.empty())
      return fail(ErrorCode::invalid, "有填得不对的地方，没有保存", std::move(findings));
    std::vector<store::Put> puts;
    if (form == file->form) return puts;
    auto goal = file->goal;
    touch(goal, owner, actor.name, now);
    if (auto put = put_form(*file, form, std::move(goal), puts); !put) return pass(put);
    return puts;
  });
  if (!written) return pass(written);
  auto file = load_goal(workspace, access, goal_id);
  if (!file) return pass(file);
  if (!stale) workspace.desk().note(goal_id, access.viewer().name, section, now);
  return SectionSaved{stale, std::move(*file)};
}

Result<GoalFile> confirm_part(Workspace& workspace, const Access& access, std::int64_t goal_id,
                              std::string_view part, bool confirmed) {
  if (const auto opened = open_case(workspace, access, goal_id); !opened) return pass(opened);
  const auto actor = access.viewer().actor(kGoalsVia);
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    const auto file = load_goal(workspace, access, goal_id);
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
    return std::vector{store::put_of(goal)};
  });
  if (!written) return pass(written);
  return load_goal(workspace, access, goal_id);
}

}  // namespace jiheng::app
