#pragma once

#include <string_view>

#include "base/json_writer.h"
#include "law/book.h"

namespace jiheng::law {

/// One rule as the CLI and the HTTP API show it, the same members in both: each writes one JSON value.

/// {"source","document_number","title","article","verified","note"}
void write_citation(JsonWriter& json, const Book& book, const Citation& citation);

/// {"kind","id","title","place","place_name","since","until","basis","verified","status"}
void write_summary(JsonWriter& json, const Book& book, const Document& document);

/// {"place","place_name","title","since","until","basis","why","file","yaml","citations":[…]}; citations
/// inside the rule (of dated values, of single rules) come after those of its head.
void write_layer(JsonWriter& json, const Book& book, const Document& document);

/// {"kind","id","title","place","as_of","rule","layers":[…],"versions":[…],"used_by":[…]}
void write_match(JsonWriter& json, const Book& book, Kind kind, const Match& match, std::string_view place,
                 Date as_of);

}  // namespace jiheng::law
