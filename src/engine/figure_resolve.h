#pragma once

#include "engine/figure_tally.h"

namespace jiheng::engine {

/// A query as it applies to a figure.
struct ResolvedQuery {
  std::vector<std::string> by;  ///< a distribution's own dimension when the query names none
  FigureScope scope;
  std::vector<std::string> ignored;  ///< filters on dimensions that the figure's facts do not have
};

/// Checks the dimensions a query names against the figure. Errors: a dimension to group by that the figure
/// does not have, the same one twice, more than two.
Result<ResolvedQuery> resolve_query(const law::Book& book, const law::Figure& figure,
                                    const FigureQuery& query);

/// The figure whose facts stand behind `figure`: itself, or of a ratio its denominator when both are of one
/// entity, else its numerator.
Result<law::Figure> figure_of_rows(const law::Book& book, law::Figure figure, Region place, FiscalYear year);

}  // namespace jiheng::engine
