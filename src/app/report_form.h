#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/report.h"

// The forms that write_report() can give a document; a file each.
namespace jiheng::app {

/// What stands behind a number made up for demonstration, raised where the form can.
inline constexpr std::string_view kDemonstrationMark = "示";

/// A paragraph a line, tables in columns, the annex as a list.
std::string report_as_text(const ReportDocument& document);
std::string report_as_markdown(const ReportDocument& document);
/// One page without scripts or anything from elsewhere.
std::string report_as_html(const ReportDocument& document, const ReportOptions& options);
/// The form of api/openapi.json.
std::string report_as_json(const ReportDocument& document);
Result<std::string> report_as_docx(const ReportDocument& document);

/// Citations of a figure or rule in one line, by document number: "财预〔2020〕10号 第十六条（待核实）"; what
/// is our own says so.
std::string citations_text(const law::Book& book, const std::vector<law::Citation>& citations);

/// The documents that the annex cites, each once: "财预〔2020〕10号《项目支出绩效评价管理办法》".
std::vector<std::string> cited_documents(const ReportDocument& document);

/// "评价结果应用率"; with the year when it is not the report's.
std::string label_of(const engine::Report& report, const engine::ReportFigure& figure);

/// Columns that text takes in a terminal or a table of half-width characters: wide characters two.
std::size_t shown_width(std::string_view text);

/// "84726.10 万元", "27 个", "100%", "—".
std::string value_with_unit(const engine::ReportFigure& figure);

/// Where the annex entry of a span's figure or rule is: "figure-3", "law-1"; empty for plain text.
std::string annex_anchor(const engine::Report& report, const engine::ReportSpan& span);

/// The definition, and by which dimensions the text takes slices of the figure.
std::string definition_text(const engine::ReportFigure& figure);

}  // namespace jiheng::app
