#pragma once

#include <optional>
#include <string>

#include "law/book.h"

namespace jiheng::law {

/// Reads the head that every law file has into `document` from `document.body`. Says false, without a
/// finding, when it cannot be used at all (no id); what is wrong with it is the schema's to say.
bool read_head(Document& document);

/// The citations of a list `citations:`; empty when there is none.
std::vector<Citation> read_citations(const Node* list);

/// Every citation of a document, those of its head first, each once.
std::vector<Citation> all_citations(const Document& document);

/// The date of a scalar member, if it is one.
std::optional<Date> read_date(const Node& map, std::string_view key);

}  // namespace jiheng::law
