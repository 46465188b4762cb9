#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/workspace.h"
#include "base/finding.h"
#include "base/region.h"
#include "base/result.h"
#include "schema/record.h"
#include "store/store.h"

namespace jiheng::app {

struct ImportOptions {
  bool dry_run = false;  ///< check everything, write nothing
  bool partial = false;  ///< take the good rows although others are bad
  std::filesystem::path
      errors_out;  ///< where to hand back the bad rows as CSV, with a column 问题; empty: nowhere
  std::optional<Region> place;  ///< of every row, when the file has no column 区划代码
  store::Actor actor{"cli", "import"};
};

/// A file in memory, as import_together() takes several.
struct ImportSource {
  const RecordDesc* record = nullptr;
  std::string name;  ///< "unit.csv"
  std::string_view bytes;
};

/// What became of a file. Rows are refused for `error` findings only; warnings ask for a look.
struct ImportReport {
  std::string file;
  std::int64_t rows = 0;      ///< below the header, blank lines not counted
  std::int64_t refused = 0;   ///< rows with at least one error
  bool written = false;       ///< false for a dry run, and when bad rows kept all of it out
  std::int64_t inserted = 0;  ///< of the rows written, or that a dry run would write
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  Findings findings;  ///< in the order of the file; `where` names file, row and column
};

/// Imports a CSV or XLSX file of one kind of record, all rows in one transaction or none (with `partial`, the
/// good ones). A row is recognised by its natural key, so the same file twice changes nothing; columns that
/// are left out keep what is stored. Fails, with every fault of the header at once, when the file cannot be
/// read as such a table.
Result<ImportReport> import_file(Workspace& workspace, const RecordDesc& record,
                                 const std::filesystem::path& path, const ImportOptions& options = {});

/// The same for a file in memory that is called `name`.
Result<ImportReport> import_bytes(Workspace& workspace, const RecordDesc& record, std::string_view name,
                                  std::string_view bytes, const ImportOptions& options = {});

/// Imports several files, and `settings` of the database, in one transaction into a database without records;
/// refuses one that has any. What is referred to stands in an earlier file. When there is anything to say
/// about a row, nothing is written, and the last report says it.
Result<std::vector<ImportReport>> import_together(
    Workspace& workspace, std::span<const ImportSource> files, const ImportOptions& options,
    std::vector<std::pair<std::string, std::string>> settings = {});

/// Whether the database has no records at all.
Result<bool> holds_nothing(store::Store& store);

}  // namespace jiheng::app
