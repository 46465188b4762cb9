#include "app/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/export.h"
#include "base/file.h"
#include "base/rng.h"
#include "base/text.h"
#include "io/csv.h"
#include "model/project.h"
#include "model/records.h"
#include "model/unit.h"
#include "support/store_backend.h"

namespace jiheng::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::must;

/// A workspace of its own on SQLite or PostgreSQL.
struct TestWorkspace {
  explicit TestWorkspace(testing::Backend backend = testing::Backend::file) {
    WorkspaceOptions options;
    options.data = dir.path() / "data";
    options.mode = store::OpenMode::create;
    if (backend == testing::Backend::postgres) options.url = testing::Postgres::shared().create_database();
    workspace = must(Workspace::open(options));
  }
  Workspace& operator*() { return *workspace; }
  Workspace* operator->() { return workspace.get(); }

  ImportReport put(std::string_view kind, std::string_view csv, ImportOptions options = {}) {
    return must(import_bytes(*workspace, *find_record(kind), std::string(kind) + ".csv", csv, options));
  }
  std::int64_t count(std::string_view kind) { return must(workspace->store().count(*find_record(kind), {})); }
  std::string exported(std::string_view kind) {
    return must(export_records(workspace->store(), *find_record(kind))).csv;
  }

  testing::TempDir dir;
  std::unique_ptr<Workspace> workspace;
};

const std::string kUnits =
    "区划代码,单位编码,单位名称,主管部门编码,单位类型,行业\n"
    "640323,215,住建局,215,主管部门,住建\n"
    "640323,215001,住建局（本级）,215,预算单位,住建\n";
const std::string kProjectHeader =
    "区划代码,项目编码,项目名称,单位编码,项目类别,项目属性,行业,功能分类,起始年度,终止年度\n";
const std::string kProject =
    "640323,64032322T000000000001,环卫工人福利,215001,特定目标类,延续,住建,21201,2022,\n";
const std::string kLineHeader =
    "区划代码,项目编码,年度,资金性质,资金标签,年初预算数（万元）,全年预算数（万元）,全年执行数（万元）\n";
const std::string kLine = "640323,64032322T000000000001,2022,一般公共预算,无,420,420,400\n";

/// With a department, a unit and a project.
struct ProjectWorkspace : TestWorkspace {
  ProjectWorkspace() {
    put("unit", kUnits);
    put("project", kProjectHeader + kProject);
  }
};

std::vector<std::string> lines_of(const Findings& findings) {
  std::vector<std::string> lines;
  for (const auto& finding : findings) lines.push_back(to_string(finding));
  return lines;
}

