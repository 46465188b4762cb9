#include "app/goal_workbook_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace jiheng::app {
namespace {

std::string tag_of(const GoalForm& form) {
  std::string tag;
  for (const auto section : form_sections()) tag += section_tag(form, section);
  return tag;
}

int count_errors(const Findings& findings) {
  return static_cast<int>(std::ranges::count(findings, Severity::error, &Finding::severity));
}

bool is_fault(ErrorCode code) { return code == ErrorCode::internal || code == ErrorCode::unavailable; }

std::string identity_cell(const io::FormData& data) {
  for (const auto* field : {"project_code", "project_name"}) {
    if (const auto place = data.place(field); !place.empty()) return place;
  }
  return data.sheet;
}

void name_project(WorkbookForm& form, const GoalIndex::Entry& entry, const io::FormData& data) {
  if (!form.project_name.empty() && form.project_name != entry.name)
    form.findings.push_back({"workbook.name", Severity::warning,
                             fmt::format("项目名称与系统里的“{}”不同，按项目编码认", entry.name),
                             data.place("project_name"), "项目名称在项目库里改"});
  form.project_code = entry.code;
  form.project_name = entry.name;
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

}  // namespace

void refuse_form(WorkbookForm& form, std::string why) {
  form.outcome = FormOutcome::refused;
  form.why = std::move(why);
  form.changes.clear();
}

Result<GoalIndex::Entry> FormJudge::find_goal(const io::FormData& data) {
  const auto year = FiscalYear::parse(data.text("year")).value_or(access_.viewer().year);
  auto known = indexes_.find(year);
  if (known == indexes_.end()) {
    auto index = GoalIndex::load(workspace_, access_, year);
    if (!index) return pass(index);
    known = indexes_.emplace(year, std::move(*index)).first;
  }
  return known->second.find(data);
}

Result<std::vector<store::Put>> FormJudge::judge(FormTask& task, WorkbookForm& form) {
  const auto& data = task.reading.data;
  form.findings = task.reading.findings;
  form.changes.clear();
  form.why.clear();
  std::vector<store::Put> nothing;
  for (auto& finding : form.findings) {  // a draft may have gaps; submission is where they count
    if (finding.rule == "form.missing") finding.severity = Severity::warning;
  }
  const auto entry = find_goal(data);
  if (!entry) {
    if (is_fault(entry.error().code)) return pass(entry);
    refuse_form(form, entry.error().message);
    form.findings.push_back({"workbook.project", Severity::error, form.why, identity_cell(data), ""});
    return nothing;
  }
  name_project(form, *entry, data);
  auto file = load_goal(workspace_, access_, entry->goal);
  if (!file) return pass(file);
  task.file = std::move(*file);
  form.goal = entry->goal;
  form.tag = tag_of(task.file->form);
  if (const auto why = in_the_way(form); !why.empty()) {
    refuse_form(form, why);
    return nothing;
  }
  return judge_sections(task, form);
}

std::string FormJudge::in_the_way(const WorkbookForm& form) {
  const auto [other, fresh] = taken_.emplace(form.goal, fmt::format("{} {}", form.file, form.sheet));
  if (!fresh) return fmt::format("同一个项目交了两张表，另一张在 {}", other->second);
  if (seen_ == nullptr) return {};
  const auto same = std::ranges::find_if(seen_->forms, [&](const WorkbookForm& seen) {
    return seen.file == form.file && seen.sheet == form.sheet;
  });
  if (same == seen_->forms.end() || same->goal != form.goal) return "与预检的不是同一个文件，请重新预检";
  return same->tag == form.tag ? "" : "预检以后有人改过这张表，请重新预检，看清会改什么";
}

Result<std::vector<store::Put>> FormJudge::judge_sections(FormTask& task, WorkbookForm& form) {
  const auto& file = *task.file;
  std::vector<store::Put> nothing;
  std::vector<SectionWish> wishes;
  std::map<std::string, const SectionSaid*, std::less<>> asked;
  const auto said = sections_said(task.reading.data, file.form);
  bool differs = false;
  for (const auto& section : said) {
    std::ranges::copy_if(section.findings, std::back_inserter(form.findings),
                         [](const Finding& finding) { return finding.severity != Severity::error; });
    if (section.json.empty()) continue;
    auto body = parse_json(section.json, "workbook");
    if (!body) return pass(body);
    auto next = file.form;
    const bool faults = !read_section(*body, section.section, next).empty() || has_errors(section.findings);
    if (!faults && section_json(next, section.section) == section_json(file.form, section.section)) continue;
    differs = true;
    if (!may_write_section(file, access_, section.section)) {
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
    refuse_form(form, fmt::format("有 {} 处填得不对，改正后再导入", errors));
    return nothing;
  }
  auto puts = put_sections(file, access_, wishes, workspace_.clock().now_ms(), task.after);
  if (!puts) return refuse_sections(form, asked, puts.error());
  form.changes = form_changes(file.form, task.after);
  if (!puts->empty()) form.outcome = FormOutcome::changed;
  return puts;
}

}  // namespace jiheng::app
