#include "model/records.h"

#include <array>
#include <string>

#include "base/text.h"
#include "model/assessment.h"
#include "model/budget_line.h"
#include "model/evaluation.h"
#include "model/goal.h"
#include "model/indicator.h"
#include "model/monitoring.h"
#include "model/project.h"
#include "model/rectification.h"
#include "model/result_use.h"
#include "model/self_evaluation.h"
#include "model/unit.h"

namespace jiheng {

std::span<const RecordDesc* const> all_records() {
  static const std::array kAll{
      &record_of<Unit>(),           &record_of<Project>(),       &record_of<BudgetLine>(),
      &record_of<Goal>(),           &record_of<Indicator>(),     &record_of<Monitoring>(),
      &record_of<SelfEvaluation>(), &record_of<Assessment>(),    &record_of<Evaluation>(),
      &record_of<ResultUse>(),      &record_of<Rectification>(),
  };
  return kAll;
}

const RecordDesc* find_record(std::string_view name) {
  const std::string wanted = replace_all(std::string(name), "-", "_");
  for (const auto* record : all_records()) {
    if (record->name == wanted) return record;
  }
  return nullptr;
}

}  // namespace jiheng
