#include "http/answers.h"

#include <fmt/format.h>

#include "app/figures.h"
#include "base/decimal.h"
#include "law/fact_entity.h"

namespace jiheng::http {
namespace {

constexpr int kScoreDecimals = 2;
constexpr int kRatioDecimals = 6;

void write_value_members(JsonWriter& writer, law::ValueKind kind, const engine::FigureValue& value,
                         bool slice) {
  writer.key("value");
  write_number(writer, kind, value.value);
  // A slice of rows that are only real as a sum shows made-up parts: they count as illustrative there.
  const std::int64_t made_up = value.illustrative_rows + (slice ? value.allocated_rows : 0);
  writer.member("text", value.text).member("rows", value.rows).member("illustrative_rows", made_up);
  writer.key("illustrative").boolean(app::is_illustrative(value, slice));
}

void write_groups(JsonWriter& writer, const engine::FigureAnswer& answer,
                  const std::vector<std::string>& dimensions) {
  writer.key("groups");
  if (dimensions.empty()) {
    writer.null();
    return;
  }
  writer.begin_list();
  for (const auto& group : answer.groups) {
    writer.begin_object().key("key").begin_object();
    for (std::size_t i = 0; i < dimensions.size(); ++i) writer.member(dimensions[i], group.codes[i]);
    writer.end_object().key("label").begin_object();
    for (std::size_t i = 0; i < dimensions.size(); ++i) writer.member(dimensions[i], group.labels[i]);
    writer.end_object();
    write_value_members(writer, answer.figure->kind, group.value, true);
    writer.end_object();
  }
  writer.end_list();
}

}  // namespace

Response json_answer(std::string json) {
  Response response;
  response.content_type = "application/json";
  response.body = std::move(json);
  return response;
}

Response page_answer(std::string html) {
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(html);
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
  return response;
}

Response csv_answer(std::string csv, std::string_view file_name) {
  Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.body = std::move(csv);
  offer_download(response, file_name);
  return response;
}

void offer_download(Response& response, std::string_view file_name) {
  std::string encoded;
  for (const char c : file_name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '.' || c == '-' || c == '_';
    if (plain)
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  response.set("Content-Disposition", "attachment; filename*=UTF-8''" + encoded);
}

void write_number(JsonWriter& writer, law::ValueKind kind, std::optional<std::int64_t> value) {
  if (!value) {
    writer.null();
    return;
  }
  switch (kind) {
    case law::ValueKind::score: writer.number(format_decimal_short(*value, kScoreDecimals)); return;
    case law::ValueKind::ratio: writer.number(format_decimal_short(*value, kRatioDecimals)); return;
    case law::ValueKind::count:
    case law::ValueKind::money:
    case law::ValueKind::distribution: writer.integer(*value); return;
  }
}

bool is_slice(const engine::FigureQuery& query, const engine::FigureAnswer& answer) {
  return query.filters.size() > answer.ignored_filters.size();
}

void write_figure(JsonWriter& writer, const engine::FigureQuery& query, const engine::FigureAnswer& answer) {
  const auto& figure = *answer.figure;
  writer.begin_object().member("id", figure.id).member("label", figure.label).member("unit", figure.unit);
  writer.member("kind", law::value_kind_code(figure.kind))
      .member("entity", law::entity_desc(figure.entity).name);
  writer.member("definition", figure.definition);
  write_value_members(writer, figure.kind, answer.whole, is_slice(query, answer));
  writer.key("dimensions").begin_list();
  for (const auto& dimension : figure.dimensions) writer.string(dimension);
  writer.end_list();
  std::vector<std::string> dimensions = query.by;
  if (dimensions.empty() && figure.kind == law::ValueKind::distribution) dimensions.push_back(figure.over);
  write_groups(writer, answer, dimensions);
  writer.key("ignored_filters").begin_list();
  for (const auto& dimension : answer.ignored_filters) writer.string(dimension);
  writer.end_list().end_object();
}

void write_snapshot(JsonWriter& writer, const store::Snapshot& snapshot) {
  writer.begin_object().member("id", snapshot.id).member("label", snapshot.label);
  writer.member("place", snapshot.region.to_text()).member("taken_at", format_instant(snapshot.taken_at_ms));
  writer.member("law_version", snapshot.law_version).end_object();
}

void write_scope(JsonWriter& writer, Region place, FiscalYear year, const app::View& view) {
  writer.member("place", place.to_text()).member("year", std::int64_t{year.value()}).key("snapshot");
  if (view.snapshot)
    writer.string(view.snapshot->id);
  else
    writer.null();
}

}  // namespace jiheng::http
