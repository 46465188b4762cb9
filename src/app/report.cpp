#include "app/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/report_form.h"

namespace jiheng::app {
namespace {

struct ReportFormatRow {
  ReportFormat format;
  std::string_view code;
  std::string_view media_type;
};

constexpr std::array<ReportFormatRow, 5> kReportFormats{{
    {ReportFormat::text, "text", "text/plain; charset=utf-8"},
    {ReportFormat::markdown, "md", "text/markdown; charset=utf-8"},
    {ReportFormat::html, "html", "text/html; charset=utf-8"},
    {ReportFormat::docx, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {ReportFormat::json, "json", "application/json; charset=utf-8"},
}};

const ReportFormatRow& report_format_row(ReportFormat format) {
  return *std::ranges::find(kReportFormats, format, &ReportFormatRow::format);
}

}  // namespace

std::string_view report_format_code(ReportFormat format) { return report_format_row(format).code; }

std::string_view report_media_type(ReportFormat format) { return report_format_row(format).media_type; }

std::optional<ReportFormat> find_report_format(std::string_view code) {
  const auto found = std::ranges::find(kReportFormats, code, &ReportFormatRow::code);
  return found == kReportFormats.end() ? std::nullopt : std::optional<ReportFormat>(found->format);
}

std::vector<ReportOffer> reports_on_offer(const Workspace& workspace) {
  std::vector<ReportOffer> offers;
  for (const auto& document : workspace.book().documents()) {
    const bool known = std::ranges::find(offers, document.id, &ReportOffer::id) != offers.end();
    if (document.kind == law::Kind::reports && document.status == "active" && !known) offers.push_back({document.id, document.title});
  }
  return offers;
}

Result<ReportDocument> draw_report(Workspace& workspace, const ReportRequest& request) {
  auto view = open_view(workspace, request.snapshot);
  if (!view) return pass(view);
  auto report = engine::render_report(*view->facts, *view->book, request.id, request.place, request.year);
  if (!report) return pass(report);
  const auto at = view->snapshot ? view->snapshot->taken_at_ms : workspace.clock().now_ms();
  return ReportDocument{std::move(*report), std::move(*view), beijing_date(at)};
}

Result<std::string> write_report(const ReportDocument& document, ReportFormat format, const ReportOptions& options) {
  switch (format) {
    case ReportFormat::text: return report_as_text(document);
    case ReportFormat::markdown: return report_as_markdown(document);
    case ReportFormat::html: return report_as_html(document, options);
    case ReportFormat::docx: return report_as_docx(document);
    case ReportFormat::json: return report_as_json(document);
  }
  return fail(ErrorCode::internal, "没有这种格式");
}

std::string citation_text(const law::Book& book, const law::Citation& citation) {
  const auto* source = book.source(citation.source);
  std::string text = source == nullptr ? citation.source : fmt::format("《{}》", source->title);
  const auto number = source == nullptr ? std::string_view() : source->body.text_of("number");
  if (!number.empty()) text += fmt::format("（{}）", number);
  text += citation.article;
  if (!citation.verified) text += "（待核实）";
  return text;
}

std::string citations_text(const law::Book& book, const std::vector<law::Citation>& citations) {
  if (citations.empty()) return "本系统统计口径";
  std::vector<std::string> texts;
  for (const auto& citation : citations) texts.push_back(citation_text(book, citation));
  return fmt::format("{}", fmt::join(texts, "；"));
}

std::string value_with_unit(const engine::ReportFigure& figure) {
  const auto& unit = figure.figure.unit;
  if (!figure.value.value) return "—";
  return fmt::format("{}{}{}", figure.value.text, unit == "%" ? "" : " ", unit);
}

std::string annex_anchor(const engine::Report& report, const engine::ReportSpan& span) {
  if (!span.figure.empty()) {
    const auto found = std::ranges::find_if(report.figures, [&](const auto& f) { return f.figure.id == span.figure && f.year == span.year; });
    if (found != report.figures.end()) return fmt::format("figure-{}", found - report.figures.begin() + 1);
  }
  if (!span.law.empty()) {
    const auto found = std::ranges::find(report.laws, span.law, &engine::ReportLaw::key);
    if (found != report.laws.end()) return fmt::format("law-{}", found - report.laws.begin() + 1);
  }
  return {};
}

std::string definition_text(const engine::ReportFigure& figure) {
  if (figure.sliced_by.empty()) return figure.figure.definition;
  return fmt::format("{}正文按{}取其中一部分。", figure.figure.definition, fmt::join(figure.sliced_by, "、"));
}

}  // namespace jiheng::app
