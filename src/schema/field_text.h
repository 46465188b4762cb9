#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "schema/field.h"

namespace jiheng {

/// What people may write in this field, for error messages: "日期，如 2022-03-31".
std::string expectation(const FieldDesc& field);

/// Reads one cell or form entry. Blank is "not filled", which only optional fields take. Codes are accepted
/// by code or label, booleans as 是/否, percentages with or without the sign; `unit` is the column's unit of
/// money. Ids are refused: files write the code of what is referred to.
Result<Value> parse_field(const FieldDesc& field, std::string_view text, MoneyUnit unit = MoneyUnit::wan);

/// The value as people read it: labels for codes, 万元 with two decimals for money; "" when not filled.
std::string display_field(const FieldDesc& field, const Value& value);

/// The value as parse_field takes it back without loss: money in `unit`, codes as labels.
std::string write_field(const FieldDesc& field, const Value& value, MoneyUnit unit = MoneyUnit::wan);

/// Checks a value against required, max and sign; empty when it passes, else what is wrong.
std::string check_field(const FieldDesc& field, const Value& value);

}  // namespace jiheng
