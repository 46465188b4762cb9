#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/figure.h"
#include "engine/figure_scan.h"

namespace jiheng::engine {

/// Where a group stands in a list: by the position of fixed codes, else by the code itself.
struct GroupOrder {
  std::vector<std::pair<std::size_t, std::string>> parts;
  friend auto operator<=>(const GroupOrder&, const GroupOrder&) = default;
};

/// What was added up for one group.
struct GroupTally {
  std::vector<std::string> codes;
  std::vector<std::string> labels;
  ScanCell cell;
  std::int64_t distinct = 0;
};

/// Groups of one scan, and everything together.
struct TallyTable {
  GroupTally whole;
  std::map<GroupOrder, GroupTally> groups;
};

/// The query's year and filters as they apply to one figure's facts.
struct FigureScope {
  std::vector<law::FigureCondition> filters;
  bool year_filter = false;  ///< the years are in `filters`; the query's own year says nothing
};

/// Scans `figure` (no ratio) under `scope`, grouped by `by`; the part of a share is added up apart.
TallyTable tally_figure(const FactBase& facts, const law::Book& book, const law::Figure& figure,
                        const FigureQuery& query, const FigureScope& scope,
                        const std::vector<std::string>& by);

/// The scan that a figure's facts are found by, without keys.
ScanSpec figure_scan_spec(const law::Figure& figure, const FigureQuery& query, const FigureScope& scope);

}  // namespace jiheng::engine
