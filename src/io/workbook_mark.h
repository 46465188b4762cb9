#pragma once

#include <string>
#include <string_view>

#include "base/finding.h"
#include "base/result.h"

namespace jiheng::io {

/// The user's own workbook with what was found in it: cells named by "sheet!C7" are coloured (red: error,
/// amber: warning, blue: remark) by conditional formats and carry a comment that says what is wrong and how
/// to mend it; a sheet 问题清单 lists everything, with links. Values, formulas, formats and all other parts
/// stay as they are. What an earlier marking left is taken away first, so a mended cell is clean again.
/// Errors: no workbook, or one whose parts do not fit together.
Result<std::string> mark_workbook(std::string_view bytes, std::string_view file, const Findings& findings);

}  // namespace jiheng::io
