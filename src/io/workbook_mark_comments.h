#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "io/xlsx_edit.h"

namespace jiheng::io {

/// Puts our comments on a sheet by cell name, after taking away those of an earlier time; other people's
/// stay. A cell that has somebody else's comment gets ours at its end. Spreadsheets draw comments from a VML
/// part, which gets a shape for each new one.
Result<void> set_comments(XlsxPackage& package, const std::string& sheet_part, pugi::xml_node sheet,
                          const std::map<std::string, std::string>& comments);

}  // namespace jiheng::io
