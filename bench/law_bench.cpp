#include <benchmark/benchmark.h>

#include <filesystem>

#include "law/book.h"
#include "law/parameter.h"

namespace {

using jiheng::Date;
using jiheng::Region;
using jiheng::law::Book;
using jiheng::law::Kind;

/// Issue 2 §3: loading, checking and indexing all of law takes under 50 ms.
void LoadEmbeddedLaw(benchmark::State& state) {
  std::size_t documents = 0;
  for (auto _ : state) {
    const auto book = Book::embedded();
    if (!book) return state.SkipWithError("the embedded law does not load");
    documents = book->documents().size();
  }
  state.counters["documents"] = static_cast<double>(documents);
}
BENCHMARK(LoadEmbeddedLaw)->Unit(benchmark::kMillisecond);

/// The same law laid over itself until it is about a nation's worth: every province with its own layer of
/// everything.
void LoadLawOfManyPlaces(benchmark::State& state) {
  const auto book = Book::embedded();
  if (!book) return state.SkipWithError("the embedded law does not load");
  std::vector<jiheng::law::LawFile> files = book->files();
  for (const auto& document : book->documents()) {
    if (document.place != "cn" || document.kind != Kind::parameters) continue;
    for (const int province : {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36,
                               37, 41, 43, 44, 45, 46, 50, 52, 53, 54, 61, 62, 63, 65}) {
      const std::string code = std::to_string(province);
      files.push_back({"parameters/" + code + document.file.substr(document.file.rfind('/')),
                       document.text + "place: cn/" + code + "\n"});
    }
  }
  for (auto _ : state) {
    const auto loaded = Book::load(files);
    if (!loaded) return state.SkipWithError("the many laws do not load");
  }
  state.counters["files"] = static_cast<double>(files.size());
}
BENCHMARK(LoadLawOfManyPlaces)->Unit(benchmark::kMillisecond);

void FindARuleOfACounty(benchmark::State& state) {
  const auto book = Book::embedded();
  if (!book) return state.SkipWithError("the embedded law does not load");
  const Region place = *Region::parse("640323");
  const Date day = *Date::of(2022, 12, 31);
  for (auto _ : state) benchmark::DoNotOptimize(book->find(Kind::policies, "policy.result-use", place, day));
}
BENCHMARK(FindARuleOfACounty);

void ReadAParameter(benchmark::State& state) {
  const auto book = Book::embedded();
  if (!book) return state.SkipWithError("the embedded law does not load");
  const Region place = *Region::parse("640323");
  const Date day = *Date::of(2022, 12, 31);
  for (auto _ : state)
    benchmark::DoNotOptimize(jiheng::law::integer_parameter(*book, "rectification.days", place, day));
}
BENCHMARK(ReadAParameter);

}  // namespace
