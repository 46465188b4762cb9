#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/region.h"
#include "base/score.h"
#include "model/grade.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// The self-evaluation of one project for one year; its indicator rows are `indicator` records.
struct SelfEvaluation {
  Region region;
  SelfEvaluationId id;
  ProjectId project_id;
  FiscalYear year;
  Date due_on;
  std::optional<Date> submitted_on;     ///< empty: not submitted
  std::optional<Score> claimed_total;   ///< 单位填报的总分
  std::optional<Score> reviewed_total;  ///< 复核后的总分
  std::optional<Score> computed_total;
  std::optional<Grade> grade;              ///< of the computed total
  std::optional<std::string> scheme;       ///< id of the scoring scheme used
  std::optional<std::string> actual_text;  ///< 年度总体目标实际完成情况
  Provenance provenance{};

  friend bool operator==(const SelfEvaluation&, const SelfEvaluation&) = default;
};

template <>
const RecordDesc& record_of<SelfEvaluation>();

}  // namespace jiheng
