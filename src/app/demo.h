#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/import.h"

namespace jiheng::app {

/// The demonstration counties there are ("yanchi").
Result<std::vector<std::string>> demo_names();

/// The files of one, what is referred to before what refers to it; not_found names those there are.
Result<std::vector<ImportSource>> demo_files(std::string_view name);

/// Imports a demonstration county, as any user's files are, into a database without records, and notes in the
/// database that it is one: all in one transaction or nothing. `told` hears of each file once they are in. A
/// finding in the pack is a defect of the program and stops it.
Result<void> load_demo(Workspace& workspace, std::string_view name,
                       const std::function<void(const RecordDesc&, const ImportReport&)>& told);

}  // namespace jiheng::app
