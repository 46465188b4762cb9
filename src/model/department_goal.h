#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/region.h"
#include "model/goal.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// The overall goal of a department's whole spending in one year (部门整体支出绩效目标申报表,
/// 财预〔2015〕88号). Its tasks and indicators are DepartmentGoalTask and DepartmentGoalIndicator rows of the
/// same unit and year.
struct DepartmentGoal {
  Region region;
  DepartmentGoalId id;
  UnitId unit_id;  ///< the department's own office (本级), which fills it in for all its units
  FiscalYear year;
  GoalState state{};
  std::string text;                   ///< 年度总体目标
  std::optional<std::string> leader;  ///< 负责人
  std::optional<std::string> phone;   ///< 联系电话
  std::optional<std::string> note;    ///< 备注
  std::optional<Date> submitted_on;
  std::optional<Date> approved_on;
  Provenance provenance{};
  std::optional<std::string> scheme;  ///< the scheme whose tree of indicators it uses
  std::optional<std::string> finance_confirmed_by;
  std::optional<std::int64_t> finance_confirmed_ms;
  std::optional<std::string> project_confirmed_by;
  std::optional<std::int64_t> project_confirmed_ms;
  std::optional<std::int64_t> version;     ///< number of the newest version; empty: none yet
  std::optional<std::int64_t> started_ms;  ///< when its content was first touched
  std::optional<std::string> edited_by;    ///< who last changed its content, and when
  std::optional<std::int64_t> edited_ms;

  friend bool operator==(const DepartmentGoal&, const DepartmentGoal&) = default;
};

template <>
const RecordDesc& record_of<DepartmentGoal>();

}  // namespace jiheng
