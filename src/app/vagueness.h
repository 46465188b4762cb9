#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/access.h"
#include "app/lint_county.h"
#include "app/workspace.h"
#include "base/enum_table.h"

// The ranking of vagueness (泛指标化指数排行): who writes indicators that could stand in any form.
namespace jiheng::app {

/// What is ranked.
enum class VaguenessBy { unit, department, sector, project, indicator, entry };

inline constexpr std::array kVaguenessByTable{
    EnumRow<VaguenessBy>{VaguenessBy::unit, "unit", "单位"},
    EnumRow<VaguenessBy>{VaguenessBy::department, "department", "主管部门"},
    EnumRow<VaguenessBy>{VaguenessBy::sector, "sector", "行业"},
    EnumRow<VaguenessBy>{VaguenessBy::project, "project", "项目"},
    EnumRow<VaguenessBy>{VaguenessBy::indicator, "indicator", "指标"},
    EnumRow<VaguenessBy>{VaguenessBy::entry, "entry", "指标库"},
};
constexpr const auto& enum_table(VaguenessBy) { return kVaguenessByTable; }

struct VaguenessQuestion {
  Region place;
  FiscalYear year;
  VaguenessBy by = VaguenessBy::unit;
  std::string unit;        ///< code; what is empty does not narrow
  std::string department;  ///< code
  std::string sector;
  std::string band;   ///< "low", "middle" or "high"
  std::string words;  ///< part of the name
  std::size_t offset = 0;
  std::size_t limit = 50;  ///< 0: all
};

/// An indicator that shows why something stands where it stands.
struct VagueExample {
  std::string name;
  std::string target;  ///< with its unit, as one writes it
  std::string project;
  FormVagueness::Row judged;
};

struct VaguenessRow {
  std::string id;  ///< of a project; code of a unit, department or entry; a sector's or indicator's name
  std::string name;
  std::string unit_name;  ///< of a project; of an entry its sector
  int index = 0;          ///< hundredths of points
  std::int64_t projects = 0;
  std::int64_t indicators = 0;
  std::int64_t vague = 0;              ///< of its indicators those in the band "high"
  std::vector<VagueExample> examples;  ///< the vaguest first, at most three
};

struct VaguenessRanking {
  std::int64_t total = 0;
  std::optional<int> index;  ///< mean over the projects that were asked for
  std::int64_t projects = 0;
  engine::VaguenessWeights weights;
  std::vector<VaguenessRow> rows;  ///< vaguest first; equal ones by name
};

/// Ranks what the viewer may see figures of: all projects of the year that have indicators, declared ones
/// included. A project's index is that of the figure goal.vagueness. Errors: refused.
Result<VaguenessRanking> rank_vagueness(Workspace& workspace, const Access& access,
                                        const VaguenessQuestion& question);

}  // namespace jiheng::app
