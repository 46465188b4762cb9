// 2,000 declarations of 8 indicators out as an archive of workbooks and back in, through the whole way:
// reading, matching, holding against what is stored, rules, and writing into SQLite (issue: back in under 10
// s, memory bounded).
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/form_layout.h"
#include "app/goal_workbook_form.h"
#include "app/goal_workbook_taken.h"
#include "app/goal_workbooks.h"
#include "io/form_writer.h"
#include "io/zip_file.h"
#include "law/form.h"
#include "model/indicator.h"

namespace jiheng::app {
namespace {

constexpr int kGoals = 2000;
constexpr int kIndicators = 8;

double megabytes(const char* field) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(field)) return std::stod(line.substr(line.find(':') + 1)) / 1024;
  }
  return 0;
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(to_string(result.error()));
  return std::move(*result);
}

/// A unit with 2,000 projects, each with a draft of its goal, in an SQLite folder.
class County {
 public:
  County() : folder_(std::filesystem::temp_directory_path() / fmt::format("jiheng-bench-{}", getpid())) {
    WorkspaceOptions options;
    options.data = folder_;
    options.mode = store::OpenMode::create;
    workspace_ = must(Workspace::open(options));
    Unit unit;
    unit.region = place();
    unit.code = "219001";
    unit.department_code = "219";
    unit.name = "盐池县第一小学";
    unit.kind = UnitKind::unit;
    const auto made = must(workspace_->write({"bench", "bench"}, {store::put_of(unit)}));
    add_projects(UnitId{made.ids.at(0)});
    Viewer viewer;
    viewer.user = UserId{1};
    viewer.account = "wangli";
    viewer.name = "王丽";
    viewer.role = Role::unit_project;
    viewer.place = place();
    viewer.unit = UnitId{made.ids.at(0)};
    viewer.year = year();
    viewer.day = beijing_date(workspace_->clock().now_ms());
    access_ = must(Access::compile(workspace_->store(), workspace_->book(), viewer));
  }
  ~County() {
    workspace_.reset();
    std::filesystem::remove_all(folder_);
  }

  Workspace& workspace() { return *workspace_; }
  const Access& access() { return *access_; }
  static FiscalYear year() { return FiscalYear::of(2024).value(); }
  static GoalQuestion of_year() {
    GoalQuestion question;
    question.year = year();
    return question;
  }

  /// The archive of all forms, each with `target` in every row.
  std::string archive(const std::string& target) {
    const auto day = beijing_date(workspace_->clock().now_ms());
    const auto form = form_template(must(law::find_form(workspace_->book(), kGoalForm, place(), day)));
    auto zip = must(io::ZipWriter::create());
    for (const auto id : must(goal_ids(*workspace_, *access_, of_year()))) {
      const auto file = must(load_goal(*workspace_, *access_, id));
      auto data = form_data_of(file, {});
      const auto stamp = must(stamp_of(*workspace_, file));
      for (auto& line : data.tables["indicators"]) line["target"].text = target;
      must(zip.add(file.project.code + ".xlsx", must(io::write_forms(form, std::span(&data, 1), stamp))));
    }
    return must(zip.finish());
  }

 private:
  static Region place() { return Region::parse("640323").value(); }
  static void must(Result<void> result) {
    if (!result) throw std::runtime_error(to_string(result.error()));
  }
  template <class T>
  static T must(Result<T> result) {
    return app::must(std::move(result));
  }

  void add_projects(UnitId unit) {
    std::vector<store::Put> puts;
    for (int i = 0; i < kGoals; ++i) {
      Project project;
      project.region = place();
      project.code = fmt::format("64032324T{:012}", i);
      project.name = fmt::format("第{}号路段养护", i);
      project.unit_id = unit;
      project.category = Category::earmarked;
      project.sector = "交通";
      project.function_class = "2140106";
      project.first_year = year();
      puts.push_back(store::fresh_put_of(project));
    }
    const auto ids = must(workspace_->write({"bench", "bench"}, puts)).ids;
    std::vector<store::Put> rows;
    for (int i = 0; i < kGoals; ++i) add_goal(ProjectId{ids.at(static_cast<std::size_t>(i))}, i, rows);
    must(workspace_->write({"bench", "bench"}, rows));
  }

  void add_goal(ProjectId project, int number, std::vector<store::Put>& puts) {
    Goal goal;
    goal.region = place();
    goal.project_id = project;
    goal.year = year();
    goal.text = fmt::format("2024年养护第{}号路段 {} 公里，路面完好率不低于95%。", number, number % 90 + 10);
    goal.declared = money_json({});
    puts.push_back(store::fresh_put_of(goal));
    for (int r = 0; r < kIndicators; ++r) {
      Indicator row;
      row.region = place();
      row.project_id = project;
      row.year = year();
      row.seq = r + 1;
      row.level1 = r < 4 ? "产出指标" : "效益指标";
      row.level2 = r < 4 ? "数量指标" : "社会效益指标";
      row.name = fmt::format("第{}号路段第{}项养护里程", number, r);
      row.target = "12";
      row.unit = "公里";
      row.weight = Score::from_points(10);
      puts.push_back(store::fresh_put_of(row));
    }
  }

  std::filesystem::path folder_;
  std::unique_ptr<Workspace> workspace_;
  std::shared_ptr<const Access> access_;
};

County& county() {
  static County shared;
  return shared;
}

void GoalsOut(benchmark::State& state) {
  auto& all = county();
  std::size_t bytes = 0;
  for (auto _ : state)
    bytes = must(goal_workbooks(all.workspace(), all.access(), County::of_year())).bytes.size();
  state.counters["forms"] = kGoals;
  state.counters["zip_MB"] = static_cast<double>(bytes) / (1U << 20U);
}
BENCHMARK(GoalsOut)->Unit(benchmark::kMillisecond)->Iterations(1);

void GoalsIn(benchmark::State& state) {
  auto& all = county();
  const bool dry_run = state.range(0) == 1;
  const auto zip = all.archive(dry_run ? "13" : "14");
  const double before = megabytes("VmRSS");
  std::int64_t changed = 0;
  for (auto _ : state) {
    const auto report =
        must(take_goal_workbooks(all.workspace(), all.access(), "all.zip", zip, {dry_run, nullptr, {}}));
    changed = report.changed;
    state.counters["marked_MB"] = static_cast<double>(report.marked.bytes.size()) / (1U << 20U);
  }
  if (changed != kGoals) state.SkipWithError("not every form was taken");
  state.counters["forms"] = kGoals;
  state.counters["rows_changed"] = kGoals * kIndicators;
  state.counters["grew_to_MB"] = megabytes("VmHWM");
  state.counters["began_at_MB"] = before;
}
BENCHMARK(GoalsIn)->ArgName("dry_run")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace jiheng::app
