#include "app/department_goal_demo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "app/cases.h"
#include "app/demo.h"
#include "app/goal_approval.h"
#include "app/goal_review.h"
#include "app/goal_sections.h"
#include "base/json_writer.h"
#include "model/department_goal_indicator.h"
#include "model/role_grant.h"
#include "model/user.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kDepartmentFile = "department_declaration.csv";

/// Who does what on the way to a state.
struct DepartmentStep {
  std::string_view action;
  std::string_view from;
  Role role;
};
constexpr std::array kDepartmentWay{
    DepartmentStep{"submit", "编制中", Role::unit_project},
    DepartmentStep{"pass", "部门领导审核", Role::department_reviewer},
    DepartmentStep{"pass", "财政审核", Role::performance_officer},
    DepartmentStep{"finalize", "财政终审", Role::finance_leader},
    DepartmentStep{"approve", "待批复", Role::performance_officer},
};

std::string text_body(const DemoRow& row) {
  JsonWriter writer;
  writer.begin_object().key("fields").begin_object().member("text", row.at("年度总体目标"));
  return writer.end_object().end_object().take();
}

std::string header_body(std::string_view leader, std::string_view phone) {
  JsonWriter writer;
  writer.begin_object().key("fields").begin_object().member("leader", leader).member("phone", phone);
  return writer.end_object().end_object().take();
}

std::string rows_body(const std::vector<DemoRow>& rows) {
  JsonWriter writer;
  writer.begin_object().key("rows").begin_list();
  for (const auto& row : rows) {
    const auto* op = find_enum<Operator>(row.at("性质"));
    writer.begin_object().member("level1", row.at("一级指标")).member("level2", row.at("二级指标"));
    writer.member("name", row.at("三级指标")).member("op", op == nullptr ? "" : enum_code(*op));
    writer.member("target", row.at("年度指标值")).member("unit", row.at("计量单位"));
    writer.member("weight", row.at("分值")).end_object();
  }
  return writer.end_list().end_object().take();
}

/// One department on its way.
class DepartmentStory {
 public:
  DepartmentStory(Workspace& workspace, std::vector<DemoRow> rows)
      : workspace_(workspace), head_(std::move(rows.front())), rows_(rows.begin() + 1, rows.end()) {}

  Result<void> run() {
    if (auto found = find_office(); !found) return found;
    if (auto made = fill(); !made) return made;
    const auto& wanted = head_.at("到哪一步");
    if (wanted == "编制中") return {};
    for (const auto part : {"finance", "project"}) {
      const auto access = as(part == std::string_view("finance") ? Role::unit_finance : Role::unit_project);
      if (!access) return pass(access);
      if (auto done = confirm_part(workspace_, **access, ref_, part, true); !done) return pass(done);
    }
    const auto last = wanted == "退回修改" ? std::string("财政审核") : wanted;
    for (const auto& step : kDepartmentWay) {
      if (step.from == last) break;
      if (auto done = take(step); !done) return done;
    }
    return wanted == "退回修改" ? send_back() : Result<void>{};
  }

 private:
  Result<void> find_office() {
    const auto region = Region::parse(head_.at("区划代码"));
    if (!region) return pass(region);
    region_ = *region;
    const auto year = FiscalYear::parse(head_.at("年度"));
    if (!year) return pass(year);
    year_ = *year;
    store::Query query;
    query.region = region_;
    auto units = store::load<Unit>(workspace_.store(), query);
    if (!units) return pass(units);
    units_ = std::move(*units);
    const auto office = std::ranges::find(units_, head_.at("部门编码") + "001", &Unit::code);
    if (office == units_.end())
      return fail(ErrorCode::internal, fmt::format("no office of {}", head_.at("部门编码")));
    office_ = *office;
    auto grants = store::load<RoleGrant>(workspace_.store(), query);
    if (!grants) return pass(grants);
    grants_ = std::move(*grants);
    auto users = store::load<User>(workspace_.store(), query);
    if (!users) return pass(users);
    users_ = std::move(*users);
    return {};
  }

  const Unit* unit_of(const RoleGrant& grant) const {
    const auto found = grant.unit_id ? std::ranges::find(units_, *grant.unit_id, &Unit::id) : units_.end();
    return found == units_.end() ? nullptr : &*found;
  }

  /// What the first person with that role over the office may do.
  Result<std::shared_ptr<const Access>> as(Role role) const {
    for (const auto& grant : grants_) {
      const auto* unit = unit_of(grant);
      const bool over = !grant.unit_id || (unit != nullptr &&
                                           (unit->id == office_.id || unit->code == office_.department_code));
      const auto user = std::ranges::find(users_, grant.user_id, &User::id);
      if (grant.role != role || !over || user == users_.end()) continue;
      Viewer viewer;
      viewer.user = user->id;
      viewer.account = user->account;
      viewer.name = user->name;
      viewer.grant = grant.id;
      viewer.role = role;
      viewer.place = region_;
      viewer.unit = grant.unit_id;
      viewer.year = year_;
      viewer.day = beijing_date(workspace_.clock().now_ms());
      return Access::compile(workspace_.store(), workspace_.book(), viewer);
    }
    return fail(ErrorCode::internal, fmt::format("nobody is {} of {}", enum_code(role), office_.code));
  }

