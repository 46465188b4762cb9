#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/region.h"
#include "base/score.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// 性质: how the actual value is held against the target.
enum class Operator { at_least, more_than, equal, less_than, at_most, qualitative };

inline constexpr std::array kOperatorTable{
    EnumRow<Operator>{Operator::at_least, ">=", "≥"},
    EnumRow<Operator>{Operator::more_than, ">", "＞"},
    EnumRow<Operator>{Operator::equal, "=", "="},
    EnumRow<Operator>{Operator::less_than, "<", "＜"},
    EnumRow<Operator>{Operator::at_most, "<=", "≤"},
    EnumRow<Operator>{Operator::qualitative, "qualitative", "定性"},
};
constexpr const auto& enum_table(Operator) { return kOperatorTable; }

/// One indicator row of a project's goal for a year, with what was reached at its end.
struct Indicator {
  Region region;
  IndicatorId id;
  ProjectId project_id;
  FiscalYear year;
  std::int64_t seq = 0;  ///< row in the form, from 1
  std::string level1;    ///< 一级指标, such as 产出指标
  std::string level2;    ///< 二级指标, such as 数量指标
  std::string name;      ///< 三级指标
  Operator op{};
  std::string target;                 ///< as written: a number or words
  std::optional<std::string> unit;    ///< 计量单位
  Score weight;                       ///< 分值
  std::optional<std::string> actual;  ///< 实际完成值; empty: not filled
  std::optional<Score> claimed;       ///< 单位填报的得分
  std::optional<Score> reviewed;      ///< 复核得分
  std::optional<std::string> deviation_reason;
  bool core = false;  ///< 核心指标 ★
  Provenance provenance{};
  std::optional<std::string> target_medium;  ///< 中期指标值, as written
  std::optional<std::string> basis;          ///< 设定依据
  std::optional<std::string> source;         ///< 数据来源: where the actual value will come from
  std::optional<std::string> method;         ///< 取值方式
  std::optional<std::string> fixed_by;       ///< who sent it down; with "|target" behind it, the target too

  friend bool operator==(const Indicator&, const Indicator&) = default;
};

template <>
const RecordDesc& record_of<Indicator>();

}  // namespace jiheng
