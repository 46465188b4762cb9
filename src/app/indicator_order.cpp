#include "app/indicator_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/goal_file.h"
#include "law/scheme.h"

namespace jiheng::app {
namespace {

/// The tree of goals that name none.
constexpr std::string_view kUsualScheme = "scheme.self-evaluation";

Findings check_order(const IndicatorOrder& order) {
  Findings findings;
  if (order.rows.empty())
    findings.push_back({"indicator.order", Severity::error, "没有要下达的指标", "/rows", "至少写一行"});
  for (std::size_t i = 0; i < order.rows.size(); ++i) {
    const auto& row = order.rows[i];
    if (row.level1.empty() || row.level2.empty() || row.name.empty())
      findings.push_back(
          {"indicator.order", Severity::error, "一级、二级、三级指标都要写", fmt::format("/rows/{}", i), ""});
  }
  return findings;
}

/// "教育体育局" of a department's reviewer, "财政局" of finance.
Result<std::string> issuer_of(Workspace& workspace, const Access& access) {
  const auto& viewer = access.viewer();
  if (!viewer.unit) return std::string("财政局");
  store::Query query;
  query.region = viewer.place;
  query.where.push_back({"id", {Value{viewer.unit->value}}});
  const auto units = store::load<Unit>(workspace.store(), query);
  if (!units) return pass(units);
  return units->empty() ? std::string("主管部门") : units->front().name;
}

/// The 二级指标 of the form's tree, in its order.
std::vector<std::string> level2_order(const law::Book& book, const GoalFile& file) {
  const auto id = file.goal.scheme.value_or(std::string(kUsualScheme));
  const auto place = fmt::format("cn/{}", file.goal.region.to_text());
  std::vector<std::string> order;
  const auto scheme = law::find_scheme(book, id, place, file.goal.year.last_day());
  if (!scheme) return order;
  for (const auto& level : scheme->levels) {
    for (const auto& child : level.children) order.push_back(child.name);
  }
  return order;
}

/// Puts a row behind the last of its 二级指标; where there is none, before the first that comes later in the
/// tree. What the tree does not know goes behind everything.
void insert_in_place(std::vector<GoalRow>& rows, GoalRow row, const std::vector<std::string>& order) {
  const auto rank = [&](const GoalRow& one) { return std::ranges::find(order, one.level2) - order.begin(); };
  const auto last = std::ranges::find(rows.rbegin(), rows.rend(), row.level2, &GoalRow::level2);
  const auto at = last != rows.rend()
                      ? last.base()
                      : std::ranges::find_if(rows, [&](const GoalRow& one) { return rank(one) > rank(row); });
  rows.insert(at, std::move(row));
}

/// The form with the ordered rows in it, each where its 二级指标 belongs.
GoalForm with_rows(GoalForm form, const IndicatorOrder& order, const std::string& issuer,
                   const std::vector<std::string>& tree) {
  for (auto row : order.rows) {
    row.core = true;
    row.fixed_by = issuer;
    row.fixed_target = !row.target.empty();
    const auto there = std::ranges::find(form.rows, row.name, &GoalRow::name);
    if (there == form.rows.end()) {
      row.id = 0;
      insert_in_place(form.rows, std::move(row), tree);
      continue;
    }
    row.id = there->id;
    if (row.target.empty()) row.target = there->target;
    if (!row.weight) row.weight = there->weight;
    for (const auto own : {&GoalRow::target_medium, &GoalRow::basis, &GoalRow::source, &GoalRow::method}) {
      if ((row.*own).empty()) row.*own = (*there).*own;
    }
    if (row.level2 == there->level2) {
      *there = std::move(row);
      continue;
    }
    form.rows.erase(there);
    insert_in_place(form.rows, std::move(row), tree);
  }
  return form;
}

class OrderRun {
 public:
  OrderRun(Workspace& workspace, const Access& access, const IndicatorOrder& order)
      : workspace_(workspace), access_(access), order_(order) {}

