#include "app/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/report_form.h"
#include "base/text.h"

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

/// The document's number, else its title, else the id.
std::string source_number(const law::Book& book, const std::string& id) {
  const auto* source = book.source(id);
  if (source == nullptr) return id;
  const auto number = source->body.text_of("number");
  return number.empty() ? fmt::format("《{}》", source->title) : std::string(number);
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
    if (document.kind == law::Kind::reports && document.status == "active" && !known)
      offers.push_back({document.id, document.title});
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

Result<std::string> write_report(const ReportDocument& document, ReportFormat format,
                                 const ReportOptions& options) {
  switch (format) {
    case ReportFormat::text: return report_as_text(document);
    case ReportFormat::markdown: return report_as_markdown(document);
    case ReportFormat::html: return report_as_html(document, options);
    case ReportFormat::docx: return report_as_docx(document);
    case ReportFormat::json: return report_as_json(document);
  }
  return fail(ErrorCode::internal, "没有这种格式");
}

std::string citations_text(const law::Book& book, const std::vector<law::Citation>& citations) {
  if (citations.empty()) return "本系统统计口径";
  std::vector<std::string> texts;
  for (const auto& citation : citations) {
    texts.push_back(fmt::format("{}{}{}{}", source_number(book, citation.source),
                                citation.article.empty() ? "" : " ", citation.article,
                                citation.verified ? "" : "（待核实）"));
  }
  return fmt::format("{}", fmt::join(texts, "；"));
}

std::vector<std::string> cited_documents(const ReportDocument& document) {
  std::vector<std::string> cited;
  const auto add = [&](const std::vector<law::Citation>& citations) {
    for (const auto& citation : citations) {
      const auto* source = document.view.book->source(citation.source);
      if (source == nullptr) continue;
      auto text = source->title.starts_with("《") ? source->title : fmt::format("《{}》", source->title);
      if (const auto number = source->body.text_of("number"); !number.empty())
        text = std::string(number) + text;
      if (std::ranges::find(cited, text) == cited.end()) cited.push_back(std::move(text));
    }
  };
  for (const auto& figure : document.report.figures) add(figure.citations);
  for (const auto& rule : document.report.laws) add(rule.citations);
  return cited;
}

std::string label_of(const engine::Report& report, const engine::ReportFigure& figure) {
  if (figure.year == report.year.value()) return figure.figure.label;
  return fmt::format("{}（{}年）", figure.figure.label, figure.year);
}

std::size_t shown_width(std::string_view text) {
  std::size_t width = 0;
  for (const char32_t c : to_code_points(text))
    width += c >= 0x1100 && c != U'—' && c != U'“' && c != U'”' ? 2 : 1;
  return width;
}

std::string value_with_unit(const engine::ReportFigure& figure) {
  const auto& unit = figure.figure.unit;
  if (!figure.value.value) return "—";
  return fmt::format("{}{}{}", figure.value.text, unit == "%" ? "" : " ", unit);
}

std::string annex_anchor(const engine::Report& report, const engine::ReportSpan& span) {
  if (!span.figure.empty()) {
    const auto found = std::ranges::find_if(
        report.figures, [&](const auto& f) { return f.figure.id == span.figure && f.year == span.year; });
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
