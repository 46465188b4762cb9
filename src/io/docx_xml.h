#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "io/docx.h"

namespace jiheng::io {

/// word/document.xml. Errors: a style or bookmark that is not there.
Result<std::string> docx_body(const Docx& document);
/// word/styles.xml.
std::string docx_styles(const Docx& document);
/// word/footer1.xml (odd pages, right) or, with `even`, word/footer2.xml (left).
std::string docx_footer(const Docx& document, bool even);

}  // namespace jiheng::io
