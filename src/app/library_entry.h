#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/json_writer.h"
#include "base/node.h"
#include "engine/library.h"
#include "law/book.h"
#include "model/library_proposal.h"

namespace jiheng::app {

/// An entry of the library as somebody proposes it.
struct EntryDraft {
  std::string name;
  std::string level;  ///< 数量, 质量, …
  std::string sector;
  std::string op;  ///< code
  std::string target;
  std::optional<std::string> unit;
  std::string explanation;
  std::string evidence;
  std::string data_source;
  bool core = false;

  /// As law/indicators writes entries; what is kept.
  std::string json() const;
};

/// Reads a draft; everything wrong at once, by the same rules as the law's own entries.
EntryDraft read_entry_draft(const Node& node, const engine::LibraryIndex& index, std::string_view pointer,
                            Findings& findings);

/// What was kept, as the API shows it; null for a retired entry.
void write_entry_draft(JsonWriter& json, std::string_view content);

/// The law's library with the county's own versions over it, made once for these versions.
std::shared_ptr<const engine::LibraryIndex> open_county_library(const law::Book& book, Region place,
                                                                Date as_of,
                                                                const std::vector<LibraryVersion>& versions);

}  // namespace jiheng::app
