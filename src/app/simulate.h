#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "law/book.h"
#include "store/store.h"

namespace jiheng::app {

/// What to make up. The same options give the same rows on every machine.
struct SimulateOptions {
  std::int64_t projects = 10'000;
  int years = 1;  ///< up to kMostYears
  std::uint64_t seed = 1;
  int first_year = 2022;
  bool full = false;       ///< all four quarters' monitoring and indicators; else the last quarter and none
  std::int32_t place = 0;  ///< all projects in this one county; 0: a nation of counties
  const law::Book* book = nullptr;  ///< whose schemes grade the scores; nullptr: the law inside the program
};

inline constexpr int kMostYears = 10;
inline constexpr std::int64_t kMostProjects = 50'000'000;

/// Told now and then which record is being made and how many rows of it there are.
using SimulateProgress = std::function<void(std::string_view label, std::int64_t rows, bool done)>;

struct SimulateReport {
  std::int64_t regions = 0;
  std::int64_t rows = 0;
};

/// Makes a believable nation straight into an empty store: counties, units, projects with long-tailed
/// amounts, budgets by fund type, goals, monitoring, self-evaluations, assessments, evaluations and what
/// followed from them, every row marked illustrative. Refused when the store has projects already.
Result<SimulateReport> simulate_into(store::Store& store, const SimulateOptions& options,
                                     const SimulateProgress& progress);

/// The same as CSV files that the importer reads, <record>.csv in `folder`. Only for one county: files do not
/// name regions for references.
Result<SimulateReport> simulate_csv(const std::filesystem::path& folder, const SimulateOptions& options,
                                    const SimulateProgress& progress);

}  // namespace jiheng::app
