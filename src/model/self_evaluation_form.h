#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/region.h"
#include "base/score.h"
#include "model/grade.h"
#include "model/indicator.h"

namespace jiheng {

/// Where the values of a row were read: "自评表!E12", the JSON pointer "/indicators/3/actual", or
/// "record:indicator/17#actual". Empty: as the row's `where`.
struct AmountPlaces {
  std::string initial;
  std::string adjusted;
  std::string executed;

  friend bool operator==(const AmountPlaces&, const AmountPlaces&) = default;
};

struct IndicatorPlaces {
  std::string op;
  std::string target;
  std::string actual;
  std::string weight;
  std::string claimed;
  std::string reviewed;

  friend bool operator==(const IndicatorPlaces&, const IndicatorPlaces&) = default;
};

struct FormPlaces {
  std::string execution_weight;
  std::string execution_claimed;
  std::string claimed_total;
  std::string reviewed_total;
  std::string claimed_grade;

  friend bool operator==(const FormPlaces&, const FormPlaces&) = default;
};

/// One row of the money table (项目资金): 年度资金总额, 当年财政拨款, 上年结转资金, 其他资金, …
struct FormAmounts {
  std::string label;              ///< as written in the form
  std::optional<Money> initial;   ///< 年初预算数
  std::optional<Money> adjusted;  ///< 全年预算数
  std::optional<Money> executed;  ///< 全年执行数
  std::string where;              ///< of the row: "sheet!B7", a JSON pointer or "record:…"
  AmountPlaces places{};          ///< of each amount

  friend bool operator==(const FormAmounts&, const FormAmounts&) = default;
};

/// One indicator row. Targets and actual values are kept as they were written: "95", "≥360", "25TB；100%",
/// "12月底前".
struct FormIndicator {
  std::string level1;  ///< 一级指标; empty when the form leaves it out
  std::string level2;
  std::string name;
  std::optional<Operator> op;         ///< 性质; empty: not said
  std::optional<std::string> target;  ///< 年度指标值
  std::optional<std::string> unit;    ///< 计量单位
  std::optional<std::string> actual;  ///< 实际完成值; empty: not filled, which is not zero
  std::optional<Score> weight;        ///< 分值
  std::optional<Score> claimed;       ///< 单位填报得分
  std::optional<Score> reviewed;      ///< 复核得分
  std::optional<Score> converted;     ///< 折算得分, a column of some old forms; never part of a total
  std::optional<std::string> method;  ///< 赋分规则, where the form names one: a method code of the scheme
  std::string deviation_reason;       ///< 偏差原因分析及改进措施
  int stars = 0;                      ///< 核心指标 ★, ★★, ★★★
  std::string where;                  ///< of the row
  IndicatorPlaces places{};           ///< of each input

  friend bool operator==(const FormIndicator&, const FormIndicator&) = default;
};

/// A self-evaluation form (单位自评表, domain §3) as a plain value: what somebody wrote, not what is right.
/// Empty optionals are cells that were not filled. Read by io/case_json and io/form_workbook, or made from
/// stored records by engine/stored_form; scored by engine/score.
struct SelfEvaluationForm {
  std::string file;   ///< where it was read from; for messages
  std::string where;  ///< sheet name, or "" for the root of a JSON file
  std::optional<FiscalYear> year;
  std::optional<Region> region;
  std::string project_name;
  std::string project_code;
  std::string department;  ///< 主管部门
  std::string unit;        ///< 实施单位
  std::string leader;
  std::string phone;
  std::optional<MoneyUnit> money_unit;  ///< 元 or 万元, as stated; the amounts below are exact whatever it is
  FormAmounts total;                    ///< 年度资金总额
  std::vector<FormAmounts> parts;       ///< the rows below it
  std::optional<Score> execution_weight;
  std::optional<Score> execution_claimed;  ///< 执行率得分 as filled in
  std::optional<Score> execution_reviewed;
  std::optional<Ratio> execution_rate;  ///< 执行率 as filled in
  std::string execution_reason;         ///< why the rate is low
  std::optional<bool> completed;        ///< 项目是否完成; empty: not said
  std::string goal_expected;
  std::string goal_actual;
  std::vector<FormIndicator> indicators;
  std::optional<Score> claimed_total;
  std::optional<Score> reviewed_total;
  std::optional<Grade> claimed_grade;
  std::string note;
  FormPlaces places{};

  friend bool operator==(const SelfEvaluationForm&, const SelfEvaluationForm&) = default;
};

}  // namespace jiheng
