#pragma once

#include <functional>
#include <string_view>

#include "app/import.h"
#include "app/workspace.h"

namespace jiheng::app {

/// Adds overall goals of a few departments for the next budget year, each at another step, written, confirmed
/// and sent on by the people of the demonstration through the same use cases as anybody's. The declarations
/// of projects must be there. All illustrative.
Result<void> load_demo_departments(Workspace& workspace, std::string_view name,
                                   const std::function<void(const RecordDesc&, const ImportReport&)>& told);

}  // namespace jiheng::app
