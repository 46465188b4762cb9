#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/import_batch.h"
#include "base/text.h"
#include "model/assessment.h"
#include "model/budget_line.h"
#include "model/evaluation.h"
#include "model/function_class.h"
#include "model/goal.h"
#include "model/indicator.h"
#include "model/monitoring.h"
#include "model/project.h"
#include "model/project_code.h"
#include "model/rectification.h"
#include "model/result_use.h"
#include "model/self_evaluation.h"
#include "model/unit.h"

namespace jiheng::app {
namespace {

constexpr Score kFullScore = Score::from_points(100);

/// One row under check: its problems go to the batch, by field name.
class RowCheck {
 public:
  RowCheck(ImportBatch& batch, IncomingRow& row) : batch_(batch), row_(row) {}

  /// Whether the cell of that field was read; checks pass over what was not.
  bool has(std::string_view field) const { return !is_empty(row_.row[batch_.desc->index_of(field)]); }

  void refuse(std::string_view field, std::string message, std::string hint = {}) {
    batch_.refuse(row_, batch_.desc->index_of(field), "import.cross", std::move(message), std::move(hint));
  }
  void warn(std::string_view field, std::string message, std::string hint = {}) {
    batch_.warn(row_, batch_.desc->index_of(field), "import.cross", std::move(message), std::move(hint));
  }

  /// `later` must not come before `earlier`; either may be unfilled.
  template <class T>
  void ordered(std::string_view earlier, const T& from, std::string_view later, const T& to) {
    if (!has(earlier) || !has(later) || !(to < from)) return;
    const auto& desc = *batch_.desc;
    refuse(later, fmt::format("“{}”比“{}”早", desc.find(later)->label(), desc.find(earlier)->label()));
  }

  /// A score must not be above the points there are.
  void at_most(std::string_view field, const std::optional<Score>& score, Score most, std::string_view what) {
    if (score && *score > most) {
      refuse(field, fmt::format("“{}”高于{} {} 分", score->to_short(), what, most.to_short()));
    }
  }