TEST(Import, a_bad_cell_names_file_row_column_value_and_expectation_and_keeps_the_whole_file_out) {
  struct Case {
    std::string kind;
    std::string csv;
    std::string finding;
  };
  const std::string line = "640323,64032322T000000000001,2022,一般公共预算,无,";
  const auto project = [](std::string_view code, std::string_view category,
                          std::string_view rest = "21201,2022,") {
    return kProjectHeader + "640323," + std::string(code) + ",某项目,215001," + std::string(category) +
           ",延续,住建," + std::string(rest) + "\n";
  };
  const std::vector<Case> cases{
      {"budget_line", kLineHeader + line + "\"1,234.5万\",1,1\n",
       "budget_line.csv 第 2 行“年初预算数（万元）”: "
       "“1,234.5万”不是数字：只能有数字、小数点、千分位逗号和正负号，单位写在表头（应为金额，如 "
       "1234.56（单位写在表头））"},
      {"budget_line", kLineHeader + line + "1,－12,1\n",
       "budget_line.csv 第 2 行“全年预算数（万元）”: 金额“-12”（万元）不能为负（应为金额，如 "
       "1234.56（单位写在表头））"},
      {"budget_line", kLineHeader + line + "1,1,1e9\n",
       "budget_line.csv 第 2 行“全年执行数（万元）”: “1e9”用了科学计数法：请写成普通数字，如 "
       "1000000（应为金额，如 1234.56（单位写在表头））"},
      {"budget_line", kLineHeader + line + "0.0000001,1,1\n",
       "budget_line.csv 第 2 行“年初预算数（万元）”: "
       "金额“0.0000001”（万元）不能精确到分：“0.0000001”的小数位太多：最多 6 位（应为金额，如 "
       "1234.56（单位写在表头））"},
      {"budget_line", kLineHeader + line + ",1,1\n",
       "budget_line.csv 第 2 行“年初预算数（万元）”: 没有填：应为金额，如 1234.56（单位写在表头）"},
      {"budget_line", kLineHeader + "640323,64032322T000000000001,2022,公共预算,无,1,1,1\n",
       "budget_line.csv 第 2 行“资金性质”: "
       "“公共预算”不对：应为以下之一：一般公共预算、政府性基金、国有资本经营、社保基金、财政专户、单位资金"},
      {"budget_line", kLineHeader + "640323,64032322T000000000001,二〇二二,一般公共预算,无,1,1,1\n",
       "budget_line.csv 第 2 行“年度”: “二〇二二”不是年度：应为如 2022"},
      {"budget_line", kLineHeader + "640323,64032322T000000000002,2022,一般公共预算,无,1,1,1\n",
       "budget_line.csv 第 2 行“项目编码”: 没有编码为“64032322T000000000002”的项目：应为 640323 "
       "已有的编码（是否想写“64032322T000000000001”？）"},
      {"budget_line", kLineHeader + line + "1,1\n",
       "budget_line.csv 第 2 行: 有 7 格，表头有 8 列（内容里的逗号要用引号括起来）"},
      {"budget_line", kLineHeader + line + "1,1,1,x\n",
       "budget_line.csv 第 2 行: 有 9 格，表头有 8 列（内容里的逗号要用引号括起来）"},
      {"budget_line", kLineHeader + kLine + kLine,
       "budget_line.csv 第 3 行: 与第 2 行重复：“项目编码＋年度＋资金性质＋资金标签”相同"},
      {"project", project("64032322T00000000001", "特定目标类"),
       "project.csv 第 2 行“项目编码”: 项目编码“64032322T00000000001”应为 21 位：6 位区划＋2 "
       "位年度＋类别字母＋12 位流水"},
      {"project", project("99032322T000000000009", "特定目标类"),
       "project.csv 第 2 行“项目编码”: 项目编码“99032322T000000000009”的前 6 "
       "位不是区划代码：区划代码“990323”的前两位不是省级代码"},
      {"project", project("64032422T000000000009", "特定目标类"),
       "project.csv 第 2 行“项目编码”: 项目编码“64032422T000000000009”的前 6 位是 640324，这一行的区划是 "
       "640323"},
      {"project", project("64032322T000000000009", "人员类"),
       "project.csv 第 2 行“项目编码”: 项目编码“64032322T000000000009”的类别字母是 T，“人员类”应为 R"},
      {"project", project("64032322T000000000009", "特定目标类", "21201,2022,2020"),
       "project.csv 第 2 行“终止年度”: “终止年度”比“起始年度”早"},
      {"project", project("64032322T000000000009", "特定目标类", "999,2022,"),
       "project.csv 第 2 行“功能分类”: “999”不是支出功能分类：应为 3、5 或 7 位数字，前 3 位是类，如 "
       "205（教育）"},
      {"unit", "区划代码,单位编码,单位名称,主管部门编码,单位类型,行业\n64032,215002,x,215,预算单位,\n",
       "unit.csv 第 2 行“区划代码”: 区划代码“64032”应为 6 位数字，如 640323"},
      {"unit", "区划代码,单位编码,单位名称,主管部门编码,单位类型,行业\n640323,299001,x,299,预算单位,\n",
       "unit.csv 第 2 行“主管部门编码”: 没有编码为“299”的预算单位：应为 640323 已有的编码"},
      {"unit", "区划代码,单位编码,单位名称,主管部门编码,单位类型,行业\n640323,21500,x,215,预算单位,\n",
       "unit.csv 第 2 行“单位编码”: “21500”不对：预算单位的编码应为 6 位数字"},
      {"evaluation",
       "区划代码,年度,评价类型,评价对象,被评价年度,单位编码,得分\n640323,2022,部门评价,x,2023,215001,101\n",
       "evaluation.csv 第 2 行“得分”: “101”高于满分 100 分"},
      {"result_use",
       "区划代码,预算年度,项目名称,单位编码,应用依据,建议,原预算数（元）,决定,决定预算数（元）\n640323,2023,"
       "x,215001,财政评价,扣减,100,调减,100\n",
       "result_use.csv 第 2 行“决定预算数（元）”: 决定是“调减”，决定预算数 0.01 万元应低于原预算数（原预算数 "
       "0.01 万元）"},
      {"rectification",
       "区划代码,年度,单位编码,整改事项,来源,问题,反馈日期,整改期限,状态\n640323,2022,215001,x,审计,y,2022-"
       "10-01,2022-09-01,整改中\n",
       "rectification.csv 第 2 行“整改期限”: “整改期限”比“反馈日期”早"},
      {"indicator",
       "区划代码,项目编码,年度,序号,一级指标,二级指标,三级指标,性质,年度指标值,分值,填报得分\n"
       "640323,64032322T000000000001,2022,1,产出指标,数量指标,n,≥,5,10,11\n",
       "indicator.csv 第 2 行“填报得分”: “11”高于分值 10 分"},
  };
  ProjectWorkspace workspace;
  for (const auto& c : cases) {
    const auto before = workspace.count(c.kind);
    const auto report = workspace.put(c.kind, c.csv);
    EXPECT_THAT(lines_of(report.findings), ::testing::Contains(c.finding)) << c.csv;
    EXPECT_EQ(report.refused, 1);
    EXPECT_FALSE(report.written);
    EXPECT_EQ(workspace.count(c.kind), before);
  }
}

