#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>

#include "law/book.h"

namespace jiheng::law {

/// "cn/640323" → "盐池县" from every file of law/places (entries of code and name); "cn" is there too.
std::map<std::string, std::string, std::less<>> read_places(std::span<const Document> documents);

/// "640300" → "cn/6403"; "cn" for "000000".
std::string place_of_code(std::string_view code);

/// The check of law/places: codes are real divisions, unique, and their province is known.
void check_places(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
