// Official forms as pages to print: the size of their text, what repeats on each page, what is escaped.
#include "io/form_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jiheng::io {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

GridCell label(std::string text) {
  GridCell cell;
  cell.content = CellContent::label;
  cell.text = std::move(text);
  return cell;
}

GridCell value(std::string field) {
  GridCell cell;
  cell.field = std::move(field);
  return cell;
}

/// A head that repeats and its table, with a side that covers both.
FormTemplate small_form(std::vector<int> columns) {
  FormTemplate form;
  form.title = "小表";
  form.grid.margins = {18, 14, 16, 14};
  form.grid.columns = std::move(columns);
  GridBlock head;
  head.side = "指标";
  head.repeat_on_pages = true;
  head.rows = {{26, {label("名称"), label("值")}}};
  GridBlock table;
  table.side = "指标";
  table.repeat = "indicators";
  table.rows = {{0, {value("name"), value("target")}}};
  form.grid.blocks = {head, table};
  return form;
}

std::string html(const FormTemplate& form, const FormData& data = {}) {
  const auto tables = form_html_tables(form, data);
  return tables ? *tables : tables.error().message;
}

TEST(FormHtml, WithoutAGridThereIsNothingToPrint) {
  const FormTemplate form;
  EXPECT_FALSE(form_html_tables(form, {}));
  const FormData data;
  EXPECT_FALSE(write_form_html(form, std::span(&data, 1), "空"));
}

TEST(FormHtml, TheTextIsAsSmallAsFittingTheColumnsToThePaperMakesItAndNeverLarger) {
  EXPECT_THAT(html(small_form({8, 40, 40})), HasSubstr("font-size:10.00pt")) << "fits as it is";
  // 120 characters and 3 columns: (7·120 + 15)·0.75 = 641.25 pt on 182 mm = 515.89 pt.
  EXPECT_THAT(html(small_form({10, 60, 50})), HasSubstr("font-size:8.04pt"));
  auto wide = small_form({10, 60, 50});
  wide.grid.landscape = true;
  EXPECT_THAT(html(wide), HasSubstr("font-size:10.00pt")) << "the long side of the paper";
  EXPECT_THAT(html(wide), HasSubstr("class=\"form wide\""));
}

TEST(FormHtml, HeightsAreInUnitsOfTheText) {
  EXPECT_THAT(html(small_form({8, 40, 40})), HasSubstr("<tr style=\"height:2.6em\">"));
}

TEST(FormHtml, TheHeadRepeatsAndWhatPeopleWroteIsEscaped) {
  FormData data;
  data.tables["indicators"] = {
      {{"name", {"<b>人数</b>", ""}}, {"target", {"1200", "", "上年：≥1100人", false}}}};
  const auto page = html(small_form({8, 40, 40}), data);
  EXPECT_THAT(page, HasSubstr("<thead><tr"));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;人数"));
  EXPECT_THAT(page, Not(HasSubstr("<b>")));
  EXPECT_THAT(page, HasSubstr("1200<small>上年：≥1100人</small>"));
}

}  // namespace
}  // namespace jiheng::io