TEST(Import, says_everything_that_is_wrong_with_a_header_at_once) {
  TestWorkspace workspace;
  const auto bad = import_bytes(*workspace, *find_record("budget_line"), "钱.csv",
                                "项目编码,年度,年度,资金性质,资金标鉴,年初预算数,全年预算数（亿元）\n", {});
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, ErrorCode::invalid);
  EXPECT_EQ(bad.error().message, "“钱.csv”的表头不是“预算明细”表的表头");
  EXPECT_THAT(
      lines_of(bad.error().findings),
      ElementsAre("钱.csv 表头: “年度”出现了两次：第 2 列和第 3 列",
                  "钱.csv 表头: 没有“资金标鉴”这一列（是否想写“资金标签”？）",
                  "钱.csv 表头: 金额列“年初预算数”没有写单位：应为“年初预算数（元）”或“年初预算数（万元）”",
                  "钱.csv 表头: “(亿元)”不是金额单位：应为“元”或“万元”",
                  "钱.csv 表头: 缺少“区划代码”这一列（也可以用 --place 640323 说明全部行的区划）",
                  "钱.csv 表头: 缺少“资金标签”这一列"));
}

TEST(Import, refuses_files_that_are_no_table) {
  TestWorkspace workspace;
  const auto& unit = *find_record("unit");
  const auto missing = import_file(*workspace, unit, "/nowhere/unit.csv");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().message, "“unit.csv”：读不了“/nowhere/unit.csv”：没有这个文件或文件夹");
  const auto empty = import_bytes(*workspace, unit, "unit.csv", "");
  ASSERT_FALSE(empty.has_value());
  EXPECT_EQ(empty.error().message, "“unit.csv”是空文件：第一行应是表头");
  const auto open_quote = import_bytes(*workspace, unit, "unit.csv", kUnits + "\"640323,216");
  ASSERT_FALSE(open_quote.has_value());
  EXPECT_EQ(open_quote.error().message, "“unit.csv”：第 4 行开始的引号没有结束");
  EXPECT_EQ(workspace.count("unit"), 0);
}

