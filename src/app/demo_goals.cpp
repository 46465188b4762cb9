#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "app/demo.h"
#include "app/demo_goal_story.h"
#include "base/text.h"
#include "law/parameter.h"
#include "model/role_grant.h"
#include "model/user.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kDeclarationFile = "declaration.csv";

constexpr DemoStep kWay[] = {
    {"submit", "drafting", "unit_review", Role::unit_project},
    {"pass", "unit_review", "department_review", Role::unit_leader},
    {"pass", "department_review", "finance_review", Role::department_reviewer},
    {"pass", "finance_review", "final_review", Role::performance_officer},
    {"finalize", "final_review", "finalized", Role::finance_leader},
    {"approve", "finalized", "approved", Role::budget_section},
    {"adjust", "approved", "adjusting", Role::unit_project},
};
constexpr DemoStep kReturn{"return", "finance_review", "returned", Role::performance_officer};

/// The steps that lead to a state.
std::vector<DemoStep> way_to(std::string_view state) {
  std::vector<DemoStep> steps;
  if (state == "drafting") return steps;
  const bool returned = state == "returned";
  for (const auto& step : kWay) {
    steps.push_back(step);
    if (step.to == (returned ? std::string_view("finance_review") : state)) break;
  }
  if (returned) steps.push_back(kReturn);
  return steps;
}

/// Somewhat more than last year, where the target is a whole number; a share of all is never more than all.
std::string raised(const GoalRow& row, std::size_t by) {
  std::int64_t number = 0;
  const auto* end = row.target.data() + row.target.size();
  const auto [rest, failed] = std::from_chars(row.target.data(), end, number);
  if (failed != std::errc{} || rest != end || number < 20 || number == 100) return row.target;
  const auto more = number + std::max<std::int64_t>(1, number * static_cast<std::int64_t>(by) / 100);
  return std::to_string(row.unit == "%" && number < 100 ? std::min<std::int64_t>(more, 100) : more);
}

class DeclarationLoader {
 public:
  explicit DeclarationLoader(Workspace& workspace)
      : workspace_(workspace), now_(workspace.clock().now_ms()) {}

  Result<std::int64_t> run(const std::vector<DemoRow>& rows) {
    if (rows.empty()) return 0;
    const auto region = Region::parse(rows.front().at("区划代码"));
    if (!region) return pass(region);
    region_ = *region;
    auto process = law::find_process(workspace_.book(), kGoalProcess, region_, beijing_date(now_));
    if (!process) return pass(process);
    process_ = std::move(*process);
    if (auto read = read_records(); !read) return pass(read);
    for (const auto& row : rows) {
      if (auto made = prepare(row); !made) return pass(made);
    }
    if (auto written = write_goals(); !written) return pass(written);
    if (auto written = write_cases(); !written) return pass(written);
    if (auto written = write_stories(); !written) return pass(written);
    return static_cast<std::int64_t>(all_.size());
  }

 private:
  template <class T>
  Result<std::vector<T>> load(std::optional<int> year = {}) {
    store::Query query;
    query.region = region_;
    if (year) query.where.push_back({"year", {Value{std::int64_t{*year}}}});
    return store::load<T>(workspace_.store(), query);
  }

  Result<void> read_records() {
    const auto projects = load<Project>();
    if (!projects) return pass(projects);
    for (const auto& one : *projects) projects_.emplace(one.code, one);
    const auto units = load<Unit>();
    if (!units) return pass(units);
    for (const auto& one : *units) units_.emplace(one.id.value, one);
    const auto users = load<User>();
    if (!users) return pass(users);
    for (const auto& one : *users) users_.emplace(one.id.value, one);
    auto grants = load<RoleGrant>();
    if (!grants) return pass(grants);
    grants_ = std::move(*grants);
    return {};
  }

  /// Who holds the role over the unit; the program's own name where nobody is known.
  std::pair<std::int64_t, std::string> person(Role role, const Unit& unit) const {
    for (const auto& grant : grants_) {
      if (grant.role != role) continue;
      const auto of = grant.unit_id ? units_.find(grant.unit_id->value) : units_.end();
      const bool place = !grant.unit_id;
      const bool covers =
          of != units_.end() && (of->second.id == unit.id || of->second.code == unit.department_code);
      const auto user = users_.find(grant.user_id.value);
      if ((place || covers) && user != users_.end())
        return {user->first, fmt::format("{}（{}）", user->second.name, user->second.account)};
    }
    return {0, fmt::format("演示（{}）", enum_label(role))};
  }

