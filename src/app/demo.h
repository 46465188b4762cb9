#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/import.h"

namespace jiheng::app {

/// A file of a demonstration county that is compiled into the program.
struct DemoFile {
  const RecordDesc* record = nullptr;
  std::string name;  ///< "unit.csv"
  std::string_view bytes;
};

/// The demonstration counties there are ("yanchi").
Result<std::vector<std::string>> demo_names();

/// The files of one, what is referred to before what refers to it; not_found names those there are.
Result<std::vector<DemoFile>> demo_files(std::string_view name);

/// Whether the database has no records at all.
Result<bool> holds_nothing(store::Store& store);

/// Imports a demonstration county as any user's files are, and notes in the database that it is one. `told`
/// hears of each file once it is in. A finding in the pack is a defect of the program and stops it.
Result<void> load_demo(Workspace& workspace, std::string_view name,
                       const std::function<void(const RecordDesc&, const ImportReport&)>& told);

}  // namespace jiheng::app
