#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "engine/score.h"
#include "engine/score_value.h"

namespace jiheng::engine {

/// The rule of the scheme that fits an indicator: the one its form names, else the first whose condition
/// holds. Nothing when there is none.
std::optional<std::size_t> method_for(const FormIndicator& indicator, const ValueReading& target,
                                      const law::Scheme& scheme);

/// The operator of an indicator: its 性质, else the sign written into the target; without either, a date is a
/// deadline (≤) and words are 定性, but a bare number says nothing (the scheme's rules for `unsaid` decide).
std::optional<Operator> operator_of(const FormIndicator& indicator, const ValueReading& target);

/// The unit a value is in: the one written behind it, else the form's unit column.
std::string_view unit_of(const FormIndicator& indicator, const ValueReading& reading);

/// Judges one row (domain §3 计分 1, 3, 5 and the methods of 财预〔2021〕101号).
RowScore judge_indicator(const FormIndicator& indicator, const law::Scheme& scheme,
                         std::optional<FiscalYear> year);

/// Whether the words of an actual value name a verdict of the rule; its index.
std::optional<std::size_t> verdict_of(std::string_view actual, const law::MethodRule& rule);

/// The row's points from its share under the scheme's rounding.
Score rounded_points(Score weight, const Share& share, const law::Scheme& scheme);

/// The band a rate falls into; nullptr when none does.
const law::ValueBand* band_of(const Ratio& rate, std::span<const law::ValueBand> bands, bool completed);

}  // namespace jiheng::engine
