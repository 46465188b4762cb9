#include "app/report_form.h"
#include "base/decimal.h"
#include "base/json_writer.h"
#include "law/law_json.h"

namespace jiheng::app {
namespace {

/// Money in 分, scores and ratios as decimal numbers, counts as they are.
void write_figure_number(JsonWriter& json, law::ValueKind kind, std::optional<std::int64_t> value) {
  json.key("value");
  if (!value) {
    json.null();
  } else if (kind == law::ValueKind::score) {
    json.number(format_decimal_short(*value, 2));
  } else if (kind == law::ValueKind::ratio) {
    json.number(format_decimal_short(*value, 6));
  } else {
    json.integer(*value);
  }
}

void write_span(JsonWriter& json, const engine::ReportSpan& span) {
  json.begin_object().member("text", span.text);
  if (!span.figure.empty()) {
    json.member("figure", span.figure).key("by");
    if (span.by.empty()) {
      json.null();
    } else {
      json.begin_object();
      for (const auto& [dimension, code] : span.by) json.member(dimension, code);
      json.end_object();
    }
    json.member("year", span.year).key("illustrative").boolean(span.illustrative);
  }
  if (!span.law.empty()) json.member("law", span.law);
  if (span.strong) json.key("strong").boolean(true);
  json.end_object();
}

void write_spans(JsonWriter& json, const engine::ReportSpans& spans) {
  json.begin_list();
  for (const auto& span : spans) write_span(json, span);
  json.end_list();
}

std::string plain_text(const engine::ReportSpans& spans) {
  std::string text;
  for (const auto& span : spans) text += span.text;
  return text;
}

void write_block(JsonWriter& json, const engine::ReportBlock& block) {
  json.begin_object();
  switch (block.kind) {
    case engine::ReportBlock::Kind::heading:
      json.member("kind", "heading").member("level", block.level).member("number", block.number).key("spans");
      write_spans(json, block.spans);
      break;
    case engine::ReportBlock::Kind::paragraph:
      json.member("kind", "paragraph").key("spans");
      write_spans(json, block.spans);
      break;
    case engine::ReportBlock::Kind::table:
      json.member("kind", "table").member("caption", plain_text(block.spans)).key("header").begin_list();
      for (const auto& cell : block.header) json.string(cell);
      json.end_list().key("rows").begin_list();
      for (const auto& row : block.rows) {
        json.begin_list();
        for (const auto& cell : row) write_spans(json, cell);
        json.end_list();
      }
      json.end_list();
  }
  json.end_object();
}

void write_citations(JsonWriter& json, const law::Book& book, const std::vector<law::Citation>& citations) {
  json.key("citations").begin_list();
  for (const auto& citation : citations) law::write_citation(json, book, citation);
  json.end_list();
}

void write_report_figure(JsonWriter& json, const law::Book& book, const engine::ReportFigure& figure) {
  json.begin_object().member("id", figure.figure.id).member("label", figure.figure.label);
  json.member("definition", figure.figure.definition)
      .member("unit", figure.figure.unit)
      .member("year", figure.year);
  write_figure_number(json, figure.figure.kind, figure.value.value);
  json.member("text", figure.value.text).member("rows", figure.value.rows);
  json.member("illustrative_rows", figure.value.illustrative_rows)
      .key("illustrative")
      .boolean(figure.illustrative);
  write_citations(json, book, figure.citations);
  json.end_object();
}

}  // namespace

std::string report_as_json(const ReportDocument& document) {
  const auto& report = document.report;
  const auto& book = *document.view.book;
  JsonWriter json(2);
  json.begin_object().member("id", report.id).member("title", report.heading);
  json.member("place", report.place.to_text()).member("year", report.year.value()).key("snapshot");
  if (document.view.snapshot)
    json.string(document.view.snapshot->id);
  else
    json.null();
  json.member("as_of", document.as_of.to_text()).key("illustrative").boolean(report.illustrative);
  json.member("illustrative_note", report.illustrative_note).member("signature", report.signature);
  json.key("blocks").begin_list();
  for (const auto& block : report.blocks) write_block(json, block);
  json.end_list().key("figures").begin_list();
  for (const auto& figure : report.figures) write_report_figure(json, book, figure);
  json.end_list().key("rules").begin_list();
  for (const auto& rule : report.laws) {
    json.begin_object().member("rule", rule.key).member("title", rule.title);
    write_citations(json, book, rule.citations);
    json.end_object();
  }
  json.end_list().end_object();
  return json.take() + "\n";
}

}  // namespace jiheng::app
