// The indicator library: a search and a suggestion over 10,000 entries, which people wait for while they type
// (issue: under 50 ms), and how long it takes to be ready.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "engine/library.h"

namespace jiheng::engine {
namespace {

constexpr std::size_t kEntries = 10'000;

/// The county's library again and again under other names, until it has 10,000 entries: every set keeps its
/// shape, but names, keywords and examples differ from copy to copy.
law::IndicatorLibrary large_library() {
  const auto book = law::Book::embedded().value();
  const auto small = law::indicator_library(book, *Region::parse("640323"), *Date::of(2023, 1, 1));
  constexpr std::string_view kMarks[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚",
                                         "辛", "壬", "癸", "子", "丑", "寅"};
  law::IndicatorLibrary large;
  for (std::size_t copy = 0; large.entries.size() < kEntries; ++copy) {
    const std::string mark = fmt::format("{}{}", kMarks[copy % std::size(kMarks)], copy);
    const std::size_t first = large.sets.size();
    for (auto set : small.sets) {
      set.id += mark;
      for (auto& keyword : set.keywords) keyword += copy == 0 ? "" : kMarks[copy % std::size(kMarks)];
      for (auto& project : set.projects) project += copy == 0 ? "" : kMarks[copy % std::size(kMarks)];
      large.sets.push_back(std::move(set));
    }
    for (auto entry : small.entries) {
      if (large.entries.size() == kEntries) break;
      entry.code += mark;
      entry.name += copy == 0 ? "" : mark;
      entry.set += first;
      large.entries.push_back(std::move(entry));
    }
  }
  return large;
}

const LibraryIndex& large_index() {
  static const LibraryIndex index(large_library());
  return index;
}

void LibrarySuggest(benchmark::State& state) {
  const auto& index = large_index();
  ProjectBrief brief;
  brief.name = "盐池县2024年农村义务教育学校食堂改造及设备购置项目";
  brief.purpose = "改善农村学校就餐条件，保障学生营养改善计划实施，购置厨房设备，改造食堂面积2000平方米";
  brief.function_class = "20502";
  brief.category = Category::earmarked;
  for (auto _ : state) benchmark::DoNotOptimize(index.suggest(brief, 10));
  state.counters["entries"] = static_cast<double>(index.library().entries.size());
}
BENCHMARK(LibrarySuggest)->Unit(benchmark::kMillisecond);

void LibrarySearch(benchmark::State& state, const char* words) {
  const auto& index = large_index();
  for (auto _ : state) benchmark::DoNotOptimize(index.search(words, {}, 20));
}
BENCHMARK_CAPTURE(LibrarySearch, two_letters, "营养")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(LibrarySearch, two_words, "学生 覆盖率")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(LibrarySearch, initials, "yygs")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(LibrarySearch, full_sound, "yingyanggaishan")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(LibrarySearch, nothing_exact, "营养改善计划的受益学生有多少")
    ->Unit(benchmark::kMillisecond);

/// From the law to an index that can be asked, without pinyin, which waits for the first Latin letter.
void LibraryIndexing(benchmark::State& state) {
  const auto library = large_library();
  for (auto _ : state) benchmark::DoNotOptimize(LibraryIndex(library).library().entries.size());
}
BENCHMARK(LibraryIndexing)->Unit(benchmark::kMillisecond);

/// The first Latin letter: every name is spoken once.
void LibraryPinyin(benchmark::State& state) {
  const auto library = large_library();
  for (auto _ : state) {
    state.PauseTiming();
    const LibraryIndex index(library);
    state.ResumeTiming();
    benchmark::DoNotOptimize(index.search("yy", {}, 20));
  }
}
BENCHMARK(LibraryPinyin)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace jiheng::engine
