#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "base/enum_table.h"
#include "base/json_writer.h"
#include "engine/library_quality.h"
#include "model/indicator.h"

namespace jiheng::app {

/// How far an indicator was reached, actual against target.
enum class Attained { not_filled, not_measurable, missed, below_60, from_60, from_80, reached, above_130 };

inline constexpr std::array kAttainedTable{
    EnumRow<Attained>{Attained::not_filled, "not_filled", "没有填"},
    EnumRow<Attained>{Attained::not_measurable, "not_measurable", "不能衡量"},
    EnumRow<Attained>{Attained::missed, "missed", "期限（零目标）未达到"},
    EnumRow<Attained>{Attained::below_60, "below_60", "不到60%"},
    EnumRow<Attained>{Attained::from_60, "from_60", "60%–80%"},
    EnumRow<Attained>{Attained::from_80, "from_80", "80%–100%"},
    EnumRow<Attained>{Attained::reached, "reached", "达到"},
    EnumRow<Attained>{Attained::above_130, "above_130", "超过130%"},
};
constexpr const auto& enum_table(Attained) { return kAttainedTable; }

/// Where the actual value of an indicator stands against its target; lower is better for ≤ and <.
Attained attained(const Indicator& indicator);

/// What to do about an entry, and why in numbers.
struct LibraryAdvice {
  enum class Kind { retire, refine } kind = Kind::refine;
  std::string reason;
};

/// How one indicator was used: by its name, blanks and brackets aside.
struct IndicatorUse {
  std::string name;  ///< as most people wrote it
  std::string code;  ///< of the library's entry; empty: not in the library
  std::string sector;
  std::int64_t uses = 0;                                       ///< indicator rows
  std::int64_t projects = 0;                                   ///< different projects
  std::int64_t years = 0;                                      ///< different years
  std::int64_t claimed = 0;                                    ///< rows with a claimed score
  std::int64_t full = 0;                                       ///< of them with full marks
  std::array<std::int64_t, kAttainedTable.size()> attained{};  ///< rows by Attained
  std::vector<LibraryAdvice> advice;
};

/// What a place made of the library.
struct LibraryStatistics {
  Region place;
  std::int64_t rows = 0;              ///< indicator rows of the place
  std::int64_t from_library = 0;      ///< of them with a name of the library
  std::vector<IndicatorUse> entries;  ///< one each entry, in the library's order
  std::vector<IndicatorUse> others;   ///< names that the library lacks, most used first
};

/// Which rows are counted: those of a place, or what is left of them for a viewer.
struct StatisticsScope {
  Region place;
  store::Query indicators;
  store::Query projects;

  /// Every row of the place.
  static StatisticsScope all_of(Region place);
};

/// Counts the indicator records in scope, and advises by the lines of library.advice at the place.
Result<LibraryStatistics> library_statistics(Workspace& workspace, const engine::LibraryIndex& index,
                                             const StatisticsScope& scope, Date as_of);

/// Every project of the store with its sector as what is right, to measure suggestions by. Projects of
/// personnel and office expenses are right with their common set too. `with_class`: the suggestion may see
/// the function class besides the name.
Result<std::vector<engine::KnownProject>> known_projects(store::Store& store, bool with_class);

/// {"code","name","uses",…,"attained":[…],"advice":[…]}
void write_use(JsonWriter& json, const IndicatorUse& use);

}  // namespace jiheng::app
