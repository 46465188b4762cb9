#include "http/lint_answers.h"

#include "base/decimal.h"

namespace jiheng::http {
namespace {

std::string points_text(int hundredths) { return format_decimal_short(hundredths, 2); }

void write_band(JsonWriter& writer, int index, const engine::VaguenessWeights& weights) {
  const auto band = engine::vagueness_band(index, weights);
  writer.member("band", band).member("band_label", engine::vagueness_band_label(band));
}

void write_judged(JsonWriter& writer, const app::FormVagueness::Row& row,
                  const engine::VaguenessWeights& weights) {
  writer.key("index").number(points_text(row.parts.total)).key("reasons").begin_list();
  for (const auto& reason : row.reasons) writer.string(reason);
  writer.end_list().member("explanation", engine::explain(row.parts, weights));
}

void write_ranked(JsonWriter& writer, const app::VaguenessRow& row, const engine::VaguenessWeights& weights) {
  writer.begin_object().member("id", row.id).member("name", row.name).member("unit_name", row.unit_name);
  writer.key("index").number(points_text(row.index));
  write_band(writer, row.index, weights);
  writer.member("projects", row.projects).member("indicators", row.indicators).member("vague", row.vague);
  writer.key("examples").begin_list();
  for (const auto& example : row.examples) {
    writer.begin_object().member("name", example.name).member("target", example.target);
    writer.member("project", example.project);
    write_judged(writer, example.judged, weights);
    writer.end_object();
  }
  writer.end_list().end_object();
}

}  // namespace

void write_points(JsonWriter& writer, std::optional<int> hundredths) {
  if (hundredths)
    writer.number(points_text(*hundredths));
  else
    writer.null();
}

void write_vagueness(JsonWriter& writer, const app::FormVagueness& vagueness) {
  if (!vagueness.index) {
    writer.null();
    return;
  }
  writer.begin_object().key("index").number(points_text(*vagueness.index));
  write_band(writer, *vagueness.index, vagueness.weights);
  writer.key("rows").begin_list();
  for (const auto& row : vagueness.rows) {
    writer.begin_object();
    write_band(writer, row.parts.total, vagueness.weights);
    write_judged(writer, row, vagueness.weights);
    writer.end_object();
  }
  writer.end_list().end_object();
}

std::string vagueness_json(const app::VaguenessQuestion& question, const app::VaguenessRanking& ranking) {
  JsonWriter writer;
  writer.begin_object().member("place", question.place.to_text());
  writer.member("year", std::int64_t{question.year.value()}).member("by", enum_code(question.by));
  writer.member("by_label", enum_label(question.by)).member("figure", "goal.vagueness").key("index");
  write_points(writer, ranking.index);
  writer.member("projects", ranking.projects).key("band_middle").integer(ranking.weights.band_middle);
  writer.key("band_high").integer(ranking.weights.band_high).member("total", ranking.total);
  writer.key("rows").begin_list();
  for (const auto& row : ranking.rows) write_ranked(writer, row, ranking.weights);
  writer.end_list().key("next");
  const auto end = question.offset + ranking.rows.size();
  if (!ranking.rows.empty() && end < static_cast<std::size_t>(ranking.total))
    writer.string(std::to_string(end));
  else
    writer.null();
  return writer.end_object().take();
}

}  // namespace jiheng::http
