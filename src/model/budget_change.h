#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/region.h"
#include "model/budget_line.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// What a change does to a budget line: 年初预算, 调整 or 追加.
enum class BudgetChangeKind { initial, adjust, supplement };

inline constexpr std::array kBudgetChangeKindTable{
    EnumRow<BudgetChangeKind>{BudgetChangeKind::initial, "initial", "年初预算"},
    EnumRow<BudgetChangeKind>{BudgetChangeKind::adjust, "adjust", "调整"},
    EnumRow<BudgetChangeKind>{BudgetChangeKind::supplement, "supplement", "追加"},
};
constexpr const auto& enum_table(BudgetChangeKind) { return kBudgetChangeKindTable; }

/// One act that changed the budget of a project in a year. Where a budget line has any, its 年初预算数 and
/// 全年预算数 are their sums (app/budget_sums.h).
struct BudgetChange {
  Region region;
  BudgetChangeId id;
  ProjectId project_id;
  FiscalYear year;
  BudgetChangeKind kind{};
  FundType fund_type{};
  FundTag fund_tag{};
  std::string document_number;  ///< 文号; may be empty
  Date changed_on;
  Money amount;                       ///< of an adjustment below zero when the budget shrinks
  std::optional<std::string> reason;  ///< 事由
  std::optional<GoalId> goal_id;      ///< the goal that came with it
  std::optional<std::int64_t> goal_version;
  std::optional<std::string> by_name;
  std::optional<std::int64_t> at_ms;
  Provenance provenance{};

  friend bool operator==(const BudgetChange&, const BudgetChange&) = default;
};

template <>
const RecordDesc& record_of<BudgetChange>();

}  // namespace jiheng
