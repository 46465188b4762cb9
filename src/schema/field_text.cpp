#include "schema/field_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"

namespace jiheng {
namespace {

std::string code_list(std::span<const CodeRow> codes) {
  std::string list;
  for (const auto& row : codes) list += fmt::format("{}{}", list.empty() ? "" : "、", row.label);
  return list;
}

tl::unexpected<Error> unexpected_text(const FieldDesc& field, std::string_view text) {
  return fail(ErrorCode::invalid, fmt::format("“{}”不对：应为{}", text, expectation(field)));
}

Result<Value> parse_integer(const FieldDesc& field, std::string_view text) {
  const auto decimal = parse_decimal(text);
  const auto whole = decimal ? rescale(*decimal, 0) : Result<std::int64_t>(pass(decimal));
  if (!whole) return unexpected_text(field, text);
  return Value{*whole};
}

Result<Value> parse_boolean(const FieldDesc& field, std::string_view text) {
  for (const std::string_view yes : {"是", "yes", "true", "1", "√"}) {
    if (text == yes) return Value{std::int64_t{1}};
  }
  for (const std::string_view no : {"否", "no", "false", "0"}) {
    if (text == no) return Value{std::int64_t{0}};
  }
  return unexpected_text(field, text);
}

Result<Value> parse_code(const FieldDesc& field, std::string_view text) {
  for (const auto& row : field.type->codes) {
    if (row.code == text || row.label == text) return Value{std::string(row.code)};
  }
  return unexpected_text(field, text);
}

Result<Value> parse_ratio(const FieldDesc& field, std::string_view text) {
  const auto decimal = parse_decimal(text);
  const auto ratio = field.options.percent ? Ratio::parse_percent(text)
                     : decimal             ? Ratio::of(*decimal, Decimal{1, 0})
                                           : Result<Ratio>(pass(decimal));
  if (!ratio) return unexpected_text(field, text);
  if (Ratio::from_ppm(ratio->to_ppm()) != *ratio) {
    return fail(ErrorCode::invalid, fmt::format("“{}”的小数位太多：最多精确到百万分之一", text));
  }
  return Value{ratio->to_ppm()};
}

template <class T, class Make>
Result<Value> encode(const Result<T>& parsed, Make make) {
  if (!parsed) return pass(parsed);
  return Value{make(*parsed)};
}

}  // namespace

std::string expectation(const FieldDesc& field) {
  switch (field.type->kind) {
    case FieldKind::text: return fmt::format("文字，最多 {} 字", field.options.max);
    case FieldKind::integer: return "整数，如 12";
    case FieldKind::boolean: return "“是”或“否”";
    case FieldKind::money: return "金额，如 1234.56（单位写在表头）";
    case FieldKind::score: return "分数，最多两位小数，如 92.75";
    case FieldKind::ratio: return field.options.percent ? "百分数，如 97.3%" : "小数，如 0.973";
    case FieldKind::date: return "日期，如 2022-03-31";
    case FieldKind::year: return "年度，如 2022";
    case FieldKind::quarter: return "季度 1 到 4";
    case FieldKind::code: return "以下之一：" + code_list(field.type->codes);
    case FieldKind::region: return "6 位区划代码，如 640323";
    case FieldKind::id: return "编码";
  }
  return {};
}

Result<Value> parse_field(const FieldDesc& field, std::string_view original, MoneyUnit unit) {
  const std::string_view text = trim(original);
  if (text.empty()) {
    if (field.type->optional || (field.type->kind == FieldKind::text && !field.options.required)) {
      return field.type->optional ? Value{} : Value{std::string{}};
    }
    return fail(ErrorCode::invalid, fmt::format("没有填：应为{}", expectation(field)));
  }
  switch (field.type->kind) {
    case FieldKind::text: return Value{std::string(text)};
    case FieldKind::integer: return parse_integer(field, text);
    case FieldKind::boolean: return parse_boolean(field, text);
    case FieldKind::money: return encode(Money::parse(text, unit), [](Money m) { return m.fen(); });
    case FieldKind::score:
      return encode(Score::parse(text), [](Score s) { return std::int64_t{s.hundredths()}; });
    case FieldKind::ratio: return parse_ratio(field, text);
    case FieldKind::date: return encode(Date::parse(text), [](Date d) { return d.to_text(); });
    case FieldKind::year:
      return encode(FiscalYear::parse(text), [](FiscalYear y) { return std::int64_t{y.value()}; });
    case FieldKind::quarter: {
      const auto number = parse_integer(field, text);
      if (!number || !Quarter::of(std::get<std::int64_t>(*number))) return unexpected_text(field, text);
      return number;
    }
    case FieldKind::code: return parse_code(field, text);
    case FieldKind::region:
      return encode(Region::parse(text), [](Region r) { return std::int64_t{r.code()}; });
    case FieldKind::id: return unexpected_text(field, text);
  }
  return unexpected_text(field, text);
}

namespace {

std::string code_label(const FieldDesc& field, const std::string& code) {
  const auto row = std::ranges::find(field.type->codes, code, &CodeRow::code);
  return row != field.type->codes.end() ? std::string(row->label) : code;
}

std::string number_text(const FieldDesc& field, std::int64_t number, const std::string& money) {
  switch (field.type->kind) {
    case FieldKind::money: return money;
    case FieldKind::score: return format_decimal(number, 2);
    case FieldKind::ratio:
      return field.options.percent ? format_decimal_short(number, 4) + "%" : format_decimal_short(number, 6);
    case FieldKind::boolean: return number != 0 ? "是" : "否";
    default: return fmt::format("{}", number);
  }
}

}  // namespace

std::string display_field(const FieldDesc& field, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return number_text(field, *number, Money::from_fen(*number).to_wan_display());
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return {};
  return field.type->kind == FieldKind::code ? code_label(field, *text) : *text;
}

std::string write_field(const FieldDesc& field, const Value& value, MoneyUnit unit) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    const Money money = Money::from_fen(*number);
    return number_text(field, *number, unit == MoneyUnit::wan ? money.to_wan() : money.to_yuan());
  }
  return display_field(field, value);
}

std::string check_field(const FieldDesc& field, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (field.options.required && trim(*text).empty()) return "没有填：应为" + expectation(field);
    const auto count = count_characters(*text);
    if (field.type->kind == FieldKind::text && count > static_cast<std::size_t>(field.options.max)) {
      return fmt::format("有 {} 字，最多 {} 字", count, field.options.max);
    }
    return {};
  }
  if (is_empty(value)) return field.options.required ? "没有填：应为" + expectation(field) : std::string{};
  const auto number = std::get<std::int64_t>(value);
  if (field.type->kind == FieldKind::money && !field.options.negative && number < 0) {
    return fmt::format("金额“{}”（万元）不能为负", Money::from_fen(number).to_wan());
  }
  if (field.type->kind == FieldKind::id && field.options.required && number == 0)
    return "没有填：应为" + expectation(field);
  return {};
}

}  // namespace jiheng
