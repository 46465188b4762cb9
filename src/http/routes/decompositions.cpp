#include <fmt/format.h>

#include <array>

#include "app/decomposition.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/body.h"
#include "http/goal_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

using law::Action;

void write_known(JsonWriter& writer, std::string_view key, const std::string& text) {
  writer.key(key);
  if (text.empty())
    writer.null();
  else
    writer.string(text);
}

void write_part(JsonWriter& writer, const app::DecompositionPart& part) {
  writer.begin_object().member("name", part.stored.name);
  write_known(writer, "project_id",
              part.stored.project_id ? std::to_string(part.stored.project_id->value) : std::string());
  writer.member("project_code", part.project_code).member("project_name", part.project_name);
  writer.member("unit_name", part.unit_name).key("amount");
  if (part.stored.amount)
    writer.integer(part.stored.amount->fen());
  else
    writer.null();
  writer.key("targets").begin_object();
  for (const auto& [name, target] : part.targets) writer.member(name, target);
  writer.end_object();
  writer.key("missing").begin_list();
  for (const auto& one : part.missing) writer.string(one);
  writer.end_list();
  write_known(writer, "sent_by", std::string(app::plain_name(part.stored.sent_by.value_or(""))));
  write_known(writer, "sent_at", part.stored.sent_ms ? format_instant(*part.stored.sent_ms) : std::string());
  writer.end_object();
}

void write_line(JsonWriter& writer, const app::DecompositionLine& line) {
  writer.begin_object().member("level1", line.row.level1).member("level2", line.row.level2);
  writer.member("name", line.row.name).member("op", line.row.op ? enum_code(*line.row.op) : "");
  writer.member("op_label", line.row.op ? enum_label(*line.row.op) : "");
  writer.member("target", line.row.target).member("unit", line.row.unit);
  writer.key("additive").boolean(line.additive);
  write_known(writer, "sum", line.sum.value_or(""));
  writer.key("fits").boolean(line.fits).end_object();
}

void write_findings(JsonWriter& writer, std::string_view key, const Findings& findings) {
  writer.key(key).begin_list();
  for (const auto& finding : findings) {
    writer.begin_object().member("rule", finding.rule).member("message", finding.message);
    writer.member("where", finding.where).member("hint", finding.hint).end_object();
  }
  writer.end_list();
}

Response decomposition_answer(const app::Decomposition& made) {
  JsonWriter writer;
  writer.begin_object().member("goal", std::to_string(made.file.goal.id.value));
  writer.member("etag", fmt::format("\"{}\"", made.tag())).member("title", made.file.title());
  writer.member("unit_name", made.file.unit.name).member("year", std::int64_t{made.file.goal.year.value()});
  writer.member("state_label", made.file.state().label).key("may_write").boolean(made.may_write);
  writer.member("amount", made.whole.fen()).member("amount_text", made.whole.to_wan_display());
  writer.member("divided", made.divided.fen()).member("divided_text", made.divided.to_wan_display());
  writer.key("lines").begin_list();
  for (const auto& line : made.lines) write_line(writer, line);
  writer.end_list().key("parts").begin_list();
  for (const auto& part : made.parts) write_part(writer, part);
  writer.end_list();
  write_findings(writer, "refusals", made.findings);
  write_findings(writer, "unfilled", made.unfilled);
  return json_answer(writer.end_object().take());
}

Response get_decomposition(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto made = app::load_decomposition(context.workspace, *context.access, *id);
  return made ? decomposition_answer(*made) : problem(made.error());
}

Response put_decomposition(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  auto tag = request.header("if-match");
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  if (tag.empty()) return problem(428, "保存时要带上分解的 etag（If-Match），才不会盖掉别人填的");
  const auto body = parse_json(request.body, "body");
  if (!body) return problem(400, "请求正文不是 JSON：" + body.error().message);
  const auto made = app::save_decomposition(context.workspace, *context.access, *id, tag, *body);
  return made ? decomposition_answer(*made) : problem(made.error());
}

/// The parts that are to be sent; without a body or with null: all. Whatever else is written is refused: a
/// word that is not understood must not send everything.
Result<std::vector<std::string>> names_to_send(const Request& request) {
  constexpr std::string_view kExpected = "正文应为 {\"parts\":[\"地区或单位\",…]}；不给 parts 为全部填完的";
  std::vector<std::string> names;
  if (request.body.empty()) return names;
  const auto body = parse_json(request.body, "body");
  if (!body) return pass(body);
  const Node* parts = body->find("parts");
  if (!body->is_map() || body->members.size() != (parts == nullptr ? 0U : 1U))
    return fail(ErrorCode::usage, std::string(kExpected));
  if (parts == nullptr || parts->is_null()) return names;
  if (!parts->is_list() || parts->items.empty()) return fail(ErrorCode::usage, std::string(kExpected));
  for (const auto& item : parts->items) {
    if (item.kind != Node::Kind::string) return fail(ErrorCode::usage, std::string(kExpected));
    names.emplace_back(item.text);
  }
  return names;
}

Response send_decomposition(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto names = names_to_send(request);
  if (!names) return problem(400, names.error().message);
  const auto sent = app::send_decomposition(context.workspace, *context.access, *id, *names);
  if (!sent) return problem(sent.error());
  JsonWriter writer;
  writer.begin_object().key("parts").begin_list();
  for (const auto& part : *sent) {
    writer.begin_object().member("name", part.name).key("sent").boolean(part.sent);
    writer.member("why", part.why).end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

Response get_received_parts(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto parts = app::received_parts(context.workspace, *context.access, *id);
  if (!parts) return problem(parts.error());
  JsonWriter writer;
  writer.begin_object().key("parts").begin_list();
  for (const auto& part : *parts) {
    writer.begin_object().member("title", part.title).member("unit_name", part.unit_name);
    writer.member("name", part.name).key("amount");
    if (part.amount)
      writer.integer(part.amount->fen());
    else
      writer.null();
    write_known(writer, "amount_text", part.amount ? part.amount->to_wan() : std::string());
    writer.member("sent_by", part.sent_by).member("sent_at", format_instant(part.sent_ms)).end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

constexpr std::array kDecompositionParameters{
    Parameter{"id", Parameter::In::path, "绩效目标编号", "string", true, ""}};

constexpr Route kDecompositionsRoutes[] = {
    {"GET",
     "/api/v1/goals/{id}/decomposition",
     "getDecomposition",
     "绩效目标分解到地区（单位）",
     Permission("goal_part", Action::read),
     kDecompositionParameters,
     "",
     "Decomposition",
     {},
     get_decomposition},
    {"PUT",
     "/api/v1/goals/{id}/decomposition",
     "saveDecomposition",
     "保存分解（If-Match）",
     Permission("goal_part", Action::write),
     kDecompositionParameters,
     "DecompositionWish",
     "Decomposition",
     {},
     put_decomposition},
    {"POST",
     "/api/v1/goals/{id}/decomposition/send",
     "sendDecomposition",
     "把分解下达到承接项目的绩效目标",
     Permission("goal_part", Action::write),
     kDecompositionParameters,
     "DecompositionSendWish",
     "DecompositionSent",
     {},
     send_decomposition},
    {"GET",
     "/api/v1/goals/{id}/received",
     "getReceivedParts",
     "上级分解下达给这份目标的部分和资金",
     Permission("goal", Action::read),
     kDecompositionParameters,
     "",
     "ReceivedParts",
     {},
     get_received_parts},
};

}  // namespace

std::span<const Route> decompositions_routes() { return kDecompositionsRoutes; }

}  // namespace jiheng::http
