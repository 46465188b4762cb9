#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.h"
#include "law/book.h"

namespace jiheng::law {

/// A column of a portal's export and the field it belongs to.
struct MappedColumn {
  std::string field;
  std::vector<std::string> labels;  ///< ways to write its header
  bool required = false;            ///< a table without it is not of this kind
  std::optional<MoneyUnit> unit;    ///< of money; what the header says in brackets goes before it
  bool take_code = false;           ///< of "2050202-高中教育" the code only
  bool fill_down = false;           ///< an empty cell takes the value above
  std::vector<std::pair<std::string, std::string>> codes;  ///< what the portal writes → our code

  /// Whether `text` is one of the labels; blanks, colons and what is in brackets do not count.
  bool is_called(std::string_view text) const;
};

/// A saved column mapping (law/forms/mappings): how rows of a portal's export become records.
struct Mapping {
  std::string id;
  std::string title;
  std::string record;  ///< name of the record that rows become
  std::string sheet;   ///< part of the sheet's name; empty: the sheet that has the header
  int header_rows = 20;
  std::optional<MoneyUnit> money_unit;  ///< empty: the file says it
  bool add_up = false;                  ///< rows of one record are added up, else refused
  std::vector<std::string> totals;      ///< how rows that are no records begin
  std::vector<std::string> ignore;
  std::vector<std::pair<std::string, std::string>> constants;  ///< field → what new records get
  std::vector<MappedColumn> columns;
};

/// Reads a file of law/forms that is a mapping; it has passed its check.
Mapping read_mapping(const Document& document);

/// The mapping `id` in force at `place` on `as_of`; not_found names those that there are.
Result<Mapping> find_mapping(const Book& book, std::string_view id, Region place, Date as_of);

/// Every mapping in force, by id.
std::vector<Mapping> mappings(const Book& book, Region place, Date as_of);

/// The check of mappings: the record and its fields are there, codes are ours, no label leads to two fields,
/// and what a row is recognised by is a column or a constant. Other forms pass.
void check_mappings(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
