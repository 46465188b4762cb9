#include "http/figure_answers.h"

#include <fmt/format.h>

#include "app/figures.h"
#include "base/decimal.h"
#include "base/json_writer.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/score.h"
#include "base/text.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "io/csv.h"
#include "law/fact_entity.h"

namespace jiheng::http {
namespace {

constexpr std::size_t kMostQueries = 64;
constexpr std::size_t kMostDimensions = 2;
constexpr std::string_view kHiddenColumn = "illustrative";  // every row says it as a member of its own

/// How a column of rows is written.
law::ValueKind column_value_kind(std::string_view kind) {
  if (kind == "money") return law::ValueKind::money;
  if (kind == "score") return law::ValueKind::score;
  if (kind == "ratio") return law::ValueKind::ratio;
  return law::ValueKind::count;
}

std::string_view column_unit(std::string_view kind) {
  if (kind == "money") return "万元";
  if (kind == "score") return "分";
  if (kind == "ratio") return "%";
  return "";
}

std::string value_csv(law::ValueKind kind, std::optional<std::int64_t> value) {
  if (!value) return "";
  switch (kind) {
    case law::ValueKind::money: return Money::from_fen(*value).to_wan();
    case law::ValueKind::score: return format_decimal_short(*value, 2);
    case law::ValueKind::ratio: return format_decimal_short(*value, 4);  // parts per million as per cent
    case law::ValueKind::count:
    case law::ValueKind::distribution: break;
  }
  return std::to_string(*value);
}

std::optional<std::int64_t> whole_number(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? std::nullopt : std::optional<std::int64_t>(*number);
}

std::string with_unit(std::string_view label, std::string_view unit) {
  return unit.empty() ? std::string(label) : fmt::format("{}（{}）", label, unit);
}

void write_row(JsonWriter& writer, const engine::FigureRows& rows, const engine::FactRow& row) {
  writer.begin_object().member("record", row.record).member("id", std::to_string(row.id));
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    const auto& column = rows.columns[i];
    if (column.name == kHiddenColumn) continue;
    writer.key(column.name);
    if (const auto* text = std::get_if<std::string>(&row.values[i])) {
      writer.string(*text);
      continue;
    }
    const auto number = whole_number(row.values[i]);
    const auto kind = column_value_kind(column.kind);
    write_number(writer, kind, number);
    if (column.kind != "text" && column.kind != "dimension")
      writer.member(column.name + "_text", engine::figure_text(kind, number));
  }
  writer.key("illustrative").boolean(row.provenance != Provenance::recorded).end_object();
}

bool read_texts(const Node* node, std::vector<std::string>& texts) {
  if (node == nullptr || !node->is_list()) return false;
  for (const auto& item : node->items) {
    if (item.kind != Node::Kind::string || item.text.empty()) return false;
    texts.push_back(item.text);
  }
  return true;
}

void refuse_unknown(const Node& node, std::initializer_list<std::string_view> known, const std::string& at,
                    Findings& findings) {
  for (const auto& member : node.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    findings.push_back({"body.unknown", Severity::error, fmt::format("没有成员“{}”", member.key),
                        at + "/" + member.key, ""});
  }
}

void read_body_filters(const Node* list, FigureQuestions& into, Findings& findings) {
  if (list == nullptr || list->is_null()) return;
  if (!list->is_list()) {
    findings.push_back({"body.filters", Severity::error, "须是列表", "/filters", ""});
    return;
  }
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const auto& item = list->items[i];
    const std::string at = fmt::format("/filters/{}", i);
    engine::Filter filter;
    filter.dimension = item.text_of("dimension");
    refuse_unknown(item, {"dimension", "codes"}, at, findings);
    if (!is_dimension(filter.dimension)) {
      findings.push_back({"body.dimension", Severity::error, fmt::format("没有维度“{}”", filter.dimension),
                          at + "/dimension", ""});
    }
    if (!read_texts(item.find("codes"), filter.codes) || filter.codes.empty()) {
      findings.push_back(
          {"body.codes", Severity::error, "须是至少一个取值代码的列表，如 [\"11\"]", at + "/codes", ""});
    }
    into.filters.push_back(std::move(filter));
  }
}

