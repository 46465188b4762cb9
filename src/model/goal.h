#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// How far the goal has come.
enum class GoalState { draft, submitted, approved };

inline constexpr std::array kGoalStateTable{
    EnumRow<GoalState>{GoalState::draft, "draft", "编制"},
    EnumRow<GoalState>{GoalState::submitted, "submitted", "送审"},
    EnumRow<GoalState>{GoalState::approved, "approved", "批复"},
};
constexpr const auto& enum_table(GoalState) { return kGoalStateTable; }

/// The performance goal (年度总体目标) of one project in one year.
struct Goal {
  Region region;
  GoalId id;
  ProjectId project_id;
  FiscalYear year;
  GoalState state{};
  std::string text;  ///< 年度总体目标
  bool with_budget =
      false;  ///< declared, reviewed and approved together with the budget (一同申报、审核、批复)
  std::optional<Date> submitted_on;
  std::optional<Date> approved_on;
  Provenance provenance{};

  friend bool operator==(const Goal&, const Goal&) = default;
};

template <>
const RecordDesc& record_of<Goal>();

}  // namespace jiheng
