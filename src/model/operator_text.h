#pragma once

#include <optional>
#include <string_view>

#include "model/indicator.h"

namespace jiheng {

/// The operator that a 性质 column means: ≥ >= ＝ == ≤ ≦ 大于等于 不低于 定性 … in any width; nothing when it
/// is none.
std::optional<Operator> parse_operator(std::string_view text);

/// Takes an operator off the front ("≥95%", "不低于95%") or the end ("95%以上") of `text`, which must be
/// width-folded. Never 定性: that is no part of a value.
std::optional<Operator> take_operator(std::string_view& text);

}  // namespace jiheng