void read_body_queries(const Node* list, FigureQuestions& into, Findings& findings) {
  if (list == nullptr || !list->is_list() || list->items.empty() || list->items.size() > kMostQueries) {
    findings.push_back({"body.queries", Severity::error,
                        fmt::format("须是 1 至 {} 个查询的列表", kMostQueries), "/queries", ""});
    return;
  }
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const auto& item = list->items[i];
    const std::string at = fmt::format("/queries/{}", i);
    FigureQuestion question;
    question.figure = item.text_of("figure");
    refuse_unknown(item, {"figure", "by"}, at, findings);
    if (question.figure.empty()) {
      findings.push_back(
          {"body.figure", Severity::error, "须是指标编号，如 \"assessment.count\"", at + "/figure", ""});
    }
    const Node* by = item.find("by");
    const bool given = by != nullptr && !by->is_null();
    if (given && (!read_texts(by, question.by) || question.by.size() > kMostDimensions)) {
      findings.push_back(
          {"body.by", Severity::error, "须是最多两个维度的列表，如 [\"quarter\"]", at + "/by", ""});
    }
    into.questions.push_back(std::move(question));
  }
}

}  // namespace

std::vector<std::string_view> split_list(std::string_view text) {
  auto parts = split(text, ',');
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  return parts;
}

Result<FigureQuestions> read_figure_questions(const Node& body) {
  if (!body.is_map()) return fail(ErrorCode::invalid, "请求正文须是 JSON 对象");
  FigureQuestions questions;
  Findings findings;
  refuse_unknown(body, {"place", "year", "snapshot", "filters", "queries"}, "", findings);
  read_body_filters(body.find("filters"), questions, findings);
  read_body_queries(body.find("queries"), questions, findings);
  if (!findings.empty()) return fail(ErrorCode::invalid, "请求正文有误", std::move(findings));
  return questions;
}

std::string figure_csv(const engine::FigureQuery& query, const engine::FigureAnswer& answer) {
  const auto& figure = *answer.figure;
  const auto& entity = law::entity_desc(figure.entity);
  std::vector<std::string> dimensions = query.by;
  if (dimensions.empty() && figure.kind == law::ValueKind::distribution) dimensions.push_back(figure.over);
  std::vector<std::string> fields;
  for (const auto& name : dimensions) {
    const auto* column = entity.find(name);
    fields.emplace_back(column == nullptr ? std::string_view(name) : column->label);
  }
  fields.push_back(with_unit(figure.label, figure.unit));
  fields.insert(fields.end(), {"行数", "其中演示数据行数"});
  std::string csv(io::kByteOrderMark);
  io::append_csv(csv, fields);
  const auto append = [&](std::vector<std::string> line, const engine::FigureValue& value, bool slice) {
    line.push_back(value_csv(figure.kind, value.value));
    line.push_back(std::to_string(value.rows));
    line.push_back(std::to_string(value.illustrative_rows + (slice ? value.allocated_rows : 0)));
    io::append_csv(csv, line);
  };
  if (dimensions.empty()) append({}, answer.whole, is_slice(query, answer));
  for (const auto& group : answer.groups) append(group.labels, group.value, true);
  return csv;
}

std::string rows_json(std::string_view figure, const engine::FigureRows& rows, std::int64_t offset) {
  JsonWriter writer;
  writer.begin_object().member("id", figure).member("total", rows.total).key("columns").begin_list();
  for (const auto& column : rows.columns) {
    if (column.name == kHiddenColumn) continue;
    writer.begin_object().member("name", column.name).member("label", column.label);
    writer.member("unit", column_unit(column.kind)).member("kind", column.kind).end_object();
  }
  writer.end_list().key("rows").begin_list();
  for (const auto& row : rows.rows) write_row(writer, rows, row);
  writer.end_list().key("next");
  const std::int64_t end = offset + static_cast<std::int64_t>(rows.rows.size());
  if (!rows.rows.empty() && end < rows.total)
    writer.string(std::to_string(end));
  else
    writer.null();
  writer.end_object();
  return writer.take();
}

std::string rows_csv(const engine::FigureRows& rows) {
  std::string csv(io::kByteOrderMark);
  std::vector<std::string> fields;
  for (const auto& column : rows.columns) fields.push_back(with_unit(column.label, column_unit(column.kind)));
  io::append_csv(csv, fields);
  for (const auto& row : rows.rows) {
    fields.clear();
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
      const auto* text = std::get_if<std::string>(&row.values[i]);
      fields.push_back(text != nullptr
                           ? *text
                           : value_csv(column_value_kind(rows.columns[i].kind), whole_number(row.values[i])));
    }
    io::append_csv(csv, fields);
  }
  return csv;
}

}  // namespace jiheng::http
