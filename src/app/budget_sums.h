#pragma once

#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace jiheng::app {

/// Completes what is to be written: a budget line that has changes (BudgetChange), stored or among `puts`,
/// gets their sums as 年初预算数 and 全年预算数; a line that had numbers before its first change keeps them
/// as changes of their own ("由已有预算数转入"). Conflict, with a finding for each line (`where` "/<position
/// of the put>"), when a put of a budget line says something else than its changes, or when a sum would fall
/// below zero.
Result<std::vector<store::Put>> with_budget_sums(store::Store& store, std::vector<store::Put> puts);

}  // namespace jiheng::app
