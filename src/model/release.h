#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/money.h"
#include "base/region.h"
#include "model/budget_line.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// One line of a release document (资金指标下达文件): this much of one kind of money goes to one project, and
/// its approved goal goes with it. The lines of a document share its number, date and title.
struct Release {
  Region region;
  ReleaseId id;
  std::string document_number;  ///< 文号, such as "盐财预〔2024〕12号"
  ProjectId project_id;
  FiscalYear year;
  FundType fund_type{};
  FundTag fund_tag{};
  Date released_on;
  Money amount;
  std::optional<std::string> title;
  std::optional<GoalId> goal_id;             ///< the goal that was sent down with the money
  std::optional<std::int64_t> goal_version;  ///< and which version of it
  std::optional<std::string> by_name;
  std::optional<std::int64_t> at_ms;
  Provenance provenance{};

  friend bool operator==(const Release&, const Release&) = default;
};

template <>
const RecordDesc& record_of<Release>();

}  // namespace jiheng
