#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "io/xlsx_edit.h"
#include "io/xlsx_value.h"

namespace jiheng::io {

/// One cell with one thing that is wrong with it.
struct CellMark {
  CellPlace place;
  Finding finding;
};

/// Positions of our differential formats by Severity; -1: the workbook has no styles, cells stay uncoloured.
struct MarkFormats {
  std::array<int, 3> by_severity{-1, -1, -1};
};

/// By this a list sheet is known to be ours.
inline constexpr std::string_view kListSheetMark = "jiheng-findings";

/// Adds our formats to the styles part, or finds those of an earlier time.
MarkFormats add_mark_formats(pugi::xml_node styles);

/// Takes earlier marks off a sheet and puts the new ones on: conditional formats and comments.
Result<void> mark_sheet(XlsxPackage& package, const std::string& part, const std::vector<CellMark>& marks,
                        const MarkFormats& formats);

/// The heads of the list sheet, by which it is known after another program saved it.
inline constexpr std::array<std::string_view, 6> kListHeads{"序号", "级别", "位置", "问题", "怎么改", "规则"};

/// A whole worksheet part in the given namespace that lists the findings, with links to their cells.
std::string list_sheet_xml(const Findings& findings, std::string_view main_namespace);

/// Enters a sheet into the workbook part.
void append_sheet(pugi::xml_node workbook, const std::string& name, const std::string& relation,
                  std::string_view document_namespace);

}  // namespace jiheng::io
