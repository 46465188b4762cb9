#pragma once

#include <vector>

#include "base/result.h"
#include "law/book.h"
#include "store/store.h"

namespace jiheng::app {

/// Fills what the program computes itself: the lights of monitoring rows and the total, grade and scheme of
/// self-evaluations. Looks at `puts` and at stored rows that depend on them (a changed budget line changes
/// the execution rate of the self-evaluation and the money light of the quarters); puts for those are
/// appended.
Result<std::vector<store::Put>> rescore(store::Store& store, const law::Book& book,
                                        std::vector<store::Put> puts);

}  // namespace jiheng::app
