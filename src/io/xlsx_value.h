#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/xlsx_reader.h"

namespace jiheng::io {

/// A number as an XLSX part writes it ("97.3", "1.5E-3", "97.299999999999997") as plain decimal digits.
/// Exponents are written out exactly; fractions with more than 15 significant digits, which are a
/// spreadsheet's binary noise, are rounded to 15 as the spreadsheet itself shows them. Nothing when it is no
/// number.
std::optional<std::string> plain_number(std::string_view text);

/// What a number format shows: date, time, date_time, percent or number.
CellKind kind_of_format(int id, std::string_view code);

/// What of a date the format shows; whole for all that are no dates.
DateShape shape_of_format(int id, std::string_view code);

/// A date serial as text ("2022-03-31", "08:30:00", "2022-03-31 08:30:00"); nothing when there is no such day
/// (serial 60 of the 1900 system, negative, beyond 9999).
std::optional<std::string> date_text(std::string_view serial, CellKind kind, bool date1904);

/// `_x000D_` and the like as the characters they stand for.
std::string unescape_cell(std::string_view text);

struct CellPlace {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

/// "C7"; nothing unless within A1…XFD1048576.
std::optional<CellPlace> parse_cell_name(std::string_view name);

}  // namespace jiheng::io