  Result<void> prepare(const DemoRow& row) {
    const auto project = projects_.find(row.at("项目编码"));
    if (project == projects_.end())
      return fail(ErrorCode::internal, fmt::format("no project {}", row.at("项目编码")));
    const auto state = std::ranges::find(process_.states, row.at("到哪一步"), &law::ProcessState::label);
    if (state == process_.states.end())
      return fail(ErrorCode::internal, fmt::format("no state {}", row.at("到哪一步")));
    const auto year = FiscalYear::parse(row.at("年度"));
    if (!year) return pass(year);
    Declaration made;
    made.row = row;
    made.state = &*state;
    made.way = way_to(state->id);
    made.project = project->second;
    made.unit = units_.at(project->second.unit_id.value);
    std::int64_t days = 0;
    const auto& text = row.at("天数");
    std::from_chars(text.data(), text.data() + text.size(), days);
    made.begun_ms = now_ - days * kDayMs;
    made.goal.region = region_;
    made.goal.project_id = made.project.id;
    made.goal.year = *year;
    made.goal.provenance = Provenance::illustrative;
    if (auto filled = fill(made); !filled) return filled;
    all_.push_back(std::move(made));
    return {};
  }

  Result<void> fill(Declaration& made) {
    store::Query query;
    query.region = region_;
    query.where = {{"project_id", {Value{made.project.id.value}}},
                   {"year", {Value{std::int64_t{made.goal.year.value()} - 1}}}};
    const auto goals = store::load<Goal>(workspace_.store(), query);
    if (!goals) return pass(goals);
    auto rows = store::load<Indicator>(workspace_.store(), query);
    if (!rows) return pass(rows);
    if (goals->empty()) return fail(ErrorCode::internal, "declaration without last year's goal");
    auto& form = made.form;
    form = form_of_records(goals->front(), *rows);
    const auto old_year = std::to_string(made.goal.year.value() - 1);
    const auto new_year = std::to_string(made.goal.year.value());
    form.text = replace_all(form.text, old_year, new_year);
    const bool touched = is_touched(made);
    const std::size_t by = touched ? all_.size() % 7 : 0;  // every seventh is a copy of last year
    for (auto& one : form.rows) {
      one.id = 0;
      one.target = replace_all(one.target, old_year, new_year);
      const auto next = by == 0 ? one.target : raised(one, by);
      if (next != one.target) form.text = replace_all(form.text, one.target + one.unit, next + one.unit);
      one.target = next;
    }
    if (!touched) return {};
    form.leader = std::string(plain_name(person(Role::unit_project, made.unit).second));
    form.phone = fmt::format("0953-60{:05}", 10000 + all_.size() * 37);
    form.period = fmt::format("{0}年1月—{0}年12月", made.goal.year.value());
    form.basis = made.project.policy_basis.value_or("单位职能和年度工作计划");
    form.necessity = fmt::format("{}由{}承担，涉及{}，需要财政继续安排资金。", made.project.name,
                                 made.unit.name, made.project.beneficiaries.value_or("相关群众"));
    form.plan = "一季度完成方案和采购，二、三季度按进度实施，四季度验收、结算和总结。";
    const bool barely_begun = made.state->id == "drafting" && all_.size() % 3 == 2;
    return barely_begun ? Result<void>{} : fill_money(made);
  }

  /// Whether anybody wrote in it since it was begun: untouched, it is what it took over from last year.
  static bool is_touched(const Declaration& made) { return made.row.at("填过没有") == "是"; }

  static Result<void> fill_money(Declaration& made) {
    const auto amount = Money::parse(made.row.at("申报资金（万元）"), MoneyUnit::wan);
    if (!amount) return pass(amount);
    const auto* fund = find_enum<FundType>(made.row.at("资金性质"));
    const auto* tag = find_enum<FundTag>(made.row.at("资金标签"));
    if (fund == nullptr || tag == nullptr) return fail(ErrorCode::internal, "unknown kind of money");
    made.form.lines = {{*fund, *tag, *amount}};
    made.form.period_total = *amount;
    return {};
  }

