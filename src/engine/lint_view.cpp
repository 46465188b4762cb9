#include "engine/lint_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace jiheng::engine::lint_detail {
namespace {

constexpr int kMicroScale = 6;

/// read_value is dear for words, and words without a digit are never a number or a date.
ValueReading read_lint_value(std::string_view text, std::optional<FiscalYear> year) {
  const bool digit = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
  const bool wide = text.find("\xEF\xBC") != std::string_view::npos;  // ０–９ and other full-width signs
  constexpr std::size_t kLongestYesWord = 9;
  if (!digit && !wide && text.size() > kLongestYesWord) return {};
  return read_value(text, year);
}

std::string number_with_unit(std::string number, std::string_view unit) {
  return fmt::format("{} {}", number, unit);
}

}  // namespace

i128 micro(const Decimal& number) {
  i128 value = number.units;
  for (int scale = number.scale; scale < kMicroScale; ++scale) value *= 10;
  for (int scale = number.scale; scale > kMicroScale; --scale) value /= 10;
  return value;
}

i128 micro(const Ratio& ratio) { return i128{ratio.num()} * kLintOne / ratio.den(); }

std::string micro_text(i128 number) {
  const bool negative = number < 0;
  const i128 size = negative ? -number : number;
  const auto whole = static_cast<std::uint64_t>(size / kLintOne);
  std::string fraction = fmt::format("{:06}", static_cast<std::uint64_t>(size % kLintOne));
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fmt::format("{}{}{}{}", negative ? "-" : "", whole, fraction.empty() ? "" : ".", fraction);
}

LintView::LintView(const LintForm& form, std::span<const law::GradeBand> bands)
    : form_(form), bands_(bands), rows_(form.indicators.size() + 1) {}

std::uint64_t LintView::hits(law::LintField field, std::size_t row, std::string_view text,
                             const WordIndex& words) {
  const auto at = static_cast<std::size_t>(field);
  const bool of_row = law::lint_field(field).scope == law::LintScope::indicator;
  if (law::lint_field(field).scope == law::LintScope::amount) return words.scan(text);
  auto& known = cache(of_row ? row : form_.indicators.size());
  if (!known.scanned[at]) {
    std::string scratch;
    known.hits[at] = words.scan(folded(text, scratch));
    known.scanned[at] = true;
  }
  return known.hits[at];
}

const ValueReading& LintView::target(std::size_t row) {
  auto& known = cache(row);
  if (!known.target_ready) {
    known.target = read_lint_value(indicator(row).target, form_.year);
    known.target_ready = true;
    const auto unit = trim(indicator(row).unit);
    known.target_unit = unit.empty() ? known.target.unit : std::string(unit);
  }
  return known.target;
}

const ValueReading& LintView::actual(std::size_t row) {
  auto& known = cache(row);
  if (!known.actual_ready) {
    known.actual = read_lint_value(indicator(row).actual, form_.year);
    known.actual_ready = true;
  }
  return known.actual;
}

std::string_view LintView::target_unit(std::size_t row) {
  target(row);
  return cache(row).target_unit;
}

std::optional<Operator> lint_direction(LintView& view, std::size_t row) {
  const auto& said = view.indicator(row).op;
  // "=" or 定性 beside a target such as "≥360天" means what the target says.
  const auto& sign = view.target(row).sign;
  if (sign && (!said || *said == Operator::equal || *said == Operator::qualitative)) return sign;
  return said;
}

std::string display_number(const LintForm& form, law::LintType type, i128 number) {
  switch (type) {
    case law::LintType::money: {
      const bool yuan = form.budget && form.budget->unit == MoneyUnit::yuan;
      return yuan ? number_with_unit(micro_text(number), "元")
                  : number_with_unit(micro_text(number / 10'000), "万元");
    }
    case law::LintType::ratio: return micro_text(number / 100 * 100 * 100) + "%";
    case law::LintType::score: return micro_text(number) + " 分";
    default: return micro_text(number);
  }
}

std::string display(LintView& view, law::LintField field, std::size_t row) {
  const auto value = view.value(field, row);
  if (!value.present()) return "（未填）";
  const auto type = law::lint_field(field).type;
  if (law::is_number(type)) return display_number(view.form(), type, value.number);
  // A target that says its own sign, "≥100公里", is not given a second one.
  if (field == law::LintField::direction && view.target(row).sign) return {};
  if (field == law::LintField::op || field == law::LintField::direction) {
    const auto* op = find_enum<Operator>(value.text);
    return std::string(op == nullptr ? value.text : enum_label(*op));
  }
  if (field == law::LintField::self_claimed_grade) {
    const auto* grade = find_enum<Grade>(value.text);
    return std::string(grade == nullptr ? value.text : enum_label(*grade));
  }
  return std::string(value.text);
}

}  // namespace jiheng::engine::lint_detail
