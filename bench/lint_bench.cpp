#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/rng.h"
#include "engine/lint.h"

// One iteration lints `range` indicators in declaration forms of eight rows each, every rule in force,
// nothing known of the rest of the county. About half of the rows have something to find, as in published
// forms.

namespace jiheng::bench {
namespace {

constexpr std::size_t kRowsAForm = 8;
constexpr std::size_t kForms = 512;  // different forms, gone through again and again

struct RowText {
  const char* level1;
  const char* level2;
  const char* name;
  Operator op;
  const char* target;
  const char* unit;
};

constexpr std::array kRowTexts{
    RowText{"产出指标", "数量指标", "学生受资助人数", Operator::at_least, "735", "人次"},
    RowText{"产出指标", "数量指标", "新建改建农村公路里程", Operator::at_least, "12.6", "公里"},
    RowText{"产出指标", "质量指标", "营养改善计划覆盖率", Operator::at_least, "100", "%"},
    RowText{"产出指标", "质量指标", "经费支出合规性", Operator::qualitative, "严格执行相关制度规定", ""},
    RowText{"产出指标", "时效指标", "资金到位及时率", Operator::at_least, "100", "%"},
    RowText{"产出指标", "时效指标", "工程完工时间", Operator::equal, "2022年10月31日前", ""},
    RowText{"产出指标", "时效指标", "提交报告及时性", Operator::qualitative, "在项目计划完成时间内完成", ""},
    RowText{"产出指标", "成本指标", "项目总成本", Operator::at_most, "90", "万元"},
    RowText{"产出指标", "成本指标", "补贴标准", Operator::equal, "71.86", "元/平方米"},
    RowText{"效益指标", "经济效益指标", "减轻贫困学生家庭经济负担", Operator::qualitative, "有效", ""},
    RowText{"效益指标", "社会效益指标", "促进社会和谐稳定", Operator::qualitative, "好", ""},
    RowText{"效益指标", "社会效益指标", "政策知晓率", Operator::equal, "95", "%"},
    RowText{"效益指标", "生态效益指标", "生活垃圾无害化处理率", Operator::at_least, "95", "%"},
    RowText{"效益指标", "可持续影响指标", "促进学校教育事业健康发展", Operator::at_least, "100", "%"},
    RowText{"满意度指标", "服务对象满意度指标", "学生满意度", Operator::at_least, "95", "%"},
    RowText{"满意度指标", "服务对象满意度指标", "受益群众满意度", Operator::at_least, "90", "%"},
};

engine::LintForm made_form(Rng& rng, std::size_t number) {
  engine::LintForm form;
  form.year = FiscalYear::of(2022).value();
  form.project.emplace();
  form.project->name = "第" + std::to_string(number) + "号项目";
  form.project->unit = "县教育体育局";
  form.project->category = Category::earmarked;
  form.budget.emplace();
  form.budget->unit = MoneyUnit::wan;
  form.budget->total.initial = Money::from_fen(9'000'000'00);
  form.goal.emplace();
  form.goal->annual = "为735名学生提供营养餐，全年供餐200天，食品安全事故为零，学生和家长满意度不低于95%";
  for (std::size_t i = 0; i < kRowsAForm; ++i) {
    const auto& text = kRowTexts[rng.below(kRowTexts.size())];
    engine::LintIndicator row;
    row.level1 = text.level1;
    row.level2 = text.level2;
    row.name = text.name + std::to_string(rng.below(100));
    row.op = text.op;
    row.target = text.target;
    row.unit = text.unit;
    row.weight = Score::from_points(10);
    form.indicators.push_back(std::move(row));
  }
  return form;
}

const engine::Linter& bench_linter() {
  static const auto kLinter = [] {
    auto made = engine::Linter::compile(*law::Book::embedded(), *Region::of(640323), *Date::of(2022, 12, 31));
    if (!made) std::abort();
    return std::move(*made);
  }();
  return kLinter;
}

const std::vector<engine::LintForm>& bench_forms() {
  static const auto kMade = [] {
    Rng rng(7);
    std::vector<engine::LintForm> forms;
    for (std::size_t i = 0; i < kForms; ++i) forms.push_back(made_form(rng, i));
    return forms;
  }();
  return kMade;
}

void lint_indicators(benchmark::State& state) {
  const auto& linter = bench_linter();
  const auto& forms = bench_forms();
  const auto rows = static_cast<std::size_t>(state.range(0));
  std::size_t findings = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < rows / kRowsAForm; ++i)
      findings += linter.lint(forms[i % forms.size()]).findings.size();
  }
  const auto total = static_cast<double>(state.iterations()) * static_cast<double>(rows);
  state.counters["findings/row"] = static_cast<double>(findings) / total;
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(lint_indicators)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kSecond);

/// The answer while one types in a cell.
void lint_one_row(benchmark::State& state) {
  const auto& form = bench_forms().front();
  for (auto _ : state) benchmark::DoNotOptimize(bench_linter().lint_row(form, 3));
}
BENCHMARK(lint_one_row)->Unit(benchmark::kMicrosecond);

/// A form of many rows as a whole.
void lint_form_of(benchmark::State& state) {
  auto form = bench_forms().front();
  const auto one = form.indicators;
  while (form.indicators.size() < static_cast<std::size_t>(state.range(0))) {
    auto row = one[form.indicators.size() % one.size()];
    row.name += std::to_string(form.indicators.size());
    form.indicators.push_back(std::move(row));
  }
  for (auto _ : state) benchmark::DoNotOptimize(bench_linter().lint(form));
}
BENCHMARK(lint_form_of)->Arg(8)->Arg(300)->Unit(benchmark::kMicrosecond);

void lint_compile(benchmark::State& state) {
  const auto book = law::Book::embedded();
  for (auto _ : state)
    benchmark::DoNotOptimize(engine::Linter::compile(*book, *Region::of(640323), *Date::of(2022, 12, 31)));
}
BENCHMARK(lint_compile)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace jiheng::bench
