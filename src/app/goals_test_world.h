#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "app/access.h"
#include "app/goal_sections.h"
#include "app/workspace.h"
#include "model/assessment.h"
#include "model/project.h"
#include "model/role_grant.h"
#include "model/unit.h"
#include "model/unit_change.h"
#include "model/user.h"
#include "support/store_backend.h"

namespace jiheng::app {

/// A small county with people of every role, for tests of goals: 教体局 (219) with a school (219001), another
/// department's unit, one project.
class GoalWorld {
 public:
  explicit GoalWorld(testing::Backend backend) {
    options_.data = dir_.path() / "data";
    options_.mode = store::OpenMode::create;
    if (backend == testing::Backend::postgres) options_.url = testing::Postgres::shared().create_database();
    options_.clock = clock_;
    workspace_ = must(Workspace::open(options_));
    units_ = {{"219", make_unit("219", "教育体育局", UnitKind::department)},
              {"219001", make_unit("219001", "盐池县第一小学", UnitKind::unit)},
              {"301", make_unit("301", "交通运输局", UnitKind::department)},
              {"301001", make_unit("301001", "公路段", UnitKind::unit)}};
    project_ = make_project();
    person("wangli", "王丽", Role::unit_project, "219001");
    person("zhengyi", "郑艺", Role::unit_project, "219001");
    person("zhaomin", "赵敏", Role::unit_finance, "219001");
    person("sunlei", "孙磊", Role::unit_leader, "219001");
    person("liufang", "刘芳", Role::department_reviewer, "219");
    person("chenjie", "陈洁", Role::performance_officer, "");
    person("lixue", "李雪", Role::budget_section, "");
    person("majun", "马军", Role::finance_leader, "");
    person("zhoujun", "周军", Role::department_reviewer, "301");
    person("other", "外单位", Role::unit_project, "301001");
    viewers_["wangli_finance"] = viewers_["wangli"];  // the same person in another role
    viewers_["wangli_finance"].role = Role::unit_finance;
    grant("wangli", Role::unit_finance, "219001");
  }

  Workspace& workspace() { return *workspace_; }
  store::Store& store() { return workspace_->store(); }
  std::int64_t project() const { return project_; }
  FiscalYear year() const { return FiscalYear::of(2024).value(); }
  static Date day(const char* text) { return Date::parse(text).value(); }
  FixedClock& clock() { return *clock_; }

  const Access& as(const std::string& who) {
    auto& access = accesses_[who];
    access = must(Access::compile(store(), workspace_->book(), viewers_.at(who)));
    return *access;
  }

  store::Query of_year() const {
    store::Query query;
    query.where.push_back({"year", {Value{std::int64_t{2024}}}});
    return query;
  }

  /// Ends every grant in the school but wangli's.
  void leave_one_person() {
    for (auto grant : must(store::load<RoleGrant>(store()))) {
      if (grant.unit_id != UnitId{units_.at("219001")} || grant.user_id == viewers_.at("wangli").user)
        continue;
      grant.until = day("2023-01-01");
      must(workspace_->write({"test", "test"}, {store::put_of(grant)}));
    }
  }

  /// From `since` on the school goes on under another department with a new code.
  void move_school(FiscalYear since) {
    UnitChange change;
    change.region = region();
    change.year = since;
    change.kind = UnitChangeKind::move;
    change.from_unit_id = {units_.at("219001")};
    change.to_unit_id = {make_unit("301002", "盐池县第一小学", UnitKind::unit)};
    change.basis = "盐编发〔2023〕9号";
    must(workspace_->write({"test", "test"}, {store::put_of(change)}));
  }

  /// The project has passed its ex-ante assessment, which new projects of its size need before they get
  /// money.
  void assess() {
    Assessment assessment;
    assessment.region = region();
    assessment.year = year();
    assessment.project_name = "义务教育学生营养改善计划";
    assessment.project_id = ProjectId{project_};
    assessment.unit_id = {units_.at("219001")};
    must(workspace_->write({"test", "test"}, {store::put_of(assessment)}));
  }

  /// Fills in every section so that no rule objects.
  void fill(const GoalFile& file, const std::string& project_hand = "wangli",
            const std::string& finance_hand = "zhaomin") {
    const auto save = [&](const std::string& who, std::string_view section, std::string_view json) {
      const auto now = must(load_goal(*workspace_, as(who), file.goal.id.value));
      const auto saved = must(save_section(*workspace_, as(who), file.goal.id.value, section,
                                           section_tag(now.form, section), must(parse_json(json, "body"))));
      if (saved.stale) throw std::runtime_error("stale");
    };
    save(project_hand, "header",
         R"({"fields":{"leader":"王丽","phone":"0953-6012345","project_period":"2024年1月—2024年12月"}})");
    save(
        finance_hand, "money",
        R"({"fields":{"lines":[{"fund_type":"11","fund_tag":"none","amount":387660000}],"period_total":387660000}})");
    save(project_hand, "text", kText);
    save(project_hand, "indicators", kRows);
  }