 private:
  ImportBatch& batch_;
  IncomingRow& row_;
};

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void check_unit(const Unit& unit, RowCheck& check) {
  const auto expected = unit.kind == UnitKind::department ? 3U : 6U;
  if (check.has("kind") && check.has("code") && (unit.code.size() != expected || !all_digits(unit.code))) {
    check.refuse("code",
                 fmt::format("“{}”不对：{}的编码应为 {} 位数字", unit.code, enum_label(unit.kind), expected));
  } else if (check.has("code") && check.has("department_code") &&
             !unit.code.starts_with(unit.department_code)) {
    check.refuse("department_code",
                 fmt::format("“{}”不是“{}”的主管部门编码：应为它的前 3 位", unit.department_code, unit.code));
  }
  check.ordered("since_year", unit.since_year, "until_year", unit.until_year);
}

void check_project_code(const Project& project, RowCheck& check) {
  const auto code = parse_project_code(project.code);
  if (!code) {
    check.refuse("code", code.error().message);
    return;
  }
  if (check.has("region") && code->region != project.region) {
    check.refuse("code", fmt::format("项目编码“{}”的前 6 位是 {}，这一行的区划是 {}", project.code,
                                     code->region.to_text(), project.region.to_text()));
  }
  const char letter = category_letter(project.category);
  if (check.has("category") && code->letter != letter) {
    check.refuse("code", fmt::format("项目编码“{}”的类别字母是 {}，“{}”应为 {}", project.code, code->letter,
                                     enum_label(project.category), letter));
  }
  if (check.has("first_year") && code->year != project.first_year.value()) {
    check.warn("first_year",
               fmt::format("起始年度 {} 与项目编码中的年度 {} 不同", project.first_year.value(), code->year));
  }
}

void check_project(const Project& project, RowCheck& check) {
  if (check.has("code")) check_project_code(project, check);
  check.ordered("first_year", std::optional(project.first_year), "last_year", project.last_year);
  const auto& function = project.function_class;
  if (check.has("function_class") && (!all_digits(function) || function_class_label(function).empty())) {
    check.refuse(
        "function_class",
        fmt::format("“{}”不是支出功能分类：应为 3、5 或 7 位数字，前 3 位是类，如 205（教育）", function));
  }
}

void check_budget_line(const BudgetLine& line, RowCheck& check) {
  if (check.has("adjusted") && line.executed && *line.executed > line.adjusted) {
    check.warn("executed", fmt::format("执行数 {} 万元超过全年预算数 {} 万元", line.executed->to_wan(),
                                       line.adjusted.to_wan()));
  }
}

void check_goal(const Goal& goal, RowCheck& check) {
  check.ordered("submitted_on", goal.submitted_on, "approved_on", goal.approved_on);
  if (check.has("state") && goal.state == GoalState::approved && !goal.approved_on) {
    check.warn("approved_on", "状态是“批复”，但没有批复日期");
  }
}

void check_indicator(const Indicator& row, RowCheck& check) {
  if (check.has("seq") && row.seq < 1) check.refuse("seq", fmt::format("“{}”不对：序号从 1 开始", row.seq));
  if (!check.has("weight")) return;
  check.at_most("weight", row.weight, kFullScore, "满分");
  check.at_most("claimed", row.claimed, row.weight, "分值");
  check.at_most("reviewed", row.reviewed, row.weight, "分值");
}

void check_monitoring(const Monitoring& row, RowCheck& check) {
  if (check.has("due_on") && check.has("year") && check.has("quarter") &&
      row.due_on < row.quarter.last_day(row.year)) {
    check.warn("due_on",
               fmt::format("应报日期 {} 在第 {} 季度结束之前", row.due_on.to_text(), row.quarter.value()));
  }
  if (row.executed && row.executed->fen() != 0 && !row.submitted_on) {
    check.warn("submitted_on", "填了累计执行数，但没有报送日期");
  }
}

void check_self_evaluation(const SelfEvaluation& row, RowCheck& check) {
  check.at_most("claimed_total", row.claimed_total, kFullScore, "满分");
  check.at_most("reviewed_total", row.reviewed_total, kFullScore, "满分");
}

void check_assessment(const Assessment& row, RowCheck& check) {
  check.at_most("score", row.score, kFullScore, "满分");
  if (check.has("amount") && row.suggested_amount && *row.suggested_amount > row.amount) {
    check.warn("suggested_amount", fmt::format("建议金额 {} 万元高于申请金额 {} 万元",
                                               row.suggested_amount->to_wan(), row.amount.to_wan()));
  }
}

void check_evaluation(const Evaluation& row, RowCheck& check) {
  check.at_most("score", row.score, kFullScore, "满分");
  if (check.has("year") && check.has("evaluated_year") && row.evaluated_year > row.year) {
    check.refuse("evaluated_year", fmt::format("被评价年度 {} 在评价年度 {} 之后", row.evaluated_year.value(),
                                               row.year.value()));
  }
}

void check_result_use(const ResultUse& row, RowCheck& check) {
  if (!check.has("decision") || !check.has("base_amount") || !check.has("decided_amount")) return;
  const auto wrong = [&](std::string_view expected) {
    check.refuse("decided_amount", fmt::format("决定是“{}”，决定预算数 {} 万元应{}（原预算数 {} 万元）",
                                               enum_label(row.decision), row.decided_amount.to_wan(),
                                               expected, row.base_amount.to_wan()));
  };
  if (row.decision == UseDecision::reduced && row.decided_amount >= row.base_amount) wrong("低于原预算数");
  if (row.decision == UseDecision::cancelled && row.decided_amount != Money{}) wrong("为 0");
  if (row.decision == UseDecision::kept && row.decided_amount != row.base_amount) wrong("等于原预算数");
  if (row.decision == UseDecision::increased && row.decided_amount <= row.base_amount) wrong("高于原预算数");
}

void check_rectification(const Rectification& row, RowCheck& check) {
  const auto raised = std::optional(row.raised_on);
  check.ordered("raised_on", raised, "due_on", std::optional(row.due_on));
  check.ordered("raised_on", raised, "answered_on", row.answered_on);
  check.ordered("answered_on", row.answered_on, "closed_on", row.closed_on);
  if (check.has("state") && row.state == RectificationState::closed && !row.closed_on) {
    check.refuse("closed_on", "状态是“已销号”，应有销号日期");
  }
}

struct KindCheck {
  std::string_view record;
  void (*run)(std::span<const Value>, RowCheck&);
};

template <class T, void (*Check)(const T&, RowCheck&)>
void run_typed(std::span<const Value> row, RowCheck& check) {
  Check(from_row<T>(row), check);
}

constexpr std::array kKindChecks{
    KindCheck{"unit", run_typed<Unit, check_unit>},
    KindCheck{"project", run_typed<Project, check_project>},
    KindCheck{"budget_line", run_typed<BudgetLine, check_budget_line>},
    KindCheck{"goal", run_typed<Goal, check_goal>},
    KindCheck{"indicator", run_typed<Indicator, check_indicator>},
    KindCheck{"monitoring", run_typed<Monitoring, check_monitoring>},
    KindCheck{"self_evaluation", run_typed<SelfEvaluation, check_self_evaluation>},
    KindCheck{"assessment", run_typed<Assessment, check_assessment>},
    KindCheck{"evaluation", run_typed<Evaluation, check_evaluation>},
    KindCheck{"result_use", run_typed<ResultUse, check_result_use>},
    KindCheck{"rectification", run_typed<Rectification, check_rectification>},
};

}  // namespace

void check_rows(ImportBatch& batch) {
  const auto kind = std::ranges::find(kKindChecks, batch.desc->name, &KindCheck::record);
  if (kind == kKindChecks.end()) return;
  for (auto& row : batch.rows) {
    RowCheck check(batch, row);
    kind->run(row.row, check);
  }
}

}  // namespace jiheng::app
