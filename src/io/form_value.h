#pragma once

#include <string>
#include <string_view>

#include "base/finding.h"
#include "base/result.h"
#include "base/score.h"

namespace jiheng::io {

/// Points as a form writes them. More than two decimals are rounded half up, with a remark in `findings`:
/// what a unit claimed is compared, never added up further.
Result<Score> read_points(std::string_view text, const std::string& where, Findings& findings);

/// ９５ as 95 and ％ as %, where that is all the text says; words keep their width.
std::string plain_width(std::string text);

/// A label as it is compared: full-width folded, without blanks, line breaks, colons and asterisks.
std::string label_key(std::string_view text);

/// `label_key` without brackets and what is in them.
std::string bare_label_key(std::string_view text);

}  // namespace jiheng::io
