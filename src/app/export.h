#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/money.h"
#include "base/region.h"
#include "base/result.h"
#include "schema/record.h"
#include "store/store.h"

namespace jiheng::app {

struct ExportOptions {
  std::optional<Region> place;     ///< empty: every place
  std::optional<FiscalYear> year;  ///< empty: every year; a usage error for records that have none
  MoneyUnit unit = MoneyUnit::wan;
};

struct Export {
  std::string csv;  ///< with byte order mark; import takes it back without loss
  std::int64_t rows = 0;
};

/// Every stored row of one kind as CSV, with the header that an import expects. References are written as
/// codes; one that leads nowhere is an error, for it could not come back.
Result<Export> export_records(store::Store& store, const RecordDesc& record,
                              const ExportOptions& options = {});

}  // namespace jiheng::app
