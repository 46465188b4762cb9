#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// What the suggestion rests on.
enum class UseBasis { finance_evaluation, departmental_evaluation, self_evaluation, monitoring };

inline constexpr std::array kUseBasisTable{
    EnumRow<UseBasis>{UseBasis::finance_evaluation, "finance_evaluation", "财政评价"},
    EnumRow<UseBasis>{UseBasis::departmental_evaluation, "departmental_evaluation", "部门评价"},
    EnumRow<UseBasis>{UseBasis::self_evaluation, "self_evaluation", "单位自评"},
    EnumRow<UseBasis>{UseBasis::monitoring, "monitoring", "绩效监控"},
};
constexpr const auto& enum_table(UseBasis) { return kUseBasisTable; }

/// What the policy suggests.
enum class UseSuggestion { reduce, compress, forbid, keep, reward };

inline constexpr std::array kUseSuggestionTable{
    EnumRow<UseSuggestion>{UseSuggestion::reduce, "reduce", "扣减"},
    EnumRow<UseSuggestion>{UseSuggestion::compress, "compress", "压缩"},
    EnumRow<UseSuggestion>{UseSuggestion::forbid, "forbid", "不予安排"},
    EnumRow<UseSuggestion>{UseSuggestion::keep, "keep", "维持"},
    EnumRow<UseSuggestion>{UseSuggestion::reward, "reward", "激励"},
};
constexpr const auto& enum_table(UseSuggestion) { return kUseSuggestionTable; }

/// What people decided.
enum class UseDecision { reduced, cancelled, kept, increased };

inline constexpr std::array kUseDecisionTable{
    EnumRow<UseDecision>{UseDecision::reduced, "reduced", "调减"},
    EnumRow<UseDecision>{UseDecision::cancelled, "cancelled", "取消"},
    EnumRow<UseDecision>{UseDecision::kept, "kept", "维持"},
    EnumRow<UseDecision>{UseDecision::increased, "increased", "增加"},
};
constexpr const auto& enum_table(UseDecision) { return kUseDecisionTable; }

/// What an evaluation result led to in the next budget: the suggestion and the decision are kept apart.
struct ResultUse {
  Region region;
  ResultUseId id;
  FiscalYear year;  ///< the budget year that is changed
  std::string project_name;
  std::optional<ProjectId> project_id;
  UnitId unit_id;
  UseBasis basis{};
  std::optional<FiscalYear> evaluation_year;  ///< with evaluation_object: which evaluation this follows
  std::optional<std::string> evaluation_object;
  UseSuggestion suggestion{};
  std::optional<Ratio> suggested_rate;
  Money base_amount;  ///< budget before the decision
  UseDecision decision{};
  Money decided_amount;  ///< budget after the decision
  std::optional<Date> decided_on;
  std::optional<std::string> reason;  ///< why the decision differs from the suggestion
  Provenance provenance{};

  friend bool operator==(const ResultUse&, const ResultUse&) = default;
};

template <>
const RecordDesc& record_of<ResultUse>();

}  // namespace jiheng
