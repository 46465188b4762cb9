#include "app/goal_workbook_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/department_goal_form.h"
#include "app/goal_workbook_merge.h"
#include "base/clock.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

int count_errors(const Findings& findings) {
  return static_cast<int>(std::ranges::count(findings, Severity::error, &Finding::severity));
}

bool is_fault(ErrorCode code) { return code == ErrorCode::internal || code == ErrorCode::unavailable; }

std::string identity_cell(const io::FormData& data) {
  for (const auto* field : {"project_code", "project_name", "department_code", "department"}) {
    if (data.form == kGoalForm && std::string_view(field).starts_with("department")) break;
    if (const auto place = data.place(field); !place.empty()) return place;
  }
  return data.sheet;
}

void name_project(WorkbookForm& form, const GoalEntry& entry, const io::FormData& data) {
  const bool whole = form.kind == FormKind::department;
  const std::string_view field = whole ? "department" : "project_name";
  const auto told = trim(data.text(field));
  if (!told.empty() && told != entry.name)
    form.findings.push_back({"workbook.name", Severity::warning,
                             fmt::format("{}名称与系统里的“{}”不同，按{}认", whole ? "部门" : "项目",
                                         entry.name, whole ? "部门代码" : "项目编码"),
                             data.place(field), whole ? "部门名称在机构里改" : "项目名称在项目库里改"});
  form.project_code = entry.code;
  form.project_name = whole ? fmt::format("{}部门整体支出", entry.name) : entry.name;
  form.unit_name = entry.unit;
}

/// What the sheet says of the other hand's part is told, not taken.
void pass_over(WorkbookForm& form, const GoalFile& file, const SectionSaid& section, const GoalForm& next) {
  constexpr std::size_t kShown = 4;
  const auto* group = file.process.group(section_owner(file, section.section));
  std::string what;
  const auto changes = form_changes(file.form, next);
  for (std::size_t i = 0; i < std::min(kShown, changes.size()); ++i)
    what += (i == 0 ? "" : "、") + changes[i].label;
  form.findings.push_back({"workbook.other_hand", Severity::info,
                           fmt::format("{}由{}填写，与系统不同的没有导入{}{}{}",
                                       group == nullptr ? section.section : group->label,
                                       group == nullptr ? "别人" : enum_label(group->who.front()),
                                       what.empty() ? "" : "：", what, changes.size() > kShown ? "等" : ""),
                           section.cell_of(""), ""});
}

Result<std::vector<store::Put>> refuse_sections(
    WorkbookForm& form, const std::map<std::string, const SectionSaid*, std::less<>>& asked,
    const Error& error) {
  if (is_fault(error.code)) return tl::unexpected<Error>(error);
  for (auto fault : error.findings) {
    const auto slash = std::min(fault.where.find('/'), fault.where.size());
    const auto section = asked.find(fault.where.substr(0, slash));
    if (section != asked.end()) fault.where = section->second->cell_of(fault.where.substr(slash));
    fault.rule = "workbook.cell";
    form.findings.push_back(std::move(fault));
  }
  refuse_form(form, error.findings.empty()
                        ? error.message
                        : fmt::format("有 {} 处填得不对，改正后再导入", error.findings.size()));
  return std::vector<store::Put>{};
}

/// Whether a section of a sheet can be read well enough to be compared: rows that were sent down after the
/// workbook went out cannot be in it.
bool comparable(const Findings& faults) {
  return std::ranges::all_of(faults, [](const Finding& fault) { return fault.where == "/rows"; });
}

/// A section of a form as the body of a PATCH.
Result<Node> body_of(const GoalForm& form, std::string_view section) {
  const auto json = section_json(form, section);
  return parse_json(section == "indicators" ? json : fmt::format(R"({{"fields":{}}})", json), "workbook");
}

}  // namespace

FormKind kind_of_layout(std::string_view layout) {
  return layout == kDepartmentForm ? FormKind::department : FormKind::project;
}

void refuse_form(WorkbookForm& form, std::string why) {
  form.outcome = FormOutcome::refused;
  form.why = std::move(why);
  form.changes.clear();
}

Result<GoalEntry> FormJudge::find_goal(const io::FormData& data, FormKind kind) {
  const auto year = FiscalYear::parse(data.text("year")).value_or(access_.viewer().year);
  return kind == FormKind::department ? find_in(departments_, year, data) : find_in(projects_, year, data);
}

template <class Index>
Result<GoalEntry> FormJudge::find_in(std::map<FiscalYear, Index>& indexes, FiscalYear year,
                                     const io::FormData& data) {
  auto known = indexes.find(year);
  if (known == indexes.end()) {
    auto index = Index::load(workspace_, access_, year);
    if (!index) return pass(index);
    known = indexes.emplace(year, std::move(*index)).first;
  }
  return known->second.find(data);
}

Result<std::vector<store::Put>> FormJudge::judge(FormTask& task, WorkbookForm& form) {
  const auto& data = task.reading.data;
  form.findings = task.reading.findings;
  form.changes.clear();
  form.why.clear();
  form.taken.clear();
  form.clashes = 0;
  std::vector<store::Put> nothing;
  for (auto& finding : form.findings) {  // a draft may have gaps; submission is where they count
    if (finding.rule == "form.missing") finding.severity = Severity::warning;
  }
  form.kind = kind_of_layout(data.form);
  const auto entry = find_goal(data, form.kind);
  if (!entry) {
    if (is_fault(entry.error().code)) return pass(entry);
    refuse_form(form, entry.error().message);
    form.findings.push_back({"workbook.project", Severity::error, form.why, identity_cell(data), ""});
    return nothing;
  }
  name_project(form, *entry, data);
  auto file = load_goal(workspace_, access_, GoalRef(entry->goal, form.kind));
  if (!file) return pass(file);
  task.file = std::move(*file);
  form.goal = entry->goal;
  form.tag = form_tag(task.file->form);
  if (const auto why = in_the_way(form); !why.empty()) {
    refuse_form(form, why);
    return nothing;
  }
  return judge_sections(task, form);
}

