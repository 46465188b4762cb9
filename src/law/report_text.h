#pragma once

#include <string_view>

#include "base/result.h"
#include "law/report.h"

namespace jiheng::law {

/// `assessment.count[conclusion=support, listed=yes]@+1:about`. The error's message says what is wrong with
/// it.
Result<FigureRef> parse_figure_ref(std::string_view text);

/// `parameters/report.attention#low_share`.
Result<LawRef> parse_law_ref(std::string_view text);

/// Text with references in braces. Line breaks and the blanks around them are not part of it.
Result<std::vector<ReportPiece>> parse_pieces(std::string_view text);

/// `a.b[c=d] < law parameters/x#y and not (few or c.d > 0)`.
Result<ReportCondition> parse_condition(std::string_view text);

}  // namespace jiheng::law
