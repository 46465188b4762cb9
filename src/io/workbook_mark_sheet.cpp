#include "io/workbook_mark_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "base/text.h"
#include "io/workbook_mark_comments.h"

namespace jiheng::io {
namespace {

/// Always true, and nobody else writes it: by this our conditional formats are known again.
constexpr std::string_view kMarkFormula = "LEN(\"jiheng\")=6";

struct MarkColour {
  Severity severity;
  const char* fill;
  const char* text;
};
constexpr std::array kMarkColours{MarkColour{Severity::info, "FFDDEBF7", "FF1F4E79"},
                                  MarkColour{Severity::warning, "FFFFEB9C", "FF7F6000"},
                                  MarkColour{Severity::error, "FFFFC7CE", "FF9C0006"}};

/// What stands behind conditionalFormatting in a worksheet (ECMA-376 part 1, 18.3.1.99).
constexpr std::array<std::string_view, 23> kBehindFormats{
    "dataValidations", "hyperlinks", "printOptions",    "pageMargins",      "pageSetup",
    "headerFooter",    "rowBreaks",  "colBreaks",       "customProperties", "cellWatches",
    "ignoredErrors",   "smartTags",  "drawing",         "drawingHF",        "legacyDrawing",
    "legacyDrawingHF", "picture",    "oleObjects",      "controls",         "webPublishItems",
    "tableParts",      "extLst",     "AlternateContent"};

void remove_marks(pugi::xml_node sheet) {
  std::vector<pugi::xml_node> ours;
  for (const auto& format : sheet.children()) {
    if (local_name(format) != "conditionalFormatting") continue;
    const auto rule = child_named(format, "cfRule");
    if (rule && child_named(rule, "formula").child_value() == kMarkFormula) ours.push_back(format);
  }
  for (const auto& format : ours) sheet.remove_child(format);
}

pugi::xml_node insert_format(pugi::xml_node sheet) {
  const std::string name = prefixed(sheet, "conditionalFormatting");
  for (const auto& child : sheet.children()) {
    if (std::ranges::find(kBehindFormats, local_name(child)) != kBehindFormats.end())
      return sheet.insert_child_before(name.c_str(), child);
  }
  return sheet.append_child(name.c_str());
}

void colour_cells(pugi::xml_node sheet, const std::vector<CellMark>& marks, const MarkFormats& formats) {
  for (const auto& colour : kMarkColours) {
    std::string cells;
    for (const auto& mark : marks) {
      const int format = formats.by_severity[static_cast<std::size_t>(mark.finding.severity)];
      if (mark.finding.severity != colour.severity || format < 0) continue;
      cells += (cells.empty() ? "" : " ") + cell_name(mark.place.row, mark.place.column);
    }
    if (cells.empty()) continue;
    auto format = insert_format(sheet);
    format.append_attribute("sqref") = cells.c_str();
    auto rule = format.append_child(prefixed(sheet, "cfRule").c_str());
    rule.append_attribute("type") = "expression";
    rule.append_attribute("dxfId") = formats.by_severity[static_cast<std::size_t>(colour.severity)];
    rule.append_attribute("priority") =
        1 + static_cast<int>(Severity::error) - static_cast<int>(colour.severity);
    rule.append_child(prefixed(sheet, "formula").c_str())
        .append_child(pugi::node_pcdata)
        .set_value(std::string(kMarkFormula).c_str());
  }
}

std::string_view severity_word(Severity severity) {
  return severity == Severity::error ? "错误" : severity == Severity::warning ? "提醒" : "说明";
}

std::string text_cell(int column, std::size_t row, std::string_view text) {
  return fmt::format(R"(<c r="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)",
                     cell_name(static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column)),
                     escape_markup(text));
}

}  // namespace