std::string FormJudge::in_the_way(const WorkbookForm& form) {
  const auto [other, fresh] =
      taken_.emplace(presence_key({form.goal, form.kind}), fmt::format("{} {}", form.file, form.sheet));
  if (!fresh)
    return fmt::format("同一个{}交了两张表，另一张在 {}", form.kind == FormKind::department ? "部门" : "项目",
                       other->second);
  if (seen_ == nullptr) return {};
  const auto same = std::ranges::find_if(seen_->forms, [&](const WorkbookForm& seen) {
    return seen.file == form.file && seen.sheet == form.sheet;
  });
  if (same == seen_->forms.end() || same->goal != form.goal || same->kind != form.kind)
    return "与预检的不是同一个文件，请重新预检";
  return same->tag == form.tag ? "" : "预检以后有人改过这张表，请重新预检，看清会改什么";
}

/// The form as it would be with what the sheet changed since it went out; nothing when the workbook does not
/// say when that was, or nobody has typed since.
Result<std::optional<GoalForm>> FormJudge::merged(const FormTask& task, const std::vector<SectionSaid>& said,
                                                  WorkbookForm& form) {
  const auto& file = *task.file;
  std::optional<GoalForm> none;
  if (task.taken == nullptr || !(task.taken->ref == file.ref())) return none;
  form.taken = beijing_minute(task.taken->at_ms);
  if (task.taken->tag == form.tag) return none;
  const auto base = form_of_json(task.taken->json);
  if (!base) return none;  // damaged: as if it did not say
  GoalForm sheet = file.form;
  for (const auto& section : said) {
    if (section.json.empty() || has_errors(section.findings) ||
        !may_write_section(file, access_, section.section))
      continue;
    const auto body = parse_json(section.json, "workbook");
    if (!body) return pass(body);
    auto next = sheet;
    if (comparable(read_section(*body, section.section, next))) sheet = std::move(next);
  }
  if (auto read = edits_.read(workspace_, access_, task.taken->audit); !read) return pass(read);
  auto merged = merge_sheet(file, *base, std::move(sheet), task.reading.data, edits_, clash_);
  for (const auto& change : merged.changes) {
    form.findings.push_back(told(change, clash_));
    form.clashes += change.clash ? 1 : 0;
  }
  return std::optional(std::move(merged.form));
}

Result<std::vector<store::Put>> FormJudge::judge_sections(FormTask& task, WorkbookForm& form) {
  const auto& file = *task.file;
  std::vector<store::Put> nothing;
  std::vector<SectionWish> wishes;
  std::map<std::string, const SectionSaid*, std::less<>> asked;
  const auto said = sections_said(task.reading.data, file.form, may_write_section(file, access_, "tasks"));
  const auto both = merged(task, said, form);
  if (!both) return pass(both);
  bool differs = false;
  for (const auto& section : said) {
    std::ranges::copy_if(section.findings, std::back_inserter(form.findings),
                         [](const Finding& finding) { return finding.severity != Severity::error; });
    if (section.json.empty()) continue;
    auto body = parse_json(section.json, "workbook");
    if (!body) return pass(body);
    auto next = file.form;
    const bool mine = may_write_section(file, access_, section.section);
    if (both->has_value() && mine && !has_errors(section.findings) &&
        comparable(read_section(*body, section.section, next))) {
      body = body_of(**both, section.section);
      if (!body) return pass(body);
      next = file.form;
    }
    const bool faults = !read_section(*body, section.section, next).empty() || has_errors(section.findings);
    if (!faults && section_json(next, section.section) == section_json(file.form, section.section)) continue;
    differs = true;
    if (!mine) {
      if (read_only_why(file, access_).empty()) pass_over(form, file, section, next);
      continue;
    }
    std::ranges::copy_if(section.findings, std::back_inserter(form.findings),
                         [](const Finding& finding) { return finding.severity == Severity::error; });
    wishes.push_back({section.section, std::move(*body)});
    asked[section.section] = &section;
  }
  task.after = file.form;
  form.outcome = FormOutcome::unchanged;
  if (const auto why = read_only_why(file, access_); differs && !why.empty()) {
    refuse_form(form, why);
    return nothing;
  }
  if (const auto errors = count_errors(form.findings); errors > 0) {
    const auto open = clash_ == ClashChoice::ask ? form.clashes : 0;
    refuse_form(form, errors == open ? fmt::format("有 {} 处取出以后网上也改过，先定以哪边的为准", open)
                                     : fmt::format("有 {} 处填得不对，改正后再导入", errors));
    return nothing;
  }
  auto puts = put_sections(file, access_, wishes, workspace_.clock().now_ms(), task.after);
  if (!puts) return refuse_sections(form, asked, puts.error());
  form.changes = form_changes(file.form, task.after);
  if (!puts->empty()) form.outcome = FormOutcome::changed;
  return puts;
}

}  // namespace jiheng::app
