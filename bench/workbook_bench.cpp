// Forms out of and into workbooks: 2,000 declarations of 8 indicators in one workbook and as single files
// (issue: under 10 s, memory bounded), and a long list.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include "app/form_layout.h"
#include "io/form_writer.h"
#include "io/goal_workbook.h"
#include "io/sheet_writer.h"
#include "io/workbook_mark.h"
#include "law/form.h"

namespace jiheng::io {
namespace {

constexpr int kForms = 2000;
constexpr int kIndicators = 8;

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

const FormTemplate& declaration() {
  static const FormTemplate form = [] {
    const auto book = law::Book::embedded().value();
    return app::form_template(
        law::find_form(book, "form.goal-declaration", *Region::parse("640323"), *Date::of(2024, 1, 1))
            .value());
  }();
  return form;
}

FormData filled_form(int number) {
  FormData data;
  data.sheet = fmt::format("项目{}", number);
  for (const auto& [field, text] : {std::pair("year", "2024"),
                                    {"department", "205-教育体育局"},
                                    {"unit", "教育体育局"},
                                    {"year_total", "1234.56"},
                                    {"year_fiscal", "1234.56"},
                                    {"text", "年度目标"}})
    data.fields[field] = {text, ""};
  data.fields["project_name"] = {fmt::format("项目{}", number), ""};
  for (int i = 0; i < kIndicators; ++i) {
    FormLine line;
    for (const auto& [column, text] : {std::pair("level1", "产出指标"),
                                       {"level2", "数量指标"},
                                       {"op", "≥"},
                                       {"target", "735"},
                                       {"unit", "人次"},
                                       {"weight", "10"}})
      line[column] = {text, ""};
    line["name"] = {fmt::format("项目{}的第{}个指标", number, i), ""};
    data.tables["indicators"].push_back(std::move(line));
  }
  return data;
}

void ReadForms(benchmark::State& state) {
  std::vector<std::string> files;
  for (int i = 0; i < kForms; ++i) {
    const auto data = filled_form(i);
    files.push_back(write_forms(declaration(), std::span(&data, 1)).value());
  }
  for (auto _ : state) {
    std::size_t rows = 0;
    for (const auto& bytes : files) {
      const auto workbook = read_xlsx(bytes, "form.xlsx");
      const auto forms = read_form_data(workbook.value(), "form.xlsx", declaration());
      rows += forms.value().front().data.tables.at("indicators").size();
    }
    if (rows != std::size_t{kForms} * kIndicators) state.SkipWithError("rows are missing");
  }
  state.counters["forms"] = kForms;
  state.counters["peak_MB"] = peak_megabytes();
}
BENCHMARK(ReadForms)->Unit(benchmark::kMillisecond)->Iterations(1);

void WriteForms(benchmark::State& state) {
  for (auto _ : state) {
    for (int i = 0; i < kForms; ++i) {
      const auto data = filled_form(i);
      benchmark::DoNotOptimize(write_forms(declaration(), std::span(&data, 1)).value().size());
    }
  }
  state.counters["forms"] = kForms;
}
BENCHMARK(WriteForms)->Unit(benchmark::kMillisecond)->Iterations(1);

void MarkForms(benchmark::State& state) {
  const auto data = filled_form(1);
  const auto bytes = write_forms(declaration(), std::span(&data, 1)).value();
  const Findings findings{{"x", Severity::error, "太小", "项目1!I22", "改"},
                          {"y", Severity::warning, "太长", "项目1!D23", ""}};
  for (auto _ : state) benchmark::DoNotOptimize(mark_workbook(bytes, "form.xlsx", findings).value().size());
}
BENCHMARK(MarkForms)->Unit(benchmark::kMillisecond);

/// 100,000 rows of ten columns; memory must not grow with them.
void WriteList(benchmark::State& state) {
  SheetLayout layout;
  layout.title = "清单";
  for (int c = 0; c < 10; ++c)
    layout.columns.push_back(
        {fmt::format("列{}", c), c < 5 ? FieldKind::text : FieldKind::money, {}, 14, c >= 5});
  for (auto _ : state) {
    auto writer = SheetWriter::create(layout).value();
    for (std::int64_t r = 0; r < 100'000; ++r) {
      std::vector<Value> row;
      for (int c = 0; c < 5; ++c) row.emplace_back(fmt::format("第{}行的文字", r));
      for (int c = 5; c < 10; ++c) row.emplace_back(r * 100);
      if (!writer.add(row)) state.SkipWithError("refused");
    }
    benchmark::DoNotOptimize(writer.finish().value().size());
  }
  state.counters["peak_MB"] = peak_megabytes();
}
BENCHMARK(WriteList)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace jiheng::io
