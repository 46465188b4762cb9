#include <fmt/format.h>

#include <algorithm>

#include "app/project_pool.h"
#include "app/unit_tree.h"
#include "base/json_writer.h"
#include "base/sm3.h"
#include "model/function_class.h"
#include "model/project_code.h"
#include "model/user.h"
#include "schema/json.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kProjectTagLength = 16;
/// What a new project must say, whatever the defaults of the type are.
constexpr std::array<std::string_view, 7> kAskedOfNew{"code", "name",           "unit_id",   "category",
                                                      "kind", "function_class", "first_year"};
/// What nobody changes by writing to a project.
constexpr std::array<std::string_view, 3> kOwnedByProgram{"region", "id", "provenance"};

Finding project_fault(std::string_view field, std::string message, std::string hint = {}) {
  return {"project", Severity::error, std::move(message), fmt::format("/{}", field), std::move(hint)};
}

std::string project_json(const Project& project) {
  JsonWriter writer;
  write_record(writer, record_of<Project>(), &project);
  return writer.take();
}

/// The fields that `body` names, over `project`. Everything wrong at once.
Findings read_project(const Node& body, Project& project) {
  if (!body.is_map()) return {project_fault("", "应为一个对象，写项目的字段")};
  auto whole = parse_json(project_json(project), "project");
  if (!whole) return {project_fault("", whole.error().message)};
  Findings findings;
  for (const auto& member : body.members) {
    if (std::ranges::count(kOwnedByProgram, std::string_view(member.key)) > 0) {
      findings.push_back(project_fault(member.key, "这一项由系统填写"));
      continue;
    }
    const auto at = std::ranges::find(whole->members, member.key, &Member::key);
    if (at == whole->members.end())
      whole->members.push_back(member);
    else
      at->value = member.value;
  }
  auto more = read_record(*whole, record_of<Project>(), &project);
  findings.insert(findings.end(), more.begin(), more.end());
  return findings;
}

bool digits_only(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void check_code(const Project& project, Findings& findings) {
  const auto code = parse_project_code(project.code);
  if (!code) return findings.push_back(project_fault("code", code.error().message));
  if (code->region != project.region)
    findings.push_back(project_fault("code", fmt::format("编码的前 6 位是 {}，本地区划是 {}",
                                                         code->region.to_text(), project.region.to_text())));
  if (code->year != project.first_year.value())
    findings.push_back(project_fault("code", fmt::format("编码的第 7–8 位是 {} 年，起始年度是 {}", code->year,
                                                         project.first_year.value())));
  if (code->letter != category_letter(project.category))
    findings.push_back(
        project_fault("code", fmt::format("编码的类别字母是 {}，“{}”应为 {}", code->letter,
                                          enum_label(project.category), category_letter(project.category))));
}

/// What several fields say together.
void check_together(const Project& project, const UnitTree& tree, FiscalYear year, Findings& findings) {
  if (project.last_year && *project.last_year < project.first_year)
    findings.push_back(project_fault("last_year", "终止年度比起始年度早"));
  if (!digits_only(project.function_class) || function_class_label(project.function_class).empty())
    findings.push_back(project_fault("function_class",
                                     fmt::format("“{}”不是支出功能分类", project.function_class),
                                     "3、5 或 7 位数字，前 3 位是类，如 205（教育）"));
  const auto* unit = tree.find(project.unit_id);
  if (unit == nullptr)
    findings.push_back(project_fault("unit_id", "没有这个单位"));
  else if (unit->kind != UnitKind::unit)
    findings.push_back(project_fault(
        "unit_id", fmt::format("“{}”是{}，项目要落到预算单位", unit->name, enum_label(unit->kind))));
  else if (!UnitTree::in_force(*unit, year))
    findings.push_back(project_fault("unit_id", fmt::format("“{}”在 {} 年没有预算", unit->name, year.value()),
                                     "选它合并、更名或划转以后的单位"));
}

/// Whether the viewer may have the row so: in its unit, and each field that differs.
Result<void> check_allowed(store::Store& store, const Access& access, const Row& before,
                           const Project& after) {
  const auto& desc = record_of<Project>();
  const auto subject = Access::subject_of(store, desc, to_row(after));
  if (!subject) return pass(subject);
  const auto action = before.empty() ? law::Action::create : law::Action::write;
  if (const auto may = access.require(desc.name, action, *subject); !may) return may;
  if (before.empty()) return {};
  auto findings = access.check_write(desc, before, to_row(after), *subject);
  if (findings.empty()) return {};
  return fail(ErrorCode::refused, "有的字段不归您修改", std::move(findings));
}

Result<Project> checked(store::Store& store, const Access& access, const Row& before, Project project,
                        Findings findings, FiscalYear year) {
  if (findings.empty()) {
    const auto tree = UnitTree::load(store, project.region);
    if (!tree) return pass(tree);
    if (before.empty()) check_code(project, findings);
    check_together(project, *tree, year, findings);
  }
  if (!findings.empty()) return fail(ErrorCode::invalid, "项目写得不对", std::move(findings));
  if (const auto may = check_allowed(store, access, before, project); !may) return pass(may);
  return project;
}

Result<void> code_is_free(store::Store& store, const Project& project) {
  store::Query query;
  query.region = project.region;
  query.where.push_back({"code", {Value{project.code}}});
  const auto taken = store::load<Project>(store, query);
  if (!taken) return pass(taken);
  if (taken->empty()) return {};
  return fail(
      ErrorCode::conflict, fmt::format("项目编码“{}”已经有了", project.code),
      {project_fault("code", fmt::format("是“{}”", taken->front().name), "核对编码；同一项目不要重复入库")});
}

}  // namespace

