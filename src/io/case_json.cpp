#include "io/case_json.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "io/form_value.h"
#include "model/operator_text.h"

namespace jiheng::io {
namespace {

AmountPlaces amount_places(const std::string& pointer) {
  return {pointer + "/initial", pointer + "/adjusted", pointer + "/executed"};
}

/// Reads one case; collects every place it cannot read.
class CaseReader {
 public:
  explicit CaseReader(std::string_view file) { reading_.form.file = file; }

  Result<FormReading> read(const Node& root);

 private:
  void refuse(std::string_view pointer, std::string message) {
    faults_.push_back({"case.value", Severity::error, std::move(message), std::string(pointer), {}});
  }
  void remark(std::string_view rule, std::string_view pointer, std::string message) {
    reading_.findings.push_back(
        {std::string(rule), Severity::warning, std::move(message), std::string(pointer), {}});
  }

  /// The member, if it is there, not null, and no list or object.
  const Node* scalar(const Node& map, std::string_view key, std::string_view pointer);
  std::string text(const Node& map, std::string_view key, std::string_view pointer);
  std::optional<std::string> filled(const Node& map, std::string_view key, std::string_view pointer);
  std::optional<Score> points(const Node& map, std::string_view key, std::string_view pointer);
  std::optional<Money> amount(const Node& map, std::string_view key, std::string_view pointer);

  void read_head(const Node& root);
  void read_budget(const Node& budget);
  void read_parts(const Node& budget);
  void read_goal(const Node& goal);
  void read_indicators(const Node& list);
  FormIndicator read_indicator(const Node& node, const std::string& pointer);
  void read_operator(const Node& node, const std::string& pointer, FormIndicator& indicator);

