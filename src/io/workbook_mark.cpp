#include "io/workbook_mark.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "io/workbook_mark_sheet.h"
#include "io/xlsx_edit.h"
#include "io/xlsx_reader.h"
#include "io/xlsx_value.h"

namespace jiheng::io {
namespace {

constexpr std::string_view kListName = "问题清单";

/// The sheets of a workbook by name, with their parts.
struct SheetParts {
  std::string workbook;
  std::vector<std::pair<std::string, std::string>> sheets;

  const std::string* find(std::string_view name) const {
    for (const auto& [sheet, part] : sheets) {
      if (sheet == name) return &part;
    }
    return nullptr;
  }
};

tl::unexpected<Error> no_workbook(std::string_view file) {
  return fail(ErrorCode::invalid, fmt::format("{}：工作簿缺少必要的部件", file));
}

Result<SheetParts> sheet_parts(XlsxPackage& package, std::string_view file) {
  SheetParts parts;
  const auto top = relations(package, "");
  if (!top) return pass(top);
  for (const auto& relation : *top) {
    if (relation.type == "officeDocument") parts.workbook = relation.part;
  }
  if (parts.workbook.empty() || !package.contains(parts.workbook)) return no_workbook(file);
  const auto inner = relations(package, parts.workbook);
  if (!inner) return pass(inner);
  const auto tree = package.xml(parts.workbook);
  if (!tree) return pass(tree);
  for (const auto& node : child_named((*tree)->document_element(), "sheets").children()) {
    std::string id;
    for (const auto& attribute : node.attributes()) {
      if (std::string_view(attribute.name()).ends_with(":id")) id = attribute.value();
    }
    const auto found = std::ranges::find(*inner, id, &Relation::id);
    if (found != inner->end()) parts.sheets.emplace_back(node.attribute("name").value(), found->part);
  }
  return parts;
}

/// "sheet!C7" taken apart; nothing when it names no cell.
std::optional<std::pair<std::string, CellPlace>> cell_of(const Finding& finding) {
  const auto mark = finding.where.rfind('!');
  if (mark == std::string::npos) return std::nullopt;
  const auto place = parse_cell_name(std::string_view(finding.where).substr(mark + 1));
  if (!place) return std::nullopt;
  return std::pair(finding.where.substr(0, mark), *place);
}

/// The part of styles and the first of our three formats in it; adds what is missing.
Result<void> add_formats(XlsxPackage& package, const SheetParts& parts, MarkFormats& formats) {
  const auto inner = relations(package, parts.workbook);
  if (!inner) return pass(inner);
  const auto styles = std::ranges::find(*inner, "styles", &Relation::type);
  if (styles == inner->end() || !package.contains(styles->part)) return {};
  const auto tree = package.xml(styles->part);
  if (!tree) return pass(tree);
  formats = add_mark_formats((*tree)->document_element());
  return {};
}

/// Whether another program saved the sheet after we wrote it: it has our heads in its first row.
bool has_list_heads(const XlsxSheet& sheet) {
  for (std::size_t c = 0; c < kListHeads.size(); ++c) {
    const auto* cell = sheet.find(1, static_cast<std::uint32_t>(c) + 1);
    if (cell == nullptr || cell->text != kListHeads[c]) return false;
  }
  return true;
}

Result<void> add_list_sheet(XlsxPackage& package, SheetParts& parts, const XlsxWorkbook& before,
                            const Findings& findings) {
  std::string content = list_sheet_xml(findings, package.main_namespace());
  for (const auto& sheet : before.sheets) {
    const std::string* old = parts.find(sheet.name);
    if (old == nullptr || !sheet.name.starts_with(kListName)) continue;
    const auto text = package.text(*old);
    if (!has_list_heads(sheet) && (!text || text->find(kListSheetMark) == std::string::npos)) continue;
    package.put(*old, std::move(content));
    return {};
  }
  std::string name(kListName);
  for (int n = 2; parts.find(name) != nullptr; ++n) name = fmt::format("{}({})", kListName, n);
  const std::string part = package.free_name("xl/worksheets/jiheng", ".xml");
  package.put(part, std::move(content));
  if (auto done = add_content_type(
          package, part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml");
      !done)
    return done;
  const auto id = add_relation(package, parts.workbook, "worksheet", part);
  if (!id) return pass(id);
  const auto tree = package.xml(parts.workbook);
  if (!tree) return pass(tree);
  append_sheet((*tree)->document_element(), name, *id, package.document_namespace());
  return {};
}

}  // namespace

Result<std::string> mark_workbook(std::string_view bytes, std::string_view file, const Findings& findings) {
  // The reader's own limits and checks first: what it refuses is not edited either.
  const auto readable = read_xlsx(bytes, file);
  if (!readable) return pass(readable);
  auto package = XlsxPackage::open(bytes, file);
  if (!package) return pass(package);
  auto parts = sheet_parts(*package, file);
  if (!parts) return pass(parts);
  MarkFormats formats;
  if (const auto done = add_formats(*package, *parts, formats); !done) return pass(done);
  std::map<std::string, std::vector<CellMark>> marks;
  for (const auto& finding : findings) {
    const auto cell = cell_of(finding);
    if (cell) marks[cell->first].push_back({cell->second, finding});
  }
  for (const auto& [name, part] : parts->sheets) {
    if (const auto done = mark_sheet(*package, part, marks[name], formats); !done) return pass(done);
  }
  if (const auto done = add_list_sheet(*package, *parts, *readable, findings); !done) return pass(done);
  return package->save();
}

}  // namespace jiheng::io