std::string project_tag(const Project& project) {
  return to_hex(sm3(project_json(project))).substr(0, kProjectTagLength);
}

Result<SavedProject> create_project(Workspace& workspace, const Access& access, const Node& body) {
  auto& store = workspace.store();
  Project made;
  made.region = access.viewer().place;
  Findings findings;
  for (const auto name : kAskedOfNew) {
    if (body.find(name) == nullptr)
      findings.push_back(
          project_fault(name, fmt::format("没有填{}", record_of<Project>().find(name)->label())));
  }
  for (auto& more : read_project(body, made)) {
    if (std::ranges::count(findings, more.where, &Finding::where) == 0) findings.push_back(std::move(more));
  }
  auto project = checked(store, access, {}, made, std::move(findings), made.first_year);
  if (!project) return pass(project);
  const auto written =
      workspace.write(access.viewer().actor("projects"), [&]() -> Result<std::vector<store::Put>> {
        if (const auto is_free = code_is_free(store, *project); !is_free) return pass(is_free);
        return std::vector{store::fresh_put_of(*project)};
      });
  if (!written) return pass(written);
  project->id = {written->ids.front()};
  return SavedProject{std::move(*project)};
}

Result<SavedProject> update_project(Workspace& workspace, const Access& access, ProjectId id,
                                    const Node& body, std::string_view tag) {
  auto& store = workspace.store();
  SavedProject saved;
  const auto written =
      workspace.write(access.viewer().actor("projects"), [&]() -> Result<std::vector<store::Put>> {
        const auto row = access.find(store, record_of<Project>(), law::Action::write, id.value);
        if (!row) return pass(row);
        saved.project = from_row<Project>(*row);
        saved.stale = project_tag(saved.project) != tag;
        if (saved.stale) return std::vector<store::Put>{};
        Project after = saved.project;
        auto findings = read_project(body, after);
        if (after.code != saved.project.code)
          findings.push_back(project_fault("code", "项目编码不能改；编错的项目请终止后重新入库"));
        auto project =
            checked(store, access, *row, std::move(after), std::move(findings), access.viewer().year);
        if (!project) return pass(project);
        saved.project = std::move(*project);
        return std::vector{store::put_of(saved.project)};
      });
  if (!written) return pass(written);
  return saved;
}

Result<void> add_owner(Workspace& workspace, const Access& access, ProjectId id, UserId user,
                       AssignmentDuty duty) {
  auto& store = workspace.store();
  const auto row = access.find(store, record_of<Project>(), law::Action::read, id.value);
  if (!row) return pass(row);
  const auto project = from_row<Project>(*row);
  const auto subject = Access::subject_of(store, record_of<Project>(), *row);
  if (!subject) return pass(subject);
  if (const auto may = access.require("assignment", law::Action::create, *subject); !may) return may;
  if (duty != AssignmentDuty::evaluator) {
    const auto person = access.find(store, record_of<User>(), law::Action::read, user.value);
    if (!person)
      return fail(ErrorCode::invalid, "没有这个人，或不是本单位的", {project_fault("user_id", "没有这个人")});
  }
  Assignment assignment;
  assignment.region = project.region;
  assignment.project_id = id;
  assignment.user_id = user;
  assignment.duty = duty;
  assignment.since = access.viewer().day;
  assignment.provenance = project.provenance;
  const auto written = workspace.write(access.viewer().actor("projects"), {store::put_of(assignment)});
  return written ? Result<void>{} : pass(written);
}

Result<void> end_owner(Workspace& workspace, const Access& access, ProjectId project,
                       AssignmentId assignment) {
  const auto written =
      workspace.write(access.viewer().actor("projects"), [&]() -> Result<std::vector<store::Put>> {
        const auto row =
            access.find(workspace.store(), record_of<Assignment>(), law::Action::write, assignment.value);
        if (!row) return pass(row);
        auto found = from_row<Assignment>(*row);
        if (found.project_id != project) return fail(ErrorCode::not_found, "没有这个经办人");
        found.until = access.viewer().day.plus_days(-1);
        return std::vector{store::put_of(found)};
      });
  return written ? Result<void>{} : pass(written);
}

}  // namespace jiheng::app
