#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/simulate.h"
#include "base/rng.h"
#include "law/scheme.h"
#include "model/assessment.h"
#include "model/budget_line.h"
#include "model/evaluation.h"
#include "model/goal.h"
#include "model/indicator.h"
#include "model/monitoring.h"
#include "model/project.h"
#include "model/rectification.h"
#include "model/result_use.h"
#include "model/self_evaluation.h"
#include "model/unit.h"

namespace jiheng::app {

/// By which made-up self-evaluations are graded.
inline constexpr std::string_view kSimulatedScheme = "scheme.self-evaluation";

/// A made-up nation. Every row is computed from the seed and its own numbers alone, so that each kind of
/// record can be streamed by itself and nothing is kept but the counties.
class SimulatedWorld {
 public:
  struct County {
    Region region;
    std::int64_t first_project = 0;  ///< its projects are [first_project, end_project)
    std::int64_t end_project = 0;
    int units = 0;
    int departments = 0;
    std::vector<std::size_t> schemes{};  ///< by year: which of the world's is in force; kNoScheme: none
  };
  static constexpr std::size_t kNoScheme = static_cast<std::size_t>(-1);

  explicit SimulatedWorld(const SimulateOptions& options);

  const std::vector<County>& counties() const { return counties_; }
  FiscalYear year(int index) const;

  void add_units(std::size_t county, std::vector<Unit>& out) const;

  /// Rows of project number `project` (from 0) of the county; `year` counts from 0. Nothing for years without
  /// budget.
  Project project(const County& county, std::int64_t project) const;
  bool alive(std::int64_t project, int year) const;
  void add(const County& county, std::int64_t project, int year, std::vector<BudgetLine>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<Goal>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<Indicator>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<Monitoring>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<SelfEvaluation>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<Assessment>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<Evaluation>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<ResultUse>& out) const;
  void add(const County& county, std::int64_t project, int year, std::vector<Rectification>& out) const;

 private:
  struct Span {
    int first = 0;  ///< first year with budget; may be before the first simulated year
    int last = 0;
  };

  Rng rng(std::int64_t project, int year, std::uint64_t purpose) const;
  Span span_of(std::int64_t project) const;
  bool has_goal(const Project& record) const;
  std::int64_t budget(std::int64_t project, int year) const;  ///< 全年预算数, 分
  Score score(std::int64_t project, int year) const;
  void find_schemes(const law::Book& book);
  /// The self-evaluation scheme in force in the county at the end of the year; nullptr: none.
  const law::Scheme* scheme(const County& county, int year) const;
  std::optional<Grade> grade(const County& county, int year, Score score) const;

  SimulateOptions options_;
  std::vector<County> counties_;
  std::vector<law::Scheme> schemes_;
};

}  // namespace jiheng::app
