#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jiheng {

/// Without blanks at either end: ASCII ones, no-break, ideographic and those without width.
std::string_view trim(std::string_view text);

/// Parts between `separator`, empty ones included; "" gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Full-width ASCII forms (ＡＢＣ１２３，．－) as their ASCII letters; everything else as it is.
std::string fold_width(std::string_view text);

/// `text` with every `from` replaced by `to`; `from` must not be empty.
std::string replace_all(std::string text, std::string_view from, std::string_view to);

/// Text for between the tags of HTML or XML, or in an attribute: & < > " escaped, control characters that XML
/// cannot carry left out.
std::string escape_markup(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

/// How many characters (code points) well-formed UTF-8 has.
std::size_t count_characters(std::string_view text);

/// The code points of well-formed UTF-8.
std::u32string to_code_points(std::string_view text);

/// The first `count` characters of well-formed UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count);

/// GB18030 bytes as UTF-8; an error names the byte offset where they are not GB18030.
Result<std::string> gb18030_to_utf8(std::string_view bytes);

}  // namespace jiheng
