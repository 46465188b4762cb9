#include "law/form_grid.h"

#include <gmock/gmock.h>

#include "base/text.h"

namespace jiheng::law {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

constexpr std::string_view kGridForm = R"(id: form.small
title: 小表
basis: practice
why: 只为试验用
record: goal_form
header:
  - {field: name, labels: [名称], value: right}
indicators:
  columns:
    - {field: level1, labels: [一级], required: true}
    - {field: target, labels: [指标值], required: true}
layout:
  sheet: 小表
  columns: [8, 10, 12]
  blocks:
    - rows:
        - {cells: [{label: 名称, rows: 2}, {field: name, columns: 2}]}
        - {cells: [{label: 上, columns: 2}]}
    - side: 指标
      rows:
        - {cells: [{label: 一级}, {label: 指标值}]}
    - side: 指标
      repeat: indicators
      merge: [level1]
      rows:
        - {cells: [{field: level1}, {field: target}]}
)";

Result<Book> book_with(const std::string& text) { return Book::load({{"forms/small.yaml", text}}); }

TEST(FormGrid, ALayoutThatFitsIsRead) {
  const auto book = book_with(std::string(kGridForm));
  ASSERT_TRUE(book) << to_string(book.error());
  const auto form = find_form(*book, "form.small", *Region::parse("640323"), *Date::of(2024, 1, 1));
  ASSERT_TRUE(form && form->grid);
  EXPECT_EQ(form->grid->columns.size(), 3U);
  EXPECT_EQ(form->grid->blocks[0].rows[0].cells[0].content, CellContent::label);
  EXPECT_EQ(form->grid->blocks[0].rows[0].cells[1].columns, 2);
  EXPECT_EQ(form->grid->blocks[2].repeat, "indicators");
}

struct GridFault {
  const char* name;
  const char* from;
  const char* to;
  const char* message;
};

class FormGridFault : public testing::TestWithParam<GridFault> {};

TEST_P(FormGridFault, IsNamedWithItsLine) {
  const std::string text(kGridForm);
  ASSERT_NE(text.find(GetParam().from), std::string::npos);
  const auto book = book_with(replace_all(text, GetParam().from, GetParam().to));
  ASSERT_FALSE(book);
  EXPECT_THAT(book.error().findings, Contains(AllOf(Field(&Finding::rule, "law.form.layout"),
                                                    Field(&Finding::message, HasSubstr(GetParam().message)),
                                                    Field(&Finding::where, HasSubstr("small.yaml:")))));
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, FormGridFault,
    testing::Values(GridFault{"too_narrow", "{label: 上, columns: 2}", "{label: 上}", "只占了 2 列"},
                    GridFault{"too_wide", "{label: 上, columns: 2}", "{label: 上, columns: 3}", "超出 3 列"},
                    GridFault{"hangs_over_the_end", "{field: target}]}\n", "{field: target, rows: 2}]}\n",
                              "还有没画完的格子"},
                    GridFault{"unknown_field", "{field: name, columns: 2}", "{field: nome, columns: 2}",
                              "字段“nome”"},
                    GridFault{"unknown_column", "[{field: level1}, ", "[{field: level9}, ", "没有列“level9”"},
                    GridFault{"unknown_merge", "merge: [level1]", "merge: [level9]", "没有列“level9”"},
                    GridFault{"unknown_table", "repeat: indicators", "repeat: tasks", "没有表“tasks”"}),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace jiheng::law
