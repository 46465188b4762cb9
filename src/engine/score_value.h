#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "law/scheme.h"
#include "model/indicator.h"

namespace jiheng::engine {

/// What a target or actual value says, read from its text.
struct ValueReading {
  law::TargetKind kind = law::TargetKind::text;
  std::optional<Operator> sign;     ///< written in the value itself: "≥360", "95%以上"
  Decimal number;                   ///< of number; low end of interval
  Decimal high;                     ///< high end of interval
  std::string unit;                 ///< what stands behind the number: "%", "天", "万元"
  Date from;                        ///< of date: first day it can mean
  Date to;                          ///< of date: last day; a deadline is this day
  bool period = false;              ///< of date: "2020.1.1-2020.12.31" rather than one date
  bool yes = false;                 ///< of yes_no
  std::vector<ValueReading> parts;  ///< of composite
};

/// Reads "95", "1,200人", "≥360天", "90%-95%", "2022年12月31日前", "2021年1月-12月", "是", "25TB；100%覆盖";
/// whatever is none of these is text. `year` gives dates without a year theirs ("12月底前"); without it they
/// are text.
ValueReading read_value(std::string_view text, std::optional<FiscalYear> year);

/// Whether numbers with these units can be held against each other; an empty unit goes with any.
bool comparable_units(std::string_view a, std::string_view b);

}  // namespace jiheng::engine
