#include "law/form.h"

#include <gmock/gmock.h>

#include <stdexcept>

namespace jiheng::law {
namespace {

const Form& self_evaluation_form() {
  static const Form form = [] {
    const auto book = Book::embedded();
    if (!book) throw std::runtime_error(to_string(book.error()));
    return *find_form(*book, "form.self-evaluation", *Region::parse("640323"), *Date::of(2022, 12, 31));
  }();
  return form;
}

struct LabelCase {
  const char* text;
  const char* field;  ///< empty: no column
};

class IndicatorColumn : public testing::TestWithParam<LabelCase> {};

TEST_P(IndicatorColumn, IsKnownByTheManyWaysToWriteIt) {
  const FormField* field = find_label(self_evaluation_form().indicator_columns, GetParam().text);
  EXPECT_EQ(field == nullptr ? "" : field->field, GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(Labels, IndicatorColumn,
                         testing::Values(LabelCase{"三级指标", "name"}, LabelCase{"三级\n指标", "name"},
                                         LabelCase{"　年度指标值　", "target"},
                                         LabelCase{"年度指标值（A）", "target"},
                                         LabelCase{"实际完成值(B)", "actual"}, LabelCase{"分 值：", "weight"},
                                         LabelCase{"偏差原因分析及改进措施", "deviation_reason"},
                                         LabelCase{"", ""}, LabelCase{"备注", ""},
                                         LabelCase{"三级指标分值", ""}));

TEST(Form, AnExactLabelWinsOverOneThatFitsWithoutItsBrackets) {
  const FormField* field = find_label(self_evaluation_form().footer, "项目负责人（签字）");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(field->field, "signature_project");
}

TEST(Form, KnowsTheRowsOfTheMoneyTable) {
  const auto& rows = self_evaluation_form().fund_rows;
  for (const auto& [text, field] : {std::pair("年度资金总额", "total"),
                                    {"其中：当年财政拨款", "fiscal"},
                                    {"上年结转资金", "carried_over"},
                                    {"其他资金", "other"}}) {
    const FormField* found = find_label(rows, text);
    ASSERT_NE(found, nullptr) << text;
    EXPECT_EQ(found->field, field);
  }
}

TEST(Form, OneThatIsNotThereIsNamed) {
  const auto book = Book::embedded();
  ASSERT_TRUE(book) << to_string(book.error());
  const auto form = find_form(*book, "form.none", *Region::parse("640323"), *Date::of(2022, 12, 31));
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().message, "表样“form.none”在 盐池县 2022-12-31 没有");
}

}  // namespace
}  // namespace jiheng::law
