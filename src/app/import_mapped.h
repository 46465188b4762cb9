#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/long_work.h"
#include "app/workspace.h"
#include "base/finding.h"
#include "base/region.h"
#include "base/result.h"
#include "law/mapping.h"

namespace jiheng::app {

struct MappedOptions {
  bool dry_run = false;         ///< check everything, write nothing
  bool partial = false;         ///< take the good rows although others are bad
  std::optional<Region> place;  ///< of every row; empty: the one place that has units
  store::Actor actor{"cli", "import"};
  Progress progress = {};  ///< told before each stage; asked to stop, nothing is written
};

/// A field that an update changes, as people read it.
struct MappedChange {
  std::string where;   ///< "下达.xlsx 台账!A7", "项目.csv 第 7 行"
  std::string record;  ///< what it is about: the values of its natural key
  std::string field;
  std::string label;
  std::string before;
  std::string after;
};

/// What became of a portal's export.
struct MappedReport {
  std::string file;
  std::string mapping;
  std::string sheet;                     ///< of workbooks
  std::int64_t rows = 0;                 ///< below the header, without blank ones
  std::int64_t totals = 0;               ///< rows of sums that were passed over
  std::int64_t combined = 0;             ///< rows that were added to another one
  std::int64_t refused = 0;              ///< rows with at least one error
  std::vector<std::string> passed_over;  ///< columns that the mapping neither takes nor names
  bool written = false;
  std::int64_t inserted = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::vector<MappedChange> changes;  ///< of the updated rows
  Findings findings;                  ///< in the order of the file; `where` names the cell
};

/// Imports a portal's export (CSV in UTF-8 or GB18030, or XLSX) by a saved mapping: finds the header by its
/// labels, passes over title and total rows, reads amounts in the unit that file or mapping say, translates
/// codes, and looks up units by code or name. All rows in one transaction or none (with `partial`, the good
/// ones). What a row does not say keeps what is stored; the same file again changes nothing. Releases and
/// budgets that the guards of the law would have refused here have happened elsewhere: they are taken, with a
/// warning each. Fails when the file is not such a table.
Result<MappedReport> import_mapped(Workspace& workspace, const law::Mapping& mapping, std::string_view name,
                                   std::string_view bytes, const MappedOptions& options = {});

/// The same for a file on disk.
Result<MappedReport> import_mapped_file(Workspace& workspace, const law::Mapping& mapping,
                                        const std::filesystem::path& path, const MappedOptions& options = {});

}  // namespace jiheng::app
