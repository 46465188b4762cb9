#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "http/route.h"
#include "schema/field.h"

namespace jiheng::http {

/// One column of a list as a spreadsheet: a member of the list's JSON rows.
struct ListColumn {
  std::string_view path;   ///< "project.code"; of a list, its members joined
  std::string_view title;  ///< of money, 万元 is added
  FieldKind kind = FieldKind::text;
  int width = 14;  ///< half-width characters
  bool total = false;
};

/// A route that answers a list ({"rows":[…],"next":…}) and can give all of it as a spreadsheet.
struct ListExport {
  std::string_view operation;
  std::string_view title;  ///< of sheet and file
  std::span<const ListColumn> columns;
  std::string_view cursor = "cursor";  ///< parameter that takes `next`; "": it has no pages
  std::string_view each{};             ///< a member that is a list: a line for each of its members
};

/// The forms that such a list comes in besides JSON, by ?format=.
inline constexpr std::string_view kCsvMedia = "text/csv";
inline constexpr std::string_view kXlsxMedia =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// nullptr: the route is no such list.
const ListExport* find_list_export(std::string_view operation);

/// Takes `format` out of the query: "json" (without one), "csv" or "xlsx"; an error when it is another.
Result<std::string> take_format(Request& request);

/// Every row of the list under the request's filters, whatever page it asks for, asked of the route's own
/// handler: the same rows, the same permissions. The last line says how many there are.
Response export_list(const ListExport& list, std::string_view format, const Route& route,
                     const Context& context, Request request);

}  // namespace jiheng::http
