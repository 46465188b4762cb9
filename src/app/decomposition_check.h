#pragma once

#include "app/decomposition.h"

namespace jiheng::app {

/// Fills in the lines (what adds up, and whether it fits) and the findings of the guards
/// (law/parameters/goal/decomposition-*.yaml). Pure but for the law.
Result<void> check_decomposition(Workspace& workspace, Decomposition& made);

}  // namespace jiheng::app
