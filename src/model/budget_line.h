#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// 资金性质 (domain §10).
enum class FundType {
  general_public,
  government_fund,
  state_capital,
  social_insurance,
  fiscal_account,
  unit_funds
};

inline constexpr std::array kFundTypeTable{
    EnumRow<FundType>{FundType::general_public, "11", "一般公共预算"},
    EnumRow<FundType>{FundType::government_fund, "12", "政府性基金"},
    EnumRow<FundType>{FundType::state_capital, "13", "国有资本经营"},
    EnumRow<FundType>{FundType::social_insurance, "14", "社保基金"},
    EnumRow<FundType>{FundType::fiscal_account, "2", "财政专户"},
    EnumRow<FundType>{FundType::unit_funds, "3", "单位资金"},
};
constexpr const auto& enum_table(FundType) { return kFundTypeTable; }

/// What else is to be said of the money.
enum class FundTag { none, direct_transfer, upper_transfer, general_bond, special_bond };

inline constexpr std::array kFundTagTable{
    EnumRow<FundTag>{FundTag::none, "none", "无"},
    EnumRow<FundTag>{FundTag::direct_transfer, "direct_transfer", "直达资金"},
    EnumRow<FundTag>{FundTag::upper_transfer, "upper_transfer", "上级转移支付"},
    EnumRow<FundTag>{FundTag::general_bond, "general_bond", "一般债券"},
    EnumRow<FundTag>{FundTag::special_bond, "special_bond", "专项债券"},
};
constexpr const auto& enum_table(FundTag) { return kFundTagTable; }

/// One kind of money of one project in one year.
struct BudgetLine {
  Region region;
  BudgetLineId id;
  ProjectId project_id;
  FiscalYear year;
  FundType fund_type{};
  FundTag fund_tag{};
  Money initial;                  ///< 年初预算数
  Money adjusted;                 ///< 全年预算数
  std::optional<Money> executed;  ///< 全年执行数
  Provenance provenance{};

  friend bool operator==(const BudgetLine&, const BudgetLine&) = default;
};

template <>
const RecordDesc& record_of<BudgetLine>();

}  // namespace jiheng
