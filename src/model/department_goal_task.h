#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/money.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// One of a department's main tasks of the year (年度主要任务) with its budget. 总额 is written by itself and
/// not computed: that it equals 财政拨款 plus 其他资金 is checked (law/lint/form/department-task-parts).
struct DepartmentGoalTask {
  Region region;
  DepartmentGoalTaskId id;
  UnitId unit_id;
  FiscalYear year;
  std::int64_t number = 0;             ///< stays with the task as long as it is in the form
  std::string task;                    ///< 任务名称
  std::optional<std::string> content;  ///< 主要内容
  std::optional<Money> total;          ///< 预算总额
  std::optional<Money> fiscal;         ///< 财政拨款
  std::optional<Money> other;          ///< 其他资金
  Provenance provenance{};

  friend bool operator==(const DepartmentGoalTask&, const DepartmentGoalTask&) = default;
};

template <>
const RecordDesc& record_of<DepartmentGoalTask>();

}  // namespace jiheng
