#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/import.h"

namespace jiheng::app {

/// The demonstration counties there are ("yanchi").
Result<std::vector<std::string>> demo_names();

/// The files of one, what is referred to before what refers to it; not_found names those there are.
Result<std::vector<ImportSource>> demo_files(std::string_view name);

/// The bytes of one file of a demonstration county ("user.csv"); not_found when it has none.
Result<std::string_view> demo_file(std::string_view name, std::string_view file);

/// One row of a demonstration's own file, by the heads of its columns.
using DemoRow = std::map<std::string, std::string>;
/// The rows of such a file (CSV); an error names the line.
Result<std::vector<DemoRow>> read_demo_rows(std::string_view bytes);

/// A demonstration account: public, and only good where the demonstration's people were loaded.
struct DemoAccount {
  std::string account;
  std::string name;
  std::string role_label;
  std::string unit_name;
  std::string password;
};

/// Adds the people of a demonstration county to a folder that holds it: users, what they hold and what was
/// given to them, all marked as illustrative, with the public password of the demonstration. From then on the
/// folder's calendar is that of the county (`calendar.txt`).
Result<void> load_demo_people(Workspace& workspace, std::string_view name,
                              const std::function<void(const RecordDesc&, const ImportReport&)>& told);

/// Adds declarations of the next budget year in every state of the process, with their cases, steps, versions
/// and reviews, done by the people of the demonstration, whose folder it must be. All illustrative.
Result<void> load_demo_goals(Workspace& workspace, std::string_view name,
                             const std::function<void(const RecordDesc&, const ImportReport&)>& told);

/// The accounts to choose from at log-in, one for each role and the first of its units; empty when the people
/// were not loaded.
Result<std::vector<DemoAccount>> demo_accounts(Workspace& workspace, std::string_view name);

/// Imports a demonstration county, as any user's files are, into a database without records, and notes in the
/// database that it is one: all in one transaction or nothing. `told` hears of each file once they are in. A
/// finding in the pack is a defect of the program and stops it.
Result<void> load_demo(Workspace& workspace, std::string_view name,
                       const std::function<void(const RecordDesc&, const ImportReport&)>& told);

}  // namespace jiheng::app
