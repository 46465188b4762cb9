#include "store/row_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace jiheng::store {
namespace {

constexpr std::int64_t kLargestScore = 1'000'000;

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto date = Date::parse(text);
  return date && date->to_text() == text;
}

bool is_plain_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_utf8(text);
}

bool fits_number(FieldKind kind, std::int64_t number) {
  switch (kind) {
    case FieldKind::boolean: return number == 0 || number == 1;
    case FieldKind::score: return number >= 0 && number <= kLargestScore;
    case FieldKind::year: return FiscalYear::of(number).has_value();
    case FieldKind::quarter: return number >= 1 && number <= 4;
    case FieldKind::region: return Region::of(number).has_value();
    case FieldKind::integer:
    case FieldKind::money:
    case FieldKind::ratio:
    case FieldKind::id: return true;
    case FieldKind::text:
    case FieldKind::date:
    case FieldKind::code: return false;
  }
  return false;
}

bool fits_text(const FieldDesc& field, std::string_view text) {
  switch (field.type->kind) {
    case FieldKind::text: return is_plain_text(text);
    case FieldKind::date: return is_iso_date(text);
    case FieldKind::code:
      return std::ranges::find(field.type->codes, text, &CodeRow::code) != field.type->codes.end();
    default: return false;
  }
}

bool fits(const FieldDesc& field, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fits_number(field.type->kind, *number);
  if (const auto* text = std::get_if<std::string>(&value)) return fits_text(field, *text);
  return field.type->optional;
}

std::string shown(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("“{}”", *number);
  if (const auto* text = std::get_if<std::string>(&value)) {
    return is_plain_text(*text) ? fmt::format("“{}”", first_characters(*text, 40)) : "含非法字符的文字";
  }
  return "空值";
}

}  // namespace

void check_row(const RecordDesc& record, const Row& row, std::int64_t position, Findings& findings) {
  const auto add = [&](std::string_view rule, std::string message, std::string_view field) {
    findings.push_back({std::string(rule),
                        Severity::error,
                        std::move(message),
                        fmt::format("/{}{}{}", position, field.empty() ? "" : "/", field),
                        {}});
  };
  if (row.size() != record.fields.size()) {
    add("store.row_shape",
        fmt::format("{}应有 {} 个字段，实有 {} 个", record.label, record.fields.size(), row.size()), "");
    return;
  }
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto& field = record.fields[i];
    if (!fits(field, row[i]))
      add("store.value", fmt::format("{}的{}不能是{}", record.label, field.label(), shown(row[i])),
          field.name);
  }
  const auto* id = std::get_if<std::int64_t>(&row[1]);
  if (id != nullptr && *id < 0) add("store.value", fmt::format("{}的 id 不能是 {}", record.label, *id), "id");
}

}  // namespace jiheng::store
