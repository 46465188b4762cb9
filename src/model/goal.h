#pragma once

#include <array>
#include <cstdint>
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
  std::optional<std::string> leader;       ///< 项目负责人
  std::optional<std::string> phone;        ///< 联系电话
  std::optional<std::string> period;       ///< 项目期, such as "2024年1月—2026年12月"
  std::optional<std::string> text_medium;  ///< 中期目标（实施期）
  std::optional<std::string> basis;        ///< 立项依据
  std::optional<std::string> necessity;    ///< 必要性、可行性
  std::optional<std::string> plan;         ///< 实施计划
  std::optional<std::string> scheme;       ///< the scheme whose tree of indicators it uses
  std::optional<std::string> declared;     ///< the money asked for, as JSON (app/goal_form.h): budget lines
                                           ///< are written when it is approved
  std::optional<std::string>
      finance_confirmed_by;  ///< who stands for the finance part; falls when it changes
  std::optional<std::int64_t> finance_confirmed_ms;
  std::optional<std::string> project_confirmed_by;
  std::optional<std::int64_t> project_confirmed_ms;
  std::optional<std::int64_t> version;     ///< number of the newest version; empty: none yet
  std::optional<std::int64_t> started_ms;  ///< when its content was first touched
  std::optional<std::string> edited_by;    ///< who last changed its content, and when
  std::optional<std::int64_t> edited_ms;

  friend bool operator==(const Goal&, const Goal&) = default;
};

template <>
const RecordDesc& record_of<Goal>();

}  // namespace jiheng