  FormReading reading_;
  Findings faults_;
  MoneyUnit unit_ = MoneyUnit::wan;
};

const Node* CaseReader::scalar(const Node& map, std::string_view key, std::string_view pointer) {
  const Node* node = map.find(key);
  if (node == nullptr || node->is_null()) return nullptr;
  if (node->is_scalar()) return node;
  refuse(fmt::format("{}/{}", pointer, key), "应为文字或数，不是列表或对象");
  return nullptr;
}

std::string CaseReader::text(const Node& map, std::string_view key, std::string_view pointer) {
  const Node* node = scalar(map, key, pointer);
  return node == nullptr ? std::string() : std::string(trim(node->text));
}

std::optional<std::string> CaseReader::filled(const Node& map, std::string_view key,
                                              std::string_view pointer) {
  std::string value = text(map, key, pointer);
  return value.empty() ? std::nullopt : std::optional<std::string>(std::move(value));
}

std::optional<Score> CaseReader::points(const Node& map, std::string_view key, std::string_view pointer) {
  const auto value = filled(map, key, pointer);
  if (!value) return std::nullopt;
  const std::string place = fmt::format("{}/{}", pointer, key);
  const auto score = read_points(*value, place, reading_.findings);
  if (score) return *score;
  refuse(place, score.error().message);
  return std::nullopt;
}

std::optional<Money> CaseReader::amount(const Node& map, std::string_view key, std::string_view pointer) {
  const auto value = filled(map, key, pointer);
  if (!value) return std::nullopt;
  const auto money = Money::parse(*value, unit_);
  if (money) return *money;
  refuse(fmt::format("{}/{}", pointer, key), money.error().message);
  return std::nullopt;
}

void CaseReader::read_head(const Node& root) {
  auto& form = reading_.form;
  form.places = {"/budget/weight", "/budget/score", "/published_total", "/reviewed_total",
                 "/published_grade"};
  if (const auto value = filled(root, "fiscal_year", "")) {
    const auto year = FiscalYear::parse(*value);
    if (year) form.year = *year;
    if (!year) refuse("/fiscal_year", year.error().message);
  }
  if (const auto value = filled(root, "amount_unit", "")) {
    const auto unit = parse_money_unit(*value);
    if (unit) form.money_unit = *unit;
    if (!unit) refuse("/amount_unit", unit.error().message);
  } else {
    remark("case.unit_missing", "/amount_unit", "没有写明金额单位，按万元读");
  }
  unit_ = form.money_unit.value_or(MoneyUnit::wan);
  if (const Node* project = root.find("project"); project != nullptr && project->is_map()) {
    form.project_name = text(*project, "name", "/project");
    form.project_code = text(*project, "code", "/project");
    form.department = text(*project, "supervising_dept", "/project");
    form.unit = text(*project, "agency", "/project");
    const auto completed = text(*project, "completed", "/project");
    if (completed == "true" || completed == "false") form.completed = completed == "true";
    if (const auto region = filled(*project, "region", "/project")) {
      const auto code = Region::parse(*region);
      if (code) form.region = *code;
      if (!code) refuse("/project/region", code.error().message);
    }
  } else if (project != nullptr && !project->is_null()) {
    refuse("/project", "应为对象");
  }
  form.claimed_total = points(root, "published_total", "");
  form.reviewed_total = points(root, "reviewed_total", "");
  if (const auto value = filled(root, "published_grade", "")) {
    const Grade* grade = find_enum<Grade>(*value);
    if (grade != nullptr) form.claimed_grade = *grade;
    if (grade == nullptr) refuse("/published_grade", fmt::format("等级“{}”应为 优、良、中、差", *value));
  }
  form.note = text(root, "form_note", "");
}

void CaseReader::read_parts(const Node& budget) {
  const Node* parts = budget.find("parts");
  if (parts == nullptr || parts->is_null()) return;
  if (!parts->is_list()) return refuse("/budget/parts", "应为列表");
  for (std::size_t i = 0; i < parts->items.size(); ++i) {
    const std::string pointer = fmt::format("/budget/parts/{}", i);
    const Node& node = parts->items[i];
    if (!node.is_map()) {
      refuse(pointer, "应为对象");
      continue;
    }
    reading_.form.parts.push_back({text(node, "label", pointer), amount(node, "initial", pointer),
                                   amount(node, "adjusted", pointer), amount(node, "executed", pointer),
                                   pointer, amount_places(pointer)});
  }
}

void CaseReader::read_budget(const Node& budget) {
  auto& form = reading_.form;
  form.total.where = "/budget";
  form.total.places = amount_places("/budget");
  form.total.label = "年度资金总额";
  form.total.initial = amount(budget, "initial", "/budget");
  form.total.adjusted = amount(budget, "adjusted", "/budget");
  form.total.executed = amount(budget, "executed", "/budget");
  // Goal declarations have one amount for the year, and may split it by kind of money.
  if (const auto annual = amount(budget, "annual_total", "/budget")) {
    form.total.initial = annual;
    form.total.places.initial = "/budget/annual_total";
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kKinds{
      {{"general_public", "一般公共预算"},
       {"gov_fund", "政府性基金"},
       {"state_capital", "国有资本经营"},
       {"own", "单位资金"},
       {"other", "其他资金"}}};
  for (const auto& [key, label] : kKinds) {
    const auto part = amount(budget, key, "/budget");
    const std::string pointer = fmt::format("/budget/{}", key);
    if (part)
      form.parts.push_back(
          {std::string(label), part, std::nullopt, std::nullopt, pointer, {pointer, {}, {}}});
  }
  read_parts(budget);
  form.execution_weight = points(budget, "weight", "/budget");
  form.execution_claimed = points(budget, "score", "/budget");
  form.execution_reviewed = points(budget, "reviewed", "/budget");
  form.execution_reason = text(budget, "reason", "/budget");
  if (const auto value = filled(budget, "execution_rate", "/budget")) {
    const auto rate = Ratio::parse_percent(*value);
    if (rate) form.execution_rate = *rate;
    if (!rate) refuse("/budget/execution_rate", rate.error().message);
  }
}

void CaseReader::read_goal(const Node& goal) {
  reading_.form.goal_expected = text(goal, "expected", "/goal");
  reading_.form.goal_actual = text(goal, "actual", "/goal");
}

void CaseReader::read_operator(const Node& node, const std::string& pointer, FormIndicator& indicator) {
  const auto value = filled(node, "op", pointer);
  if (!value) return;
  indicator.op = parse_operator(*value);
  if (!indicator.op) refuse(pointer + "/op", fmt::format("性质“{}”应为 ≥、>、=、<、≤ 或 定性", *value));
}

FormIndicator CaseReader::read_indicator(const Node& node, const std::string& pointer) {
  FormIndicator indicator;
  indicator.where = pointer;
  indicator.places = {pointer + "/op",     pointer + "/target", pointer + "/actual",
                      pointer + "/weight", pointer + "/score",  pointer + "/reviewed"};
  indicator.level1 = text(node, "level1", pointer);
  indicator.level2 = text(node, "level2", pointer);
  indicator.name = text(node, "name", pointer);
  if (indicator.name.empty()) refuse(pointer + "/name", "缺少指标名称");
  read_operator(node, pointer, indicator);
  indicator.target = filled(node, "target", pointer);
  indicator.unit = filled(node, "unit", pointer);
  indicator.actual = filled(node, "actual", pointer);
  indicator.weight = points(node, "weight", pointer);
  indicator.claimed = points(node, "score", pointer);
  indicator.reviewed = points(node, "reviewed", pointer);
  indicator.converted = points(node, "weighted", pointer);
  indicator.method = filled(node, "method", pointer);
  indicator.deviation_reason = text(node, "deviation_reason", pointer);
  if (const auto stars = filled(node, "star", pointer)) {
    const bool fits = stars->size() == 1 && (*stars)[0] >= '0' && (*stars)[0] <= '9';
    if (fits) indicator.stars = (*stars)[0] - '0';
    if (!fits) refuse(pointer + "/star", fmt::format("核心指标星级“{}”应为 0 到 9 的数", *stars));
  }
  return indicator;
}

void CaseReader::read_indicators(const Node& list) {
  if (!list.is_list()) return refuse("/indicators", "应为列表");
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::string pointer = fmt::format("/indicators/{}", i);
    const Node& node = list.items[i];
    if (!node.is_map()) {
      refuse(pointer, "应为对象");
    } else {
      reading_.form.indicators.push_back(read_indicator(node, pointer));
    }
  }
}

Result<FormReading> CaseReader::read(const Node& root) {
  if (!root.is_map())
    return fail(ErrorCode::invalid, fmt::format("{}：应为一个 JSON 对象", reading_.form.file));
  read_head(root);
  const auto section = [&](std::string_view key, auto read_it) {
    const Node* node = root.find(key);
    if (node == nullptr || node->is_null()) return;
    if (node->is_map()) return (this->*read_it)(*node);
    refuse(fmt::format("/{}", key), "应为对象");
  };
  section("budget", &CaseReader::read_budget);
  section("goal", &CaseReader::read_goal);
  if (const Node* list = root.find("indicators")) {
    read_indicators(*list);
  } else {
    refuse("/indicators", "缺少绩效指标");
  }
  if (faults_.empty()) return std::move(reading_);
  return fail(ErrorCode::invalid, fmt::format("{}：有 {} 处不能读取", reading_.form.file, faults_.size()),
              std::move(faults_));
}

}  // namespace

Result<FormReading> read_case_json(std::string_view bytes, std::string_view file) {
  const auto root = parse_json(bytes, file);
  if (!root) return pass(root);
  return CaseReader(file).read(*root);
}

}  // namespace jiheng::io