  Result<void> save(const Access& access, std::string_view section, const std::string& json) {
    const auto now = load_goal(workspace_, access, ref_);
    if (!now) return pass(now);
    const auto body = parse_json(json, "body");
    if (!body) return pass(body);
    const auto saved =
        save_section(workspace_, access, ref_, section, section_tag(now->form, section), *body);
    if (!saved) return pass(saved);
    return {};
  }

  Result<void> fill() {
    const auto access = as(Role::unit_project);
    if (!access) return pass(access);
    const auto started = start_department_goal(workspace_, **access, office_.id, year_);
    if (!started) return pass(started);
    ref_ = started->file.ref();
    const auto phone = fmt::format("0953-601{}0", office_.department_code);
    if (auto done = save(**access, "header", header_body((*access)->viewer().name, phone)); !done)
      return done;
    if (auto done = save(**access, "text", text_body(head_)); !done) return done;
    if (auto done = save(**access, "indicators", rows_body(rows_)); !done) return done;
    return mark_illustrative();
  }

  /// What the units' own provenance says is not true of what was made up for them.
  Result<void> mark_illustrative() {
    store::Query query;
    query.region = region_;
    query.where.push_back({"unit_id", {Value{office_.id.value}}});
    query.where.push_back({"year", {Value{std::int64_t{year_.value()}}}});
    std::vector<store::Put> puts;
    if (auto done = mark<DepartmentGoal>(query, puts); !done) return done;
    if (auto done = mark<DepartmentGoalTask>(query, puts); !done) return done;
    if (auto done = mark<DepartmentGoalIndicator>(query, puts); !done) return done;
    const auto written = workspace_.write({"演示", "init"}, std::move(puts));
    if (!written) return pass(written);
    return {};
  }

  template <class T>
  Result<void> mark(const store::Query& query, std::vector<store::Put>& puts) {
    auto rows = store::load<T>(workspace_.store(), query);
    if (!rows) return pass(rows);
    for (auto& row : *rows) {
      row.provenance = Provenance::illustrative;
      puts.push_back(store::put_of(row));
    }
    return {};
  }

  Result<void> take(const DepartmentStep& step) {
    const auto access = as(step.role);
    if (!access) return pass(access);
    const auto file = load_goal(workspace_, **access, ref_);
    if (!file) return pass(file);
    if (step.from == "财政审核") {
      if (auto scored = score(**access, *file); !scored) return scored;
    }
    if (step.action == "approve") {
      const ApprovalWish wish{{ref_},
                              {fmt::format("盐财预〔{}〕58号", year_.value() - 1), (*access)->viewer().day}};
      const auto approved = approve_goals(workspace_, **access, wish);
      if (!approved) return pass(approved);
      if (!approved->refused.empty()) return tl::unexpected(approved->refused.front().error);
      return {};
    }
    StepWish wish;
    wish.action = step.action;
    const auto done = do_step(workspace_, **access, file->work_case->id.value, wish);
    if (!done) return pass(done);
    return {};
  }

  Result<void> score(const Access& access, const GoalFile& file) {
    const auto sheet = review_of(workspace_, access, file);
    if (!sheet) return pass(sheet);
    JsonWriter writer;
    writer.begin_object().key("points").begin_list();
    for (const auto& point : sheet->points)
      writer.begin_object().member("id", point.id).member("score", point.full.to_short()).end_object();
    const auto body = parse_json(writer.end_list().end_object().take(), "body");
    if (!body) return pass(body);
    return save_review(workspace_, access, ref_, *body);
  }

  Result<void> send_back() {
    const auto access = as(Role::performance_officer);
    if (!access) return pass(access);
    const auto file = load_goal(workspace_, **access, ref_);
    if (!file) return pass(file);
    StepWish wish{"return", "returned", head_.at("意见"), {{head_.at("退回理由"), {}, {}}}, {}};
    const auto done = do_step(workspace_, **access, file->work_case->id.value, wish);
    if (!done) return pass(done);
    return {};
  }

  Workspace& workspace_;
  DemoRow head_;
  std::vector<DemoRow> rows_;
  Region region_;
  FiscalYear year_;
  std::vector<Unit> units_;
  std::vector<RoleGrant> grants_;
  std::vector<User> users_;
  Unit office_;
  GoalRef ref_;
};

}  // namespace

Result<void> load_demo_departments(Workspace& workspace, std::string_view name,
                                   const std::function<void(const RecordDesc&, const ImportReport&)>& told) {
  const auto bytes = demo_file(name, kDepartmentFile);
  if (!bytes) return pass(bytes);
  auto rows = read_demo_rows(*bytes);
  if (!rows) return pass(rows);
  ImportReport report;
  report.file = kDepartmentFile;
  report.written = true;
  for (std::size_t first = 0; first < rows->size();) {
    std::size_t last = first + 1;
    while (last < rows->size() && (*rows)[last].at("部门编码") == (*rows)[first].at("部门编码")) ++last;
    const auto begin = rows->begin();
    DepartmentStory story(
        workspace, {begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last)});
    if (auto done = story.run(); !done) return done;
    report.rows = ++report.inserted;
    first = last;
  }
  told(record_of<DepartmentGoal>(), report);
  return {};
}

}  // namespace jiheng::app
