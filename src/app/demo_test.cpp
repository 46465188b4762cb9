#include "app/demo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/money.h"
#include "io/csv.h"
#include "model/evaluation.h"
#include "model/monitoring.h"
#include "model/self_evaluation.h"
#include "support/store_backend.h"

namespace jiheng::app {
namespace {

using testing::must;

/// One row of a CSV file by its header, read without anything that knows what a record is.
using NaiveRow = std::map<std::string, std::string>;

std::vector<NaiveRow> demo_rows(std::string_view name) {
  std::vector<NaiveRow> rows;
  for (const auto& file : must(demo_files("yanchi"))) {
    if (file.record->name != name) continue;
    std::vector<std::string> header;
    must(io::read_csv(file.bytes, {}, [&](io::CsvRecord& record) {
      if (header.empty()) {
        header = record.fields;
        return true;
      }
      auto& row = rows.emplace_back();
      for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = record.fields[i];
      return true;
    }));
  }
  return rows;
}

std::vector<NaiveRow> only(const std::vector<NaiveRow>& rows, const NaiveRow& where) {
  std::vector<NaiveRow> found;
  for (const auto& row : rows) {
    bool fits = true;
    for (const auto& [column, value] : where) fits = fits && row.at(column) == value;
    if (fits) found.push_back(row);
  }
  return found;
}

/// The sum of a column, exact, in 万元.
std::string total_wan(const std::vector<NaiveRow>& rows, const std::string& column) {
  std::vector<Money> amounts;
  for (const auto& row : rows) amounts.push_back(must(Money::parse(row.at(column), MoneyUnit::wan)));
  return must(sum(amounts)).to_wan_display(false);
}

std::set<std::string> values(const std::vector<NaiveRow>& rows, const std::string& column) {
  std::set<std::string> all;
  for (const auto& row : rows) all.insert(row.at(column));
  return all;
}

const NaiveRow k2022{{"年度", "2022"}};

TEST(DemoYanchi, has_the_27_assessments_of_2022_with_their_total_and_conclusions) {
  const auto rows = only(demo_rows("assessment"), k2022);
  EXPECT_EQ(rows.size(), 27U);
  EXPECT_EQ(total_wan(rows, "申请金额（万元）"), "84726.10");
  EXPECT_EQ(only(rows, {{"结论", "予以支持"}}).size(), 10U);
  EXPECT_EQ(only(rows, {{"结论", "调整完善后予以支持"}}).size(), 11U);
  EXPECT_EQ(only(rows, {{"结论", "不予支持"}}).size(), 6U);
  const auto named = only(rows, {{"公开材料列名", "是"}});
  EXPECT_EQ(values(only(named, {{"结论", "不予支持"}}), "项目名称"),
            (std::set<std::string>{
                "盐池县方山村海子塘自然村人畜分离项目", "营盘台村张圈、武记疙瘩自然村整合养殖园区项目",
                "营盘台村整合营盘台所有自然村生猪养殖园区项目", "盐池县新区人民公园项目",
                "盐池县保障性安居工程配套基础设施建设项目", "2022年盐池县天然气老旧管网提升改造项目"}));
  EXPECT_EQ(
      values(only(named, {{"结论", "予以支持"}}), "项目名称"),
      (std::set<std::string>{"盐池县盐洲路派出所改建及信息化设备采购项目", "盐池县2022年“两华一节”项目"}));
  EXPECT_EQ(values(only(named, {{"结论", "调整完善后予以支持"}}), "项目名称"),
            (std::set<std::string>{"盐池县地下水取水口计量设施升级改造工程（一期）",
                                   "盐池县长城及附属设施围栏保护项目"}));
  EXPECT_EQ(values(rows, "数据来源"), std::set<std::string>{"总数公开，分项示意"});
  for (const auto& row : only(rows, {{"公开材料列名", "否"}}))
    EXPECT_TRUE(row.at("项目名称").starts_with("（公开材料未列名）"));
}

TEST(DemoYanchi, has_the_evaluations_that_were_made_in_2022) {
  const auto rows = only(demo_rows("evaluation"), k2022);
  EXPECT_EQ(rows.size(), 19U);
  const auto midterm = only(
      rows,
      {{"评价类型", "重点事中评价"}, {"等级", "优"}, {"数据来源", "真实记录"}, {"涉及金额（万元）", ""}});
  std::map<std::string, std::string> scores;
  for (const auto& row : midterm) scores[row.at("评价对象")] = row.at("得分");
  EXPECT_EQ(scores,
            (std::map<std::string, std::string>{{"盐池县2022年民俗嘉年华项目", "92.75"},
                                                {"盐池县第七幼儿园建设项目", "93.24"},
                                                {"盐池县高沙窝镇高标准重点小城镇2021年建设项目", "90.7"}}));
  const auto key = only(rows, {{"评价类型", "重点项目评价"}, {"数据来源", "总数公开，分项示意"}});
  EXPECT_EQ(key.size(), 10U);
  EXPECT_EQ(total_wan(key, "涉及金额（万元）"), "4209.00");
  EXPECT_EQ(only(key, {{"等级", "优"}}).size(), 8U);
  EXPECT_EQ(only(key, {{"等级", "良"}}).size(), 2U);
  const auto departments = only(rows, {{"评价类型", "部门整体支出评价"}, {"被评价年度", "2021"}});
  EXPECT_EQ(departments.size(), 5U);
  EXPECT_EQ(total_wan(departments, "涉及金额（万元）"), "18549.38");
  std::map<std::string, std::string> grades;
  for (const auto& row : departments) grades[row.at("评价对象")] = row.at("等级");
  EXPECT_EQ(grades, (std::map<std::string, std::string>{{"盐池县盐州路街道办事处2021年部门整体支出", "良"},
                                                        {"盐池县融媒体中心2021年部门整体支出", "良"},
                                                        {"盐池县机关事务中心2021年部门整体支出", "优"},
                                                        {"盐池县残疾人联合会2021年部门整体支出", "优"},
                                                        {"盐池县交通运输局2021年部门整体支出", "良"}}));
  const auto fund = only(rows, {{"评价类型", "社保基金评价"}});
  ASSERT_EQ(fund.size(), 1U);
  EXPECT_EQ(fund[0].at("涉及金额（万元）"), "13400.00");
  EXPECT_EQ(fund[0].at("得分"), "95.25");
  EXPECT_EQ(fund[0].at("等级"), "优");
  EXPECT_THAT(fund[0].at("备注"), ::testing::HasSubstr("自相矛盾"));
}

TEST(DemoYanchi, reduces_nine_projects_of_six_departments_in_2023_by_ten_per_cent_on_average) {
  const auto rows = only(demo_rows("result_use"), {{"预算年度", "2023"}, {"决定", "调减"}});
  EXPECT_EQ(rows.size(), 9U);
  EXPECT_EQ(values(rows, "单位编码").size(), 6U);
  EXPECT_EQ(values(rows, "数据来源"), std::set<std::string>{"总数公开，分项示意"});
  const auto base = must(Money::parse(total_wan(rows, "原预算数（万元）"), MoneyUnit::wan));
  const auto decided = must(Money::parse(total_wan(rows, "决定预算数（万元）"), MoneyUnit::wan));
  EXPECT_EQ(must(divide(decided, base)).to_percent(), "90.00");
  std::int64_t rates = 0;
  for (const auto& row : rows) {
    const auto part = must(divide(must(Money::parse(row.at("决定预算数（万元）"), MoneyUnit::wan)),
                                  must(Money::parse(row.at("原预算数（万元）"), MoneyUnit::wan))));
    const auto rate = 1'000'000 - part.to_ppm();
    EXPECT_GE(rate, 50'000);
    EXPECT_LE(rate, 150'000);
    rates += rate;
  }
  EXPECT_EQ(rates / 9, 100'000);
}

TEST(DemoYanchi, is_a_believable_county_whose_every_project_has_goal_quarters_and_self_evaluation) {
  EXPECT_EQ(only(demo_rows("unit"), {{"单位类型", "预算单位"}}).size(), 120U);
  EXPECT_EQ(values(only(demo_rows("unit"), {{"单位类型", "财政局股室"}}), "主管部门编码"),
            std::set<std::string>{"113"});
  for (const std::string year : {"2022", "2023"}) {
    const NaiveRow that{{"年度", year}};
    const auto projects = values(only(demo_rows("budget_line"), that), "项目编码");
    EXPECT_GE(projects.size(), 570U);
    EXPECT_LE(projects.size(), 680U);
    EXPECT_EQ(values(only(demo_rows("goal"), {{"年度", year}, {"随预算一同申报", "是"}, {"状态", "批复"}}),
                     "项目编码"),
              projects);
    for (const std::string quarter : {"1", "2", "3", "4"}) {
      const auto forms = only(demo_rows("monitoring"), {{"年度", year}, {"季度", quarter}});
      EXPECT_EQ(values(forms, "项目编码"), projects);
      EXPECT_FALSE(values(forms, "报送日期").contains(""));
    }
    const auto evaluations = only(demo_rows("self_evaluation"), that);
    EXPECT_EQ(values(evaluations, "项目编码"), projects);
    EXPECT_FALSE(values(evaluations, "报送日期").contains(""));
    std::map<std::string, int> indicators;
    for (const auto& row : only(demo_rows("indicator"), that)) ++indicators[row.at("项目编码")];
    for (const auto& code : projects) {
      EXPECT_GE(indicators[code], 6) << code;
      EXPECT_LE(indicators[code], 10) << code;
    }
  }
}

TEST(DemoYanchi, says_of_everything_the_statement_does_not_state_that_it_is_made_up) {
  for (const std::string_view kind :
       {"budget_line", "goal", "indicator", "monitoring", "self_evaluation", "rectification"}) {
    EXPECT_EQ(values(demo_rows(kind), "数据来源"), std::set<std::string>{"演示数据"}) << kind;
  }
  for (const auto& row : only(demo_rows("evaluation"), {{"年度", "2023"}}))
    EXPECT_EQ(row.at("数据来源"), "演示数据");
  for (const auto& row : only(demo_rows("assessment"), {{"年度", "2023"}}))
    EXPECT_EQ(row.at("数据来源"), "演示数据");
}

TEST(DemoYanchi, goes_in_like_any_file_and_is_scored_and_judged_on_the_way) {
  testing::TempDir dir;
  WorkspaceOptions options;
  options.data = dir.path();
  options.mode = store::OpenMode::create;
  const auto workspace = must(Workspace::open(options));
  std::int64_t rows = 0;
  must(load_demo(*workspace, "yanchi", [&](const RecordDesc&, const ImportReport& report) {
    EXPECT_EQ(report.inserted, report.rows) << report.file;
    rows += report.rows;
  }));
  EXPECT_GT(rows, 20'000);
  EXPECT_EQ(must(workspace->store().setting("demo")), "yanchi");
  EXPECT_FALSE(must(holds_nothing(workspace->store())));

  int judged = 0;
  std::map<Light, int> alerts;
  for (const auto& row : must(store::load<Monitoring>(workspace->store()))) {
    if (!row.alert) continue;
    ++judged;
    ++alerts[*row.alert];
  }
  EXPECT_GT(judged, 5000);
  EXPECT_GT(alerts[Light::green], alerts[Light::yellow]);
  EXPECT_GT(alerts[Light::yellow], 0);
  EXPECT_GT(alerts[Light::red], 0);

  int with_total = 0;
  int agree = 0;
  std::set<std::optional<Grade>> grades;
  const auto evaluations = must(store::load<SelfEvaluation>(workspace->store()));
  for (const auto& row : evaluations) {
    EXPECT_EQ(row.scheme, "scheme.self-evaluation");
    if (!row.computed_total) continue;
    ++with_total;
    agree += row.computed_total == row.claimed_total ? 1 : 0;
    grades.insert(row.grade);
  }
  EXPECT_GT(with_total, static_cast<int>(evaluations.size()) * 9 / 10);
  EXPECT_GT(agree, with_total / 2);
  EXPECT_LT(agree, with_total);
  EXPECT_EQ(grades.size(), 4U);

  const auto facts = must(workspace->facts());
  EXPECT_EQ(facts->years(must(Region::parse("640323"))).size(), 3U);
}

}  // namespace
}  // namespace jiheng::app