  void put_columns(Declaration& made) const {
    auto& goal = made.goal;
    const auto& form = made.form;
    goal.text = form.text;
    goal.leader = form.leader;
    goal.phone = form.phone;
    goal.period = form.period;
    goal.basis = form.basis;
    goal.necessity = form.necessity;
    goal.plan = form.plan;
    goal.declared = money_json(form);
    goal.with_budget = true;
    if (is_touched(made)) {
      goal.started_ms = made.begun_ms;
      goal.edited_ms = std::min(made.begun_ms + kDayMs / 2, now_);
      goal.edited_by = person(Role::unit_project, made.unit).second;
    }
    const bool approved = made.state->record_state == "approved";
    if (const auto* state = find_enum<GoalState>(made.state->record_state)) goal.state = *state;
    if (!made.way.empty()) goal.submitted_on = beijing_date(time_of_step(made, now_, 0));
    if (approved) goal.approved_on = beijing_date(time_of_step(made, now_, 5));
    if (!made.way.empty() && made.state->id != "adjusting") {
      goal.finance_confirmed_by = person(Role::unit_finance, made.unit).second;
      goal.project_confirmed_by = goal.edited_by;
      goal.finance_confirmed_ms = goal.project_confirmed_ms = goal.edited_ms;
    }
    std::int64_t versions = 0;
    for (const auto& step : made.way)
      versions += step.action == "submit" || step.action == "approve" || step.action == "adjust" ? 1 : 0;
    if (versions > 0) goal.version = versions;
  }

  Result<void> write(std::vector<store::Put> puts,
                     const std::function<void(std::size_t, std::int64_t)>& take = {}) {
    const auto written = workspace_.write({"演示", "init"}, std::move(puts));
    if (!written) return pass(written);
    for (std::size_t i = 0; take && i < written->ids.size(); ++i) take(i, written->ids[i]);
    return {};
  }

  Result<void> write_goals() {
    std::vector<store::Put> puts;
    for (auto& made : all_) {
      put_columns(made);
      puts.push_back(store::fresh_put_of(made.goal));
    }
    if (auto done = write(std::move(puts), [&](std::size_t i, std::int64_t id) { all_[i].goal.id = {id}; });
        !done)
      return done;
    std::vector<store::Put> rows;
    std::vector<std::pair<std::size_t, std::size_t>> whose;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      GoalFile file;
      file.goal = all_[i].goal;
      std::vector<store::Put> own;
      put_records(file, all_[i].form, file.goal, own);
      for (std::size_t k = 1; k < own.size(); ++k) {
        whose.emplace_back(i, k - 1);
        rows.push_back(std::move(own[k]));
      }
    }
    return write(std::move(rows), [&](std::size_t i, std::int64_t id) {
      all_[whose[i].first].form.rows[whose[i].second].id = id;
    });
  }

  Result<void> write_cases() {
    std::vector<store::Put> puts;
    for (auto& made : all_) {
      auto& one = made.work_case;
      one.region = region_;
      one.process = process_.id;
      one.record = "goal";
      one.record_id = {made.goal.id.value};
      one.unit_id = made.unit.id;
      one.year = made.goal.year;
      one.state = made.state->id;
      one.round = made.state->id == "adjusting" ? 2 : 1;
      one.entered_ms = made.way.empty() ? made.begun_ms : time_of_step(made, now_, made.way.size() - 1);
      const auto last_role = made.way.empty() ? Role::unit_project : made.way.back().role;
      one.entered_by = person(last_role, made.unit).second;
      one.due_on =
          engine::due_date(workspace_.book(), *made.state, region_, one.year, beijing_date(one.entered_ms));
      one.provenance = Provenance::illustrative;
      puts.push_back(store::fresh_put_of(one));
    }
    return write(std::move(puts), [&](std::size_t i, std::int64_t id) { all_[i].work_case.id = {id}; });
  }

  Result<void> write_stories() {
    const auto points =
        law::map_parameter(workspace_.book(), "goal.review-points", region_, beijing_date(now_));
    if (!points) return pass(points);
    const auto person_of = [&](Role role, const Unit& unit) { return person(role, unit); };
    std::vector<store::Put> puts;
    for (const auto& made : all_) put_story(made, now_, person_of, *points, puts);
    return write(std::move(puts));
  }

  Workspace& workspace_;
  std::int64_t now_;
  Region region_;
  law::Process process_;
  std::map<std::string, Project> projects_;
  std::map<std::int64_t, Unit> units_;
  std::map<std::int64_t, User> users_;
  std::vector<RoleGrant> grants_;
  std::vector<Declaration> all_;
};

}  // namespace

Result<void> load_demo_goals(Workspace& workspace, std::string_view name,
                             const std::function<void(const RecordDesc&, const ImportReport&)>& told) {
  const auto bytes = demo_file(name, kDeclarationFile);
  if (!bytes) return pass(bytes);
  const auto rows = read_demo_rows(*bytes);
  if (!rows) return pass(rows);
  const auto loaded = DeclarationLoader(workspace).run(*rows);
  if (!loaded) return pass(loaded);
  ImportReport report;
  report.file = kDeclarationFile;
  report.rows = report.inserted = *loaded;
  report.written = true;
  told(record_of<WorkCase>(), report);
  return {};
}

}  // namespace jiheng::app
