#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/snapshot.h"
#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/figure.h"

namespace jiheng::app {

/// A place that has facts.
struct PlaceInfo {
  Region region;
  std::string name;       ///< "盐池县"
  std::string full_name;  ///< "宁夏回族自治区吴忠市盐池县"
  std::vector<FiscalYear> years;
  bool illustrative = false;  ///< demonstration data is among its facts
};

/// The places of a view, by code.
std::vector<PlaceInfo> places_of(const View& view);

/// Fails with not_found when the view has no facts of that place, or none of that year; says which it has.
Result<void> check_scope(const View& view, Region place, FiscalYear year);

/// The rows behind a figure, each with the name people know it by. Those of the present whose names are not
/// in memory are looked up in the store.
Result<engine::FigureRows> figure_rows_with_names(Workspace& workspace, const View& view,
                                                  const engine::FigureQuery& query, std::int64_t offset,
                                                  std::int64_t limit);

/// Whether a value must be shown as demonstration data: some of its facts are made up as a whole, or, in a
/// `slice` (by dimension or filter), are real as a sum but made up in their parts.
bool is_illustrative(const engine::FigureValue& value, bool slice);

}  // namespace jiheng::app