TEST(Import, takes_good_rows_only_with_partial_and_hands_the_bad_ones_back) {
  ProjectWorkspace workspace;
  const std::string csv = kLineHeader + kLine +
                          "640323,64032322T000000000001,2023,一般公共预算,无,\"1,2\",5,\n" +
                          "640323,64032322T000000000001,2024,一般公共预算,无,6,5,7\n";
  ImportOptions options;
  options.partial = true;
  options.errors_out = workspace.dir.path() / "bad.csv";
  const auto report = workspace.put("budget_line", csv, options);
  EXPECT_TRUE(report.written);
  EXPECT_EQ(report.rows, 3);
  EXPECT_EQ(report.refused, 1);
  EXPECT_EQ(report.inserted, 2);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(to_string(report.findings[1]),
            "budget_line.csv 第 4 行“全年执行数（万元）”: 执行数 7 万元超过全年预算数 5 万元");
  EXPECT_EQ(report.findings[1].severity, Severity::warning);
  EXPECT_EQ(workspace.count("budget_line"), 2);

  const auto back = must(read_file(options.errors_out));
  EXPECT_EQ(back, std::string(io::kByteOrderMark) +
                      "区划代码,项目编码,年度,资金性质,资金标签,年初预算数（万元）,全年预算数（万元）,"
                      "全年执行数（万元）,问题\r\n"
                      "640323,64032322T000000000001,2023,一般公共预算,无,\"1,2\",5,,\"“年初预算数（万元）”: "
                      "“1,2”千分位逗号的位置不对：应每三位一个，如 1,234.50\"\r\n");
  // Mended in place, the file goes in as it is, with its column 问题.
  const auto mended = workspace.put("budget_line", replace_all(back, "\"1,2\"", "12"));
  EXPECT_EQ(mended.refused, 0);
  EXPECT_EQ(mended.inserted, 1);
}

TEST(Import, a_dry_run_says_what_would_happen_and_writes_nothing) {
  ProjectWorkspace workspace;
  ImportOptions options;
  options.dry_run = true;
  const std::string other = "640323,216,综合执法局,216,主管部门,市政环卫\n";
  const auto report =
      workspace.put("unit", replace_all(kUnits, "住建局（本级）", "住建局本级") + other, options);
  EXPECT_FALSE(report.written);
  EXPECT_EQ(report.inserted, 1);
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.unchanged, 1);
  EXPECT_EQ(workspace.count("unit"), 2);
}

TEST(Import, place_stands_for_the_column_and_must_agree_with_it) {
  TestWorkspace workspace;
  ImportOptions options;
  options.place = must(Region::parse("640323"));
  const auto taken =
      workspace.put("unit", "单位编码,单位名称,主管部门编码,单位类型\n215,住建局,215,主管部门\n", options);
  EXPECT_EQ(taken.inserted, 1);
  const auto refused = workspace.put(
      "unit", "区划代码,单位编码,单位名称,主管部门编码,单位类型\n640324,216,x,216,主管部门\n", options);
  EXPECT_THAT(lines_of(refused.findings),
              ElementsAre("unit.csv 第 2 行“区划代码”: 这一行属于 640324，不是要导入的 640323"));
}

TEST(Import, columns_that_are_left_out_keep_what_is_stored) {
  ProjectWorkspace workspace;
  workspace.put("project", kProjectHeader.substr(0, kProjectHeader.size() - 1) + ",备注\n" +
                               kProject.substr(0, kProject.size() - 1) + ",要留下\n");
  const auto report =
      workspace.put("project", kProjectHeader + replace_all(kProject, "环卫工人福利", "环卫工人福利费"));
  EXPECT_EQ(report.updated, 1);
  const auto projects = must(store::load<Project>(workspace->store()));
  ASSERT_EQ(projects.size(), 1U);
  EXPECT_EQ(projects[0].name, "环卫工人福利费");
  EXPECT_EQ(projects[0].note, "要留下");
}

TEST(Import, header_codes_blanks_and_marks_are_read_as_people_write_them) {
  TestWorkspace workspace;
  const auto report =
      workspace.put("unit",
                    "\xEF\xBB\xBF region , 单位编码,name,主管部门编码,单位类型,行业,,数据来源\r\n"
                    "６４０３２３, 215 ,住建局,215,department,住建,随便,\r\n\r\n");
  EXPECT_THAT(lines_of(report.findings), ElementsAre());
  const auto units = must(store::load<Unit>(workspace->store()));
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].code, "215");
  EXPECT_EQ(units[0].provenance, Provenance::recorded);
}

