#include "law/lint_terms.h"

#include <algorithm>

namespace jiheng::law {
namespace {

using enum LintArgumentKind;

consteval bool fields_in_order() {
  for (std::size_t i = 0; i < kLintFields.size(); ++i) {
    if (static_cast<std::size_t>(kLintFields[i].field) != i) return false;
  }
  return true;
}
static_assert(fields_in_order(), "kLintFields must follow LintField");

constexpr std::array kRows{LintArgumentDesc{"where", row_conditions, false},
                           LintArgumentDesc{"that", row_conditions}};
constexpr std::array kCompareFields{
    LintArgumentDesc{"field", number_field}, LintArgumentDesc{"is", comparison},
    LintArgumentDesc{"other", number_field}, LintArgumentDesc{"tolerance", number, false}};
constexpr std::array kWords{LintArgumentDesc{"field", text_field}, LintArgumentDesc{"words", words},
                            LintArgumentDesc{"except", words, false}};
constexpr std::array kCount{LintArgumentDesc{"where", row_conditions, false},
                            LintArgumentDesc{"low", number, false}, LintArgumentDesc{"high", number, false}};
constexpr std::array kDate{LintArgumentDesc{"field", text_field}, LintArgumentDesc{"words", words, false}};
constexpr std::array kDifferent{LintArgumentDesc{"field", row_field},
                                LintArgumentDesc{"where", row_conditions, false},
                                LintArgumentDesc{"low", number}};
constexpr std::array kField{LintArgumentDesc{"field", any_field}};
constexpr std::array kGrade{LintArgumentDesc{"field", text_field}, LintArgumentDesc{"other", number_field}};
constexpr std::array kTextBetween{LintArgumentDesc{"field", text_field},
                                  LintArgumentDesc{"low", number, false},
                                  LintArgumentDesc{"high", number, false}};
constexpr std::array kMagnitude{LintArgumentDesc{"field", number_field},
                                LintArgumentDesc{"other", number_field}, LintArgumentDesc{"factor", number},
                                LintArgumentDesc{"tolerance", number}};
constexpr std::array kTwoTexts{LintArgumentDesc{"field", text_field}, LintArgumentDesc{"other", text_field}};
constexpr std::array kTwoTextsShare{LintArgumentDesc{"field", text_field},
                                    LintArgumentDesc{"other", text_field},
                                    LintArgumentDesc{"at_least", number}};
constexpr std::array kNumberBetween{LintArgumentDesc{"field", number_field},
                                    LintArgumentDesc{"low", number, false},
                                    LintArgumentDesc{"high", number, false}};
constexpr std::array kProduct{
    LintArgumentDesc{"other", number_field}, LintArgumentDesc{"quantity", row_conditions},
    LintArgumentDesc{"price", row_conditions}, LintArgumentDesc{"tolerance", number}};
constexpr std::array kText{LintArgumentDesc{"field", text_field}};
constexpr std::array kRatioBetween{
    LintArgumentDesc{"field", number_field}, LintArgumentDesc{"other", number_field},
    LintArgumentDesc{"low", number, false}, LintArgumentDesc{"high", number, false}};
constexpr std::array kShare{LintArgumentDesc{"where", row_conditions, false},
                            LintArgumentDesc{"that", row_conditions}, LintArgumentDesc{"at_least", number}};
constexpr std::array kSumBetween{
    LintArgumentDesc{"field", row_number}, LintArgumentDesc{"where", row_conditions, false},
    LintArgumentDesc{"low", number, false}, LintArgumentDesc{"high", number, false}};
constexpr std::array kSumEquals{LintArgumentDesc{"field", row_number},
                                LintArgumentDesc{"where", row_conditions, false},
                                LintArgumentDesc{"equals", number}};
constexpr std::array kUnique{LintArgumentDesc{"fields", row_field, true, true}};

constexpr std::array kLintFunctions{
    LintFunctionDesc{LintFunction::all_rows, "all_rows",
                     "where 选出的每一行都满足 that；没有这样的行就不判断", kRows},
    LintFunctionDesc{LintFunction::any_row, "any_row", "where 选出的行里至少一行满足 that", kRows},
    LintFunctionDesc{LintFunction::compare_fields, "compare_fields",
                     "两个数按 is 比较；tolerance 是容许的相对差", kCompareFields},
    LintFunctionDesc{LintFunction::contains_any, "contains_any",
                     "文字里有 words 中的一个；except 中的词先去掉再看", kWords},
    LintFunctionDesc{LintFunction::count_between, "count_between", "满足 where 的指标行数在 low 和 high 之间",
                     kCount},
    LintFunctionDesc{LintFunction::date_like, "date_like",
                     "写的是日期、期限或起止时间，或者有 words 中的一个", kDate},
    LintFunctionDesc{LintFunction::different_values, "different_values",
                     "where 选出的行里至少有 low 种不同的写法；行数不到 low 就不判断", kDifferent},
    LintFunctionDesc{LintFunction::ends_with_any, "ends_with_any", "文字以 words 中的一个结尾", kWords},
    LintFunctionDesc{LintFunction::equals_any, "equals_any", "文字整个就是 words 中的一个", kWords},
    LintFunctionDesc{LintFunction::filled, "filled", "填了（不算空白）", kField},
    LintFunctionDesc{LintFunction::grade_fits, "grade_fits", "等级与分数所在的区间一致", kGrade},
    LintFunctionDesc{LintFunction::length_between, "length_between", "字数在 low 和 high 之间", kTextBetween},
    LintFunctionDesc{LintFunction::magnitude_apart, "magnitude_apart",
                     "两个数恰好差 factor 倍（容许 tolerance 的相对差）", kMagnitude},
    LintFunctionDesc{LintFunction::matches_any, "matches_any",
                     "文字像 words 中的一个样子：* 任意多字，? 一个字，# 一个数字", kWords},
    LintFunctionDesc{LintFunction::mentions, "mentions",
                     "other 的用字（两字一组）至少有 at_least 的比例出现在文字里", kTwoTextsShare},
    LintFunctionDesc{LintFunction::number_between, "number_between", "数在 low 和 high 之间（含两端）",
                     kNumberBetween},
    LintFunctionDesc{LintFunction::product_near, "product_near",
                     "数量×单价之和与 other 相差不超过 tolerance；单位对不上就不判断", kProduct},
    LintFunctionDesc{LintFunction::project_code, "project_code", "是合规的 21 位项目编码", kText},
    LintFunctionDesc{LintFunction::ratio_between, "ratio_between", "field ÷ other 在 low 和 high 之间",
                     kRatioBetween},
    LintFunctionDesc{LintFunction::same_text, "same_text", "两段文字去掉标点和空白后相同", kTwoTexts},
    LintFunctionDesc{LintFunction::share_at_least, "share_at_least",
                     "where 选出的行里满足 that 的比例不低于 at_least；没有这样的行就不判断", kShare},
    LintFunctionDesc{LintFunction::similar_text, "similar_text",
                     "两段文字的相似度（两字一组）不低于 at_least", kTwoTextsShare},
    LintFunctionDesc{LintFunction::sum_between, "sum_between", "where 选出的行的合计在 low 和 high 之间",
                     kSumBetween},
    LintFunctionDesc{LintFunction::sum_equals, "sum_equals", "where 选出的行的合计等于 equals", kSumEquals},
    LintFunctionDesc{LintFunction::unique_by, "unique_by", "前面没有这些字段都相同的行", kUnique},
};

consteval bool functions_in_order() {
  for (std::size_t i = 0; i < kLintFunctions.size(); ++i) {
    if (static_cast<std::size_t>(kLintFunctions[i].function) != i) return false;
    if (i > 0 && !(kLintFunctions[i - 1].name < kLintFunctions[i].name)) return false;
  }
  return true;
}
static_assert(functions_in_order(), "kLintFunctions must follow LintFunction, by name");

constexpr std::array<std::string_view, 4> kLintPlaceholders{"found", "limit", "row", "value"};

}  // namespace

const LintFieldDesc* find_lint_field(std::string_view name) {
  const auto found = std::ranges::find(kLintFields, name, &LintFieldDesc::name);
  return found == kLintFields.end() ? nullptr : &*found;
}

std::span<const LintFunctionDesc> lint_functions() { return kLintFunctions; }

const LintFunctionDesc* find_lint_function(std::string_view name) {
  const auto found = std::ranges::find(kLintFunctions, name, &LintFunctionDesc::name);
  return found == kLintFunctions.end() ? nullptr : &*found;
}

std::span<const std::string_view> lint_placeholders() { return kLintPlaceholders; }

}  // namespace jiheng::law
