#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/json_writer.h"
#include "base/region.h"
#include "engine/library.h"
#include "law/book.h"

namespace jiheng::app {

/// The indicator library in force at a place and a day; without a place, the nation's. Made once for a
/// version of the law and kept, for it is asked while somebody types. Thread-safe.
std::shared_ptr<const engine::LibraryIndex> open_library(const law::Book& book, std::optional<Region> place,
                                                         Date as_of);

/// {"code","name","level1","level2",…}: an entry with every attribute, codes and labels, as the CLI and the
/// API show it. The caller may add members before end_object.
void begin_library_entry(JsonWriter& json, const law::Book& book, const engine::LibraryIndex& index,
                         std::size_t entry);

/// {"place","groups":[{"group","sectors":[{"sector","entries"}]}]}: what to pick from.
void write_sector_tree(JsonWriter& json, const engine::LibraryIndex& index);

/// An entry with why it is suggested.
void write_suggestion(JsonWriter& json, const law::Book& book, const engine::LibraryIndex& index,
                      const engine::Suggestion& suggestion);

/// The entries as CSV for people, with byte order mark.
std::string library_csv(const engine::LibraryIndex& index, const std::vector<std::size_t>& entries);
/// The same as a workbook.
Result<std::string> library_xlsx(const engine::LibraryIndex& index, const std::vector<std::size_t>& entries);
/// The same for programs: every attribute, codes and labels, with the version of the law.
std::string library_json(const law::Book& book, const engine::LibraryIndex& index,
                         const std::vector<std::size_t>& entries);

}  // namespace jiheng::app
