#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/region.h"
#include "base/score.h"
#include "model/grade.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// What is evaluated, and when.
enum class EvaluationKind { midterm, key_project, departmental, department_overall, social_insurance_fund };

inline constexpr std::array kEvaluationKindTable{
    EnumRow<EvaluationKind>{EvaluationKind::midterm, "midterm", "重点事中评价"},
    EnumRow<EvaluationKind>{EvaluationKind::key_project, "key_project", "重点项目评价"},
    EnumRow<EvaluationKind>{EvaluationKind::departmental, "departmental", "部门评价"},
    EnumRow<EvaluationKind>{EvaluationKind::department_overall, "department_overall", "部门整体支出评价"},
    EnumRow<EvaluationKind>{EvaluationKind::social_insurance_fund, "social_insurance_fund", "社保基金评价"},
};
constexpr const auto& enum_table(EvaluationKind) { return kEvaluationKindTable; }

/// A departmental or finance evaluation of a project, department or fund.
struct Evaluation {
  Region region;
  EvaluationId id;
  FiscalYear year;  ///< the year in which the evaluation was made
  EvaluationKind kind{};
  std::string object_name;
  FiscalYear evaluated_year;  ///< the year that was evaluated
  std::optional<ProjectId> project_id;
  UnitId unit_id;
  std::optional<Money> amount;
  std::optional<Score> score;
  std::optional<Grade> grade;
  std::optional<std::string> agency;  ///< third-party agency
  std::optional<Date> reported_on;
  std::optional<std::string> note;
  Provenance provenance{};

  friend bool operator==(const Evaluation&, const Evaluation&) = default;
};

template <>
const RecordDesc& record_of<Evaluation>();

}  // namespace jiheng