 private:
  template <class T>
  static T must(Result<T> result) {
    return testing::must(std::move(result));
  }

  std::int64_t make_unit(const char* code, const char* name, UnitKind kind) {
    Unit unit;
    unit.region = region();
    unit.code = code;
    unit.name = name;
    unit.department_code = std::string(code).substr(0, 3);
    unit.kind = kind;
    unit.sector = "教育";
    return must(workspace_->write({"test", "test"}, {store::put_of(unit)})).ids[0];
  }

  std::int64_t make_project() {
    Project project;
    project.region = region();
    project.code = "64032324T000000000001";
    project.name = "义务教育学生营养改善计划";
    project.unit_id = {units_.at("219001")};
    project.category = Category::earmarked;
    project.kind = ProjectKind::fresh;
    project.sector = "教育";
    project.function_class = "2050202";
    project.first_year = year();
    return must(workspace_->write({"test", "test"}, {store::put_of(project)})).ids[0];
  }

  void person(const std::string& account, const std::string& name, Role role, const std::string& unit) {
    User user;
    user.region = region();
    user.account = account;
    user.name = name;
    if (!unit.empty()) user.unit_id = UnitId{units_.at(unit)};
    user.id = {must(workspace_->write({"test", "test"}, {store::put_of(user)})).ids[0]};
    Viewer viewer;
    viewer.user = user.id;
    viewer.account = account;
    viewer.name = name;
    viewer.role = role;
    viewer.place = region();
    if (!unit.empty()) viewer.unit = UnitId{units_.at(unit)};
    viewer.year = year();
    viewer.day = day("2023-11-01");
    viewers_[account] = viewer;
    grant(account, role, unit);
  }

  void grant(const std::string& account, Role role, const std::string& unit) {
    RoleGrant grant;
    grant.region = region();
    grant.user_id = viewers_.at(account).user;
    grant.role = role;
    if (!unit.empty()) grant.unit_id = UnitId{units_.at(unit)};
    grant.since = day("2022-01-01");
    must(workspace_->write({"test", "test"}, {store::put_of(grant)}));
  }

  static Region region() { return Region::parse("640323").value(); }

  static constexpr std::string_view kText =
      R"({"fields":{"text":"2024年为全县1200名农村义务教育学生每人每天提供一份热餐，全年供餐200天，营养达标率不低于95%，学生和家长满意度不低于90%。",
      "basis":"关于深入实施农村义务教育学生营养改善计划的意见","necessity":"农村学生营养状况监测显示达标率偏低，需要由财政保障供餐。",
      "plan":"3月完成招标，4月起按学期供餐，12月完成验收和结算。"}})";
  static constexpr std::string_view kRows = R"({"rows":[
    {"id":null,"level1":"产出指标","level2":"数量指标","name":"受益学生人数","op":">=","target":"1200","unit":"人","weight":15,"core":true},
    {"id":null,"level1":"产出指标","level2":"质量指标","name":"供餐营养达标率","op":">=","target":"95","unit":"%","weight":15},
    {"id":null,"level1":"产出指标","level2":"时效指标","name":"供餐资金拨付完成时间","op":"<=","target":"12月20日前","unit":"","weight":10},
    {"id":null,"level1":"产出指标","level2":"成本指标","name":"每生每天补助标准","op":"<=","target":"5","unit":"元","weight":10},
    {"id":null,"level1":"效益指标","level2":"社会效益指标","name":"学生贫血率","op":"<=","target":"8","unit":"%","weight":30},
    {"id":null,"level1":"满意度指标","level2":"服务对象满意度指标","name":"学生和家长满意度","op":">=","target":"90","unit":"%","weight":10}]})";

  testing::TempDir dir_;
  std::shared_ptr<FixedClock> clock_ = std::make_shared<FixedClock>(1'698'800'400'000);  // 2023-11-01
  WorkspaceOptions options_;
  std::unique_ptr<Workspace> workspace_;
  std::map<std::string, std::int64_t> units_;
  std::int64_t project_ = 0;
  std::map<std::string, Viewer> viewers_;
  std::map<std::string, std::shared_ptr<const Access>> accesses_;
};

}  // namespace jiheng::app
