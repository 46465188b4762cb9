// Workbooks and long work through their handlers: who is refused first, how a file is taken in two steps, and
// that nobody sees another's work.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "api/world_api.h"
#include "http/list_export.h"
#include "http/shape.h"
#include "io/csv.h"
#include "io/xlsx_edit.h"
#include "io/xlsx_reader.h"
#include "io/zip_file.h"

namespace jiheng::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class WorkbookApi : public WorldApi {
 protected:
  std::string goal;

  void SetUp() override {
    const auto started =
        must(app::start_goal(world.workspace(), world.as("wangli"), world.project(), world.year()));
    world.fill(started.file);
    goal = std::to_string(started.file.goal.id.value);
  }
  std::int64_t owner(const std::string& who) { return world.as(who).viewer().user.value; }

  /// Starts long work and waits for its end; the handlers' people must not be asked for meanwhile.
  app::JobView finished(const std::string& who, const std::string& target, std::string body) {
    const auto mine = owner(who);
    const auto started = ask(202, who, "POST", target, std::move(body));
    const std::string id(started.text_of("job"));
    for (int i = 0; i < 3000; ++i) {
      const auto job = must(jobs.find(mine, id));
      if (job.state == app::JobState::done || job.state == app::JobState::failed) return job;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("the job does not end");
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, WorkbookApi, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return backend_name(backend.param); });

TEST_P(WorkbookApi, refuses_those_who_may_not_and_files_that_are_none) {
  EXPECT_EQ(send("chenjie", "POST", "/goals/workbooks", "x").status, 403) << "reviewers fill in nothing";
  EXPECT_EQ(send("other", "GET", "/goals/" + goal + "/workbook").status, 404);
  EXPECT_EQ(send("wangli", "POST", "/goals/workbooks", "").status, 400);
  EXPECT_EQ(send("wangli", "POST", "/goals/workbooks?after=nothing", "x").status, 409);
  const auto job = finished("wangli", "/goals/workbooks?dry_run=1&name=x.pdf", "%PDF");
  EXPECT_EQ(job.state, app::JobState::failed);
  const auto answer = ask(200, "wangli", "GET", "/jobs/" + job.id);
  EXPECT_EQ(answer.find("error")->text_of("status"), "422");
  EXPECT_THAT(std::string(answer.find("error")->text_of("detail")), HasSubstr("既不是 .xlsx 工作簿"));
  EXPECT_EQ(send("wangli", "GET", "/jobs/" + job.id + "/file").status, 404);
}

TEST_P(WorkbookApi, gives_a_workbook_with_a_chinese_name_and_takes_it_back_in_two_steps) {
  const auto file = send("wangli", "GET", "/goals/" + goal + "/workbook");
  EXPECT_EQ(file.status, 200);
  EXPECT_THAT(std::string(file.header("Content-Disposition")), HasSubstr("filename*=UTF-8''"));
  ASSERT_TRUE(io::read_xlsx(file.body, "x.xlsx"));
  const auto dry = finished("wangli", "/goals/workbooks?dry_run=1&name=a.xlsx", file.body);
  const auto seen = ask(200, "wangli", "GET", "/jobs/" + dry.id);
  EXPECT_EQ(seen.text_of("state"), "done");
  EXPECT_EQ(seen.find("workbooks")->text_of("unchanged"), "1");
  EXPECT_EQ(seen.find("workbooks")->text_of("dry_run"), "true");
  const auto taken = finished("wangli", "/goals/workbooks?name=a.xlsx&after=" + dry.id, file.body);
  EXPECT_EQ(taken.state, app::JobState::done);
  EXPECT_EQ(send("wangli", "POST", "/goals/workbooks?after=" + taken.id, file.body).status, 400)
      << "that was no dry run";
}

TEST_P(WorkbookApi, takes_a_departments_workbook_at_the_same_door) {
  const auto list = ask(200, "wangli", "GET", "/department-goals?year=2024");
  const std::string unit(list.find("rows")->items.at(0).text_of("unit_id"));
  const auto made =
      ask(200, "wangli", "POST", "/department-goals", fmt::format(R"({{"unit_id":"{}","year":2024}})", unit));
  const std::string id(made.text_of("id"));
  const auto file = send("wangli", "GET", "/department-goals/" + id + "/workbook");
  const auto job = finished("wangli", "/goals/workbooks?dry_run=1&name=a.xlsx", file.body);
  const auto seen = ask(200, "wangli", "GET", "/jobs/" + job.id);
  const auto& form = seen.find("workbooks")->find("forms")->items.at(0);
  EXPECT_EQ(form.text_of("kind"), "department");
  EXPECT_EQ(form.text_of("goal"), id);
  EXPECT_EQ(form.text_of("outcome"), "unchanged") << form.text_of("why");
  const auto others = finished("other", "/goals/workbooks?dry_run=1&name=a.xlsx", file.body);
  const auto refused = ask(200, "other", "GET", "/jobs/" + others.id);
  EXPECT_EQ(refused.find("workbooks")->text_of("refused"), "1");
}

TEST_P(WorkbookApi, nobody_sees_or_stops_anothers_work) {
  const auto job = finished("wangli", "/goals/workbooks?dry_run=1", "PK nothing");
  for (const auto* who : {"zhengyi", "chenjie", "majun"}) {
    EXPECT_EQ(send(who, "GET", "/jobs/" + job.id).status, 404) << who;
    EXPECT_EQ(send(who, "GET", "/jobs/" + job.id + "/file").status, 404) << who;
    EXPECT_EQ(send(who, "DELETE", "/jobs/" + job.id).status, 404) << who;
    EXPECT_EQ(ask(200, who, "GET", "/jobs").text_of("total"), "0") << who;
  }
  EXPECT_EQ(ask(200, "wangli", "GET", "/jobs").text_of("total"), "1");
  EXPECT_EQ(send("wangli", "DELETE", "/jobs/" + job.id).status, 204);
  EXPECT_EQ(send("wangli", "GET", "/jobs/" + job.id).status, 404);
}

TEST_P(WorkbookApi, packs_what_a_list_shows_and_nothing_of_others) {
  EXPECT_EQ(send("wangli", "GET", "/goals/workbooks?goals=1x").status, 400);
  EXPECT_EQ(send("other", "GET", "/goals/workbooks").status, 404);
  EXPECT_EQ(send("other", "GET", "/goals/workbooks?goals=" + goal).status, 404);
  const auto archive = send("wangli", "GET", "/goals/workbooks?unit=219001");
  EXPECT_EQ(archive.status, 200);
  EXPECT_EQ(archive.content_type, "application/zip");
  const auto packed = finished("chenjie", "/goals/workbooks/archive?state=drafting", "");
  ASSERT_NE(packed.result, nullptr);
  EXPECT_TRUE(packed.result->file.name.ends_with("1份.zip")) << packed.result->file.name;
}

TEST_P(WorkbookApi, a_blank_form_of_a_project_has_its_head_filled_in) {
  const auto blank =
      send("wangli", "GET", fmt::format("/projects/{}/goal-workbook?year=2025", world.project()));
  ASSERT_EQ(blank.status, 200);
  const auto workbook = must(io::read_xlsx(blank.body, "x.xlsx"));
  std::string text;
  for (const auto& cell : workbook.sheets.at(0).cells) text += cell.text + "\n";
  EXPECT_THAT(text, HasSubstr("64032324T000000000001"));
  EXPECT_THAT(text, HasSubstr("（2025年度）"));
  EXPECT_EQ(send("other", "GET", fmt::format("/projects/{}/goal-workbook", world.project())).status, 404);
}

TEST_P(WorkbookApi, asks_which_side_holds_when_the_form_was_typed_in_since_the_workbook_went_out) {
  const auto form = ask(200, "wangli", "GET", "/goals/" + goal);
  const auto file = send("wangli", "GET", "/goals/" + goal + "/workbook").body;
  // What stands in the sheet comes back after somebody has typed in the browser.
  const auto& text = *form.find("sections")->find("text");
  ask(200, "zhengyi", "PATCH", "/goals/" + goal + "/sections/text",
      R"({"fields":{"plan":"网上后来改的计划，五月完成。"}})", std::string(text.text_of("etag")));
  EXPECT_EQ(send("wangli", "POST", "/goals/workbooks?clash=mine", file).status, 400);
  const auto kept = finished("wangli", "/goals/workbooks?dry_run=1&name=a.xlsx", file);
  const auto seen = ask(200, "wangli", "GET", "/jobs/" + kept.id);
  const auto& one = seen.find("workbooks")->find("forms")->items.at(0);
  EXPECT_EQ(one.text_of("outcome"), "unchanged") << one.text_of("why");
  EXPECT_EQ(one.text_of("clashes"), "0");
  EXPECT_EQ(one.text_of("taken").size(), 16U) << one.text_of("taken");
  std::string said;
  for (const auto& finding : one.find("findings")->items) said += finding.text_of("message");
  EXPECT_THAT(said, HasSubstr("网上后来改的计划"));

  auto package = must(io::XlsxPackage::open(file, "a.xlsx"));
  auto strings = must(package.text("xl/sharedStrings.xml"));
  const auto plan = std::string(text.find("fields")->text_of("plan"));
  const auto at = strings.find(">" + plan + "<");
  ASSERT_NE(at, std::string::npos);
  strings.replace(at + 1, plan.size(), "表里改的计划，六月开工。");
  package.put("xl/sharedStrings.xml", strings);
  const auto typed = must(package.save());
  const auto outcome = [&](const std::string& query) {
    const auto job = finished("wangli", "/goals/workbooks?name=a.xlsx" + query, typed);
    const auto report = ask(200, "wangli", "GET", "/jobs/" + job.id);
    const auto& told = report.find("workbooks")->find("forms")->items.at(0);
    return fmt::format("{} {}", told.text_of("outcome"), told.text_of("clashes"));
  };
  const auto plan_now = [&] {
    const auto now = ask(200, "wangli", "GET", "/goals/" + goal);
    return std::string(now.find("sections")->find("text")->find("fields")->text_of("plan"));
  };
  EXPECT_EQ(outcome("&dry_run=1"), "refused 1");
  EXPECT_EQ(outcome(""), "refused 1");
  EXPECT_EQ(outcome("&clash=web"), "unchanged 1");
  EXPECT_EQ(plan_now(), "网上后来改的计划，五月完成。");
  EXPECT_EQ(outcome("&clash=sheet"), "changed 1");
  EXPECT_EQ(plan_now(), "表里改的计划，六月开工。");
}

TEST_P(WorkbookApi, packs_the_departments_forms_of_those_one_may_see) {
  EXPECT_EQ(send("chenjie", "GET", "/department-goals/workbooks?year=2024").status, 404)
      << "nobody has begun";
  const auto list = ask(200, "wangli", "GET", "/department-goals?year=2024");
  const std::string unit(list.find("rows")->items.at(0).text_of("unit_id"));
  ask(200, "wangli", "POST", "/department-goals", fmt::format(R"({{"unit_id":"{}","year":2024}})", unit));
  for (const auto* who : {"chenjie", "majun", "liufang", "wangli"}) {
    const auto archive = send(who, "GET", "/department-goals/workbooks?year=2024");
    EXPECT_EQ(archive.status, 200) << who;
    EXPECT_EQ(archive.content_type, "application/zip");
    const auto files = must(io::ZipFiles::open(archive.body, "a.zip"));
    ASSERT_EQ(files.names().size(), 1U);
    EXPECT_EQ(files.names()[0], "教育体育局-2024年部门整体支出绩效目标申报表.xlsx");
  }
  for (const auto* who : {"other", "zhoujun"})
    EXPECT_EQ(send(who, "GET", "/department-goals/workbooks?year=2024").status, 404) << who;
  EXPECT_EQ(send("chenjie", "GET", "/department-goals/workbooks?year=2024&q=交通").status, 404);
  const auto packed = finished("chenjie", "/department-goals/workbooks/archive?year=2024", "");
  ASSERT_NE(packed.result, nullptr);
  EXPECT_TRUE(packed.result->file.name.ends_with("1份.zip")) << packed.result->file.name;
}

TEST_P(WorkbookApi, blank_forms_of_both_kinds_hold_the_year_and_nothing_else) {
  EXPECT_EQ(send("wangli", "GET", "/goals/workbooks/blank?kind=other").status, 400);
  for (const auto& [kind, title] : {std::pair("project", "项目支出绩效目标申报表"),
                                    std::pair("department", "部门整体支出绩效目标申报表")}) {
    const auto blank = send("wangli", "GET", fmt::format("/goals/workbooks/blank?kind={}&year=2025", kind));
    ASSERT_EQ(blank.status, 200) << kind;
    const auto workbook = must(io::read_xlsx(blank.body, "x.xlsx"));
    EXPECT_EQ(workbook.sheets.size(), 1U) << kind;
    std::string text;
    for (const auto& cell : workbook.sheets.at(0).cells) text += cell.text + "\n";
    EXPECT_THAT(text, HasSubstr("（2025年度）")) << kind;
    EXPECT_THAT(text, HasSubstr(title)) << kind;
    EXPECT_THAT(text, Not(HasSubstr("64032324T"))) << kind;
  }
}

TEST_P(WorkbookApi, a_portals_table_can_be_taken_in_the_background) {
  const std::string csv =
      "项目编码,项目名称,预算单位,项目类别,项目属性,支出功能分类,立项年度\n"
      "64032324T000000009001,新项目,219001,特定目标类,新增,2050202,2024\n";
  EXPECT_EQ(send("wangli", "POST", "/imports?mapping=mapping.portal-projects&background=1", csv).status, 403);
  const auto dry =
      finished("chenjie", "/imports?mapping=mapping.portal-projects&background=1&dry_run=1", csv);
  ASSERT_EQ(dry.state, app::JobState::done) << dry.error.message;
  EXPECT_THAT(dry.result->json, HasSubstr("\"inserted\":1"));
  EXPECT_THAT(dry.result->json, HasSubstr("\"written\":false"));
  const auto done = finished("chenjie", "/imports?mapping=mapping.portal-projects&background=1", csv);
  EXPECT_THAT(done.result->json, HasSubstr("\"written\":true"));
  EXPECT_EQ(done.total, 1);
}

class ListExports : public WorkbookApi {
 protected:
  http::Response export_of(const std::string& who, const std::string& operation, const std::string& query,
                           const std::string& format) {
    const auto routes = http::all_routes();
    const auto route = std::ranges::find(routes, operation, &http::Route::operation_id);
    http::Request request;
    request.method = "GET";
    must(http::read_target(std::string(route->path) + query, request));
    http::Context context{world.workspace(), 0};
    context.access = std::shared_ptr<const app::Access>(std::shared_ptr<void>(), &world.as(who));
    return http::export_list(*http::find_list_export(operation), format, *route, context, std::move(request));
  }
  std::vector<std::vector<std::string>> csv_of(const std::string& who, const std::string& operation,
                                               const std::string& query = "") {
    const auto answer = export_of(who, operation, query, "csv");
    EXPECT_EQ(answer.status, 200) << answer.body;
    std::vector<std::vector<std::string>> rows;
    must(io::read_csv(answer.body, {}, [&](io::CsvRecord& record) {
      rows.push_back(record.fields);
      return true;
    }));
    return rows;
  }
  void add_projects(int count) {
    auto project = must(store::load<Project>(world.store())).front();
    std::vector<store::Put> puts;
    for (int i = 0; i < count; ++i) {
      project.id = {};
      project.code = fmt::format("64032324T{:012}", 1000 + i);
      project.name = i == 0 ? "=1+1" : fmt::format("项目{}", i);
      puts.push_back(store::fresh_put_of(project));
    }
    must(world.workspace().write({"test", "test"}, puts));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, ListExports, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return backend_name(backend.param); });

TEST_P(ListExports, have_every_row_of_every_page_and_say_how_many) {
  add_projects(1203);
  const auto rows = csv_of("wangli", "listProjects", "?limit=2&cursor=4");
  ASSERT_EQ(rows.size(), 1206U) << "a head, 1204 rows, and the last line";
  EXPECT_EQ(rows.back()[0], "合计（共 1204 行）");
  const auto found = std::ranges::find_if(rows, [](const auto& row) { return row[1] == "'=1+1"; });
  EXPECT_NE(found, rows.end()) << "a formula is made harmless";
  const auto xlsx = export_of("wangli", "listProjects", "", "xlsx");
  const auto workbook = must(io::read_xlsx(xlsx.body, "x.xlsx"));
  EXPECT_EQ(workbook.sheets.at(0).cells.back().row, 1206U);
  EXPECT_THAT(std::string(xlsx.header("Content-Disposition")),
              HasSubstr("filename*=UTF-8''%E9%A1%B9%E7%9B%AE"));
}

TEST_P(ListExports, keep_to_filters_and_permissions) {
  add_projects(3);
  EXPECT_EQ(csv_of("wangli", "listProjects", "?q=%E9%A1%B9%E7%9B%AE1").size(), 3U);
  EXPECT_EQ(csv_of("other", "listProjects").size(), 2U) << "another unit has a head and a last line";
  EXPECT_EQ(csv_of("other", "listGoals").size(), 2U);
  const auto goals = csv_of("wangli", "listGoals");
  ASSERT_EQ(goals.size(), 3U);
  EXPECT_EQ(goals[1][0], "64032324T000000000001");
  EXPECT_EQ(goals[1][6], "387.66");
  EXPECT_EQ(goals[1][7], "否");
  EXPECT_EQ(export_of("wangli", "listGoals", "?year=xx", "csv").status, 400);
}

const http::Shape* shape_called(std::string_view name) {
  const auto shapes = http::all_shapes();
  const auto found = std::ranges::find(shapes, name, &http::Shape::name);
  return found == shapes.end() ? nullptr : &*found;
}

/// The type of a shape's member; "" when it has none.
std::string_view member_type(const http::Shape& shape, std::string_view name) {
  for (const auto& member : shape.members) {
    if (member.name.substr(0, member.name.find('?')) == name) return member.type;
  }
  return {};
}

TEST(ListColumns, AllNameMembersThatTheListsRowsHave) {
  int checked = 0;
  for (const auto& route : http::all_routes()) {
    const auto* list = http::find_list_export(route.operation_id);
    if (list == nullptr) continue;
    const auto* answer = shape_called(route.answer);
    ASSERT_NE(answer, nullptr) << route.answer;
    auto row_type = member_type(*answer, "rows");
    row_type = row_type.substr(0, row_type.find('['));
    for (const auto& column : list->columns) {
      const auto* shape = shape_called(row_type);
      auto rest = column.path;
      while (shape != nullptr) {
        const auto dot = std::min(rest.find('.'), rest.size());
        auto type = member_type(*shape, rest.substr(0, dot));
        EXPECT_FALSE(type.empty() && !shape->open) << route.operation_id << " " << column.path;
        if (dot == rest.size()) break;
        rest.remove_prefix(dot + 1);
        type = type.substr(0, type.find_first_of("[|"));
        shape = shape_called(type);
      }
      ++checked;
    }
  }
  EXPECT_GT(checked, 60);
}

}  // namespace
}  // namespace jiheng::testing
