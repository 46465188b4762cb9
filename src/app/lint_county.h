#pragma once

#include "base/result.h"
#include "engine/lint_county.h"
#include "store/store.h"

namespace jiheng::app {

/// Reads what the lint rules want to know of the rest of a county for forms of `year`: one reading of its
/// units, projects, goals and indicators, to be kept until somebody writes.
Result<engine::LintCountyIndex> load_lint_county(store::Store& store, Region region, FiscalYear year);

}  // namespace jiheng::app