TEST(Import, gb18030_and_utf8_files_give_the_same_rows) {
  // "区划代码,单位编码,单位名称,主管部门编码,单位类型\n640323,215,盐池县𠀀局,215,主管部门\n"
  const std::string gb =
      "\xC7\xF8\xBB\xAE\xB4\xFA\xC2\xEB,\xB5\xA5\xCE\xBB\xB1\xE0\xC2\xEB,\xB5\xA5\xCE\xBB\xC3\xFB\xB3\xC6,"
      "\xD6\xF7\xB9\xDC\xB2\xBF\xC3\xC5\xB1\xE0\xC2\xEB,\xB5\xA5\xCE\xBB\xC0\xE0\xD0\xCD\n"
      "640323,215,\xD1\xCE\xB3\xD8\xCF\xD8\x95\x32\x82\x36\xBE\xD6,215,\xD6\xF7\xB9\xDC\xB2\xBF\xC3\xC5\n";
  TestWorkspace workspace;
  EXPECT_EQ(workspace.put("unit", gb).inserted, 1);
  EXPECT_EQ(must(store::load<Unit>(workspace->store()))[0].name, "盐池县𠀀局");
}

class ImportOn : public ::testing::TestWithParam<testing::Backend> {};

TEST_P(ImportOn, the_same_file_twice_changes_nothing) {
  TestWorkspace workspace(GetParam());
  workspace.put("unit", kUnits);
  workspace.put("project", kProjectHeader + kProject);
  EXPECT_EQ(workspace.put("budget_line", kLineHeader + kLine).inserted, 1);
  const auto entries = [&] {
    std::int64_t last = 0;
    must(workspace->store().read_audit(1, [&](const store::AuditEntry& entry) {
      last = entry.number;
      return true;
    }));
    return last;
  };
  const auto before = entries();
  const auto again = workspace.put("budget_line", kLineHeader + kLine);
  EXPECT_TRUE(again.written);
  EXPECT_EQ(again.unchanged, 1);
  EXPECT_EQ(again.inserted + again.updated, 0);
  EXPECT_EQ(entries(), before);
}

/// Text that stays what it is when its ends are trimmed.
std::string import_text(Rng& rng) {
  static const std::vector<std::string> kPieces{"盐池", "𠀀",   ",",  "\"", "\n", "\r\n",
                                                "'",    "=1+1", "@a", "-",  "é",  " b"};
  std::string text = "x";
  if (rng.chance(40)) text = kPieces[rng.below(kPieces.size())];
  for (auto n = rng.below(4); n > 0; --n) text += kPieces[rng.below(kPieces.size())];
  const std::string trimmed(trim(text));
  return trimmed.empty() || trim(io::unneutralise(trimmed)) != io::unneutralise(trimmed) ? "x" : trimmed;
}

TEST_P(ImportOn, what_is_exported_is_imported_back_without_loss) {
  TestWorkspace workspace(GetParam());
  workspace.put("unit", kUnits);
  Rng rng(99);
  std::vector<store::Put> puts;
  const auto units = must(store::load<Unit>(workspace->store()));
  for (int i = 0; i < 60; ++i) {
    Project project;
    project.region = must(Region::parse("640323"));
    project.code = "64032322T" + std::string(9, '0') + std::to_string(100 + i);
    project.name = import_text(rng);
    project.unit_id = units[1].id;
    project.category = Category::earmarked;
    project.function_class = "21201";
    project.first_year = must(FiscalYear::of(2022));
    if (rng.chance(50)) project.note = import_text(rng);
    if (rng.chance(50)) project.place = import_text(rng);
    puts.push_back(store::put_of(project));
  }
  must(workspace->write({"test", "test"}, puts));
  const auto csv = workspace.exported("project");
  const auto again = workspace.put("project", csv);
  EXPECT_THAT(lines_of(again.findings), ElementsAre());
  EXPECT_EQ(again.unchanged, 60);
  TestWorkspace other(GetParam());
  other.put("unit", workspace.exported("unit"));
  other.put("project", csv);
  EXPECT_EQ(other.exported("project"), csv);
}

INSTANTIATE_TEST_SUITE_P(Backends, ImportOn,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& run) { return testing::backend_name(run.param); });

}  // namespace
}  // namespace jiheng::app
