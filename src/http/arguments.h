#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/snapshot.h"
#include "base/date.h"
#include "base/node.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/figure.h"
#include "http/message.h"
#include "http/route.h"

namespace jiheng::http {

/// What most questions are asked of: `place`, `year` and `snapshot`.
struct Scope {
  Region place;
  FiscalYear year;
  app::View view;
};

/// Reads place, year and snapshot from the query and opens the view. Errors: malformed values (usage), no
/// such snapshot, no data for the place and year (not_found).
Result<Scope> read_scope(const Context& context, const Request& request);

/// The same from the members of a JSON body; pointers name what is wrong.
Result<Scope> read_scope(const Context& context, const Node& body);

/// A six-digit place.
Result<Region> read_place(std::string_view text);
Result<FiscalYear> read_year(std::string_view text);
/// The date of the query parameter `name`, else `fallback`.
Result<Date> read_date(const Request& request, std::string_view name, Date fallback);

/// Filters as in the query: "fund_type:11,12", one a parameter. Errors: no colon, no code, a dimension that
/// no facts have.
Result<std::vector<engine::Filter>> read_filters(const Request& request);

/// Whether some kind of facts has that dimension.
bool is_dimension(std::string_view name);

/// A whole number in [least, most] from the query parameter `name`, else `fallback`.
Result<std::int64_t> read_number(const Request& request, std::string_view name, std::int64_t fallback,
                                 std::int64_t least, std::int64_t most);

/// "json" or another of `forms`, by the parameter `format` (short names) or the Accept header (media types);
/// the first is the default. An error when neither names one that there is.
struct Form {
  std::string_view name;   ///< "csv"
  std::string_view media;  ///< "text/csv"
};
Result<std::string_view> read_form(const Request& request, std::span<const Form> forms);

/// json or csv.
Result<bool> wants_csv(const Request& request);

}  // namespace jiheng::http