MarkFormats add_mark_formats(pugi::xml_node styles) {
  MarkFormats formats;
  auto list = child_named(styles, "dxfs");
  if (!list) {
    pugi::xml_node before;
    for (const auto& child : styles.children()) {
      const auto name = local_name(child);
      if (name == "tableStyles" || name == "colors" || name == "extLst") {
        before = child;
        break;
      }
    }
    const std::string name = prefixed(styles, "dxfs");
    list = before ? styles.insert_child_before(name.c_str(), before) : styles.append_child(name.c_str());
  }
  int count = 0;
  std::map<std::string, int> there;  // fill colour → position
  for (const auto& dxf : list.children()) {
    if (local_name(dxf) != "dxf") continue;
    const auto colour = child_named(child_named(child_named(dxf, "fill"), "patternFill"), "bgColor");
    there.emplace(colour.attribute("rgb").value(), count++);
  }
  for (const auto& colour : kMarkColours) {
    auto& format = formats.by_severity[static_cast<std::size_t>(colour.severity)];
    if (const auto old = there.find(colour.fill); old != there.end()) {
      format = old->second;
      continue;
    }
    auto dxf = list.append_child(prefixed(styles, "dxf").c_str());
    dxf.append_child(prefixed(styles, "font").c_str())
        .append_child(prefixed(styles, "color").c_str())
        .append_attribute("rgb") = colour.text;
    dxf.append_child(prefixed(styles, "fill").c_str())
        .append_child(prefixed(styles, "patternFill").c_str())
        .append_child(prefixed(styles, "bgColor").c_str())
        .append_attribute("rgb") = colour.fill;
    format = count++;
  }
  if (!list.attribute("count")) list.append_attribute("count");
  list.attribute("count") = count;
  return formats;
}

Result<void> mark_sheet(XlsxPackage& package, const std::string& part, const std::vector<CellMark>& marks,
                        const MarkFormats& formats) {
  const auto text = package.text(part);
  if (!text) return pass(text);
  const bool marked_before = text->find("jiheng") != std::string::npos;
  if (marks.empty() && !marked_before) return {};
  const auto tree = package.xml(part);
  if (!tree) return pass(tree);
  pugi::xml_node sheet = (*tree)->document_element();
  remove_marks(sheet);
  colour_cells(sheet, marks, formats);
  std::map<std::string, std::string> comments;
  for (const auto& mark : marks) {
    auto& comment = comments[cell_name(mark.place.row, mark.place.column)];
    comment += fmt::format("{}{}：{}", comment.empty() ? "" : "\n", severity_word(mark.finding.severity),
                           mark.finding.message);
    if (!mark.finding.hint.empty()) comment += fmt::format("（{}）", mark.finding.hint);
  }
  return set_comments(package, part, sheet, comments);
}

std::string list_sheet_xml(const Findings& findings, std::string_view main_namespace) {
  std::string xml = fmt::format(R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="{}">)",
                                main_namespace);
  xml +=
      R"(<!--jiheng-findings--><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="2" width="7" customWidth="1"/><col min="3" max="3" width="24" customWidth="1"/><col min="4" max="5" width="60" customWidth="1"/><col min="6" max="6" width="20" customWidth="1"/></cols><sheetData>)";
  xml += R"(<row r="1">)";
  for (std::size_t c = 0; c < kListHeads.size(); ++c)
    xml += text_cell(static_cast<int>(c) + 1, 1, kListHeads[c]);
  xml += "</row>";
  std::string links;
  std::size_t row = 1;
  for (const auto& finding : findings) {
    ++row;
    xml += fmt::format(R"(<row r="{}"><c r="A{}"><v>{}</v></c>)", row, row, row - 1);
    xml += text_cell(2, row, severity_word(finding.severity)) + text_cell(3, row, finding.where) +
           text_cell(4, row, finding.message) + text_cell(5, row, finding.hint) +
           text_cell(6, row, finding.rule) + "</row>";
    const auto mark = finding.where.rfind('!');
    if (mark == std::string::npos || !parse_cell_name(std::string_view(finding.where).substr(mark + 1)))
      continue;
    const std::string target =
        "'" + replace_all(finding.where.substr(0, mark), "'", "''") + "'" + finding.where.substr(mark);
    links += fmt::format(R"(<hyperlink ref="C{}" location="{}"/>)", row, escape_markup(target));
  }
  xml += "</sheetData>";
  if (!links.empty()) xml += "<hyperlinks>" + links + "</hyperlinks>";
  return xml + R"(<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>)";
}

void append_sheet(pugi::xml_node workbook, const std::string& name, const std::string& relation,
                  std::string_view document_namespace) {
  auto sheets = child_named(workbook, "sheets");
  unsigned highest = 0;
  for (const auto& sheet : sheets.children())
    highest = std::max(highest, sheet.attribute("sheetId").as_uint());
  auto sheet = sheets.append_child(prefixed(workbook, "sheet").c_str());
  sheet.append_attribute("name") = name.c_str();
  sheet.append_attribute("sheetId") = highest + 1;
  // The prefix is declared here: not every workbook calls it r.
  sheet.append_attribute("xmlns:jh") = std::string(document_namespace).c_str();
  sheet.append_attribute("jh:id") = relation.c_str();
}

}  // namespace jiheng::io