  Result<IndicatorOrderResult> run() {
    auto issuer = issuer_of(workspace_, access_);
    if (!issuer) return pass(issuer);
    issuer_ = std::move(*issuer);
    const auto goals = chosen();
    if (!goals) return pass(goals);
    for (const auto id : *goals) {
      if (auto done = send(id); !done) return pass(done);
    }
    return std::move(result_);
  }

 private:
  Result<std::vector<std::int64_t>> chosen() {
    store::Query query;
    query.where.push_back({"year", {Value{std::int64_t{order_.year.value()}}}});
    const auto narrowed = access_.narrow(record_of<Goal>(), law::Action::list, std::move(query));
    if (!narrowed) return pass(narrowed);
    const auto goals = store::load<Goal>(workspace_.store(), *narrowed);
    if (!goals) return pass(goals);
    store::Query place;
    place.region = access_.viewer().place;
    const auto projects = store::load<Project>(workspace_.store(), place);
    if (!projects) return pass(projects);
    const auto units = store::load<Unit>(workspace_.store(), place);
    if (!units) return pass(units);
    std::map<std::int64_t, const Unit*> unit_by_id;
    for (const auto& unit : *units) unit_by_id.emplace(unit.id.value, &unit);
    std::map<std::int64_t, const Project*> wanted;
    for (const auto& project : *projects) {
      if (fits(project, unit_by_id[project.unit_id.value])) wanted.emplace(project.id.value, &project);
    }
    std::vector<std::int64_t> ids;
    for (const auto& goal : *goals) {
      if (wanted.contains(goal.project_id.value)) ids.push_back(goal.id.value);
    }
    return ids;
  }

  bool fits(const Project& project, const Unit* unit) const {
    if (!order_.projects.empty()) return std::ranges::count(order_.projects, project.id.value) > 0;
    const bool in_unit =
        order_.unit.empty() ||
        (unit != nullptr && (unit->code == order_.unit || unit->department_code == order_.unit));
    return in_unit && (order_.sector.empty() || project.sector == order_.sector) &&
           project.function_class.starts_with(order_.function_class);
  }

  Result<void> send(std::int64_t id) {
    std::string why;
    const auto actor = access_.viewer().actor("indicator-orders");
    const auto written = workspace_.write(actor, [&]() -> Result<std::vector<store::Put>> {
      why.clear();
      const auto file = load_goal(workspace_, access_, id);
      if (!file) return pass(file);
      std::vector<store::Put> puts;
      if (auto may = access_.require("indicator_order", law::Action::create, file->subject()); !may)
        return pass(may);
      if (file->state().editable.empty()) {
        why = fmt::format("{}：{}", file->project.name, file->state().label);
        return puts;
      }
      const auto after = with_rows(file->form, order_, issuer_, level2_order(workspace_.book(), *file));
      if (after == file->form) return puts;  // it stands there already: nobody has to confirm anew
      auto goal = file->goal;
      goal.project_confirmed_by = std::nullopt;
      goal.project_confirmed_ms = std::nullopt;
      if (auto put = put_form(*file, after, std::move(goal), puts); !put) return pass(put);
      return puts;
    });
    if (!written) return pass(written);
    if (why.empty())
      result_.goals.push_back(id);
    else
      result_.passed_over.emplace_back(id, why);
    return {};
  }

  Workspace& workspace_;
  const Access& access_;
  const IndicatorOrder& order_;
  std::string issuer_;
  IndicatorOrderResult result_;
};

}  // namespace

Result<IndicatorOrderResult> order_indicators(Workspace& workspace, const Access& access,
                                              const IndicatorOrder& order) {
  if (auto may = access.require("indicator_order", law::Action::create); !may) return pass(may);
  if (auto findings = check_order(order); !findings.empty())
    return fail(ErrorCode::invalid, "下达的指标有误", std::move(findings));
  return OrderRun(workspace, access, order).run();
}

}  // namespace jiheng::app
