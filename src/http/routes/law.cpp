#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/workspace.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "law/compare.h"
#include "law/law_json.h"

namespace jiheng::http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// The places that a `place` of the query means: a division code means it and what lies above, "cn/64"
/// itself.
Result<std::vector<std::string>> read_law_places(std::string_view text) {
  if (text.empty()) return std::vector<std::string>();
  if (text == "cn" || text.starts_with("cn/")) return std::vector<std::string>{std::string(text)};
  const auto region = read_place(text);
  if (!region) return pass(region);
  return region->law_places();
}

bool mentions(const law::Document& document, std::string_view wanted) {
  return lower(document.id).find(wanted) != std::string::npos ||
         lower(document.title).find(wanted) != std::string::npos ||
         lower(document.text).find(wanted) != std::string::npos;
}

Result<std::optional<law::Kind>> read_kind(std::string_view text) {
  if (text.empty()) return std::optional<law::Kind>();
  const auto kind = law::find_kind(text);
  if (!kind) return fail(ErrorCode::not_found, fmt::format("没有“{}”这一类规则", text));
  return kind;
}

Response list_law(const Context& context, const Request& request) {
  const auto& book = context.workspace.book();
  const auto kind = read_kind(request.parameter("kind").value_or(""));
  if (!kind) return problem(kind.error());
  const auto places = read_law_places(request.parameter("place").value_or(""));
  if (!places) return problem(places.error());
  const std::string wanted = lower(trim(request.parameter("q").value_or("")));
  JsonWriter writer;
  writer.begin_object().member("law_version", book.version()).key("documents").begin_list();
  for (const auto& document : book.documents()) {
    if (*kind && document.kind != **kind) continue;
    if (!places->empty() && std::ranges::find(*places, document.place) == places->end()) continue;
    if (!wanted.empty() && !mentions(document, wanted)) continue;
    law::write_summary(writer, book, document);
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

/// What the detail and the comparison ask for.
struct LawQuestion {
  law::Kind kind{};
  std::string id;
  Region place;
  Date as_of;
};

Result<LawQuestion> read_law_question(const Context& context, const Request& request) {
  LawQuestion question;
  const auto kind = read_kind(request.part("kind"));
  if (!kind) return pass(kind);
  question.kind = **kind;
  question.id = request.part("id");
  const auto place = read_place(request.parameter("place").value_or(""));
  if (!place) return pass(place);
  question.place = *place;
  const auto as_of = read_date(request, "as_of", beijing_date(context.workspace.clock().now_ms()));
  if (!as_of) return pass(as_of);
  question.as_of = *as_of;
  if (context.workspace.book().versions(question.kind, question.id).empty()) {
    return fail(ErrorCode::not_found,
                fmt::format("没有规则 {}/{}", law::kind_name(question.kind), question.id));
  }
  return question;
}

/// A rule that exists, but neither at this place nor on this day.
void write_not_in_force(JsonWriter& writer, const law::Book& book, const LawQuestion& question) {
  const auto versions = book.versions(question.kind, question.id);
  writer.begin_object().member("kind", law::kind_name(question.kind)).member("id", question.id);
  writer.member("title", versions.front()->title).member("place", question.place.to_text());
  writer.member("as_of", question.as_of.to_text()).key("rule").null().key("layers").begin_list().end_list();
  writer.key("versions").begin_list();
  for (const auto* version : versions) {
    writer.begin_object().member("place", version->place).key("since");
    version->since ? writer.string(version->since->to_text()) : writer.null();
    writer.key("until");
    version->until ? writer.string(version->until->to_text()) : writer.null();
    writer.member("file", version->file).end_object();
  }
  writer.end_list().key("used_by").begin_list();
  for (const auto* user : law::used_by(book, question.kind, question.id)) {
    writer.begin_object()
        .member("kind", law::kind_name(user->kind))
        .member("id", user->id)
        .member("title", user->title)
        .end_object();
  }
  writer.end_list().end_object();
}

Response get_law(const Context& context, const Request& request) {
  const auto question = read_law_question(context, request);
  if (!question) return problem(question.error());
  const auto& book = context.workspace.book();
  const auto match = book.find(question->kind, question->id, question->place, question->as_of);
  JsonWriter writer;
  if (match)
    law::write_match(writer, book, question->kind, *match, question->place.to_text(), question->as_of);
  else
    write_not_in_force(writer, book, *question);
  return json_answer(writer.take());
}

void write_side(JsonWriter& writer, const law::Book& book, std::string_view name,
                const std::optional<law::Match>& match) {
  writer.key(name);
  if (match)
    law::write_layer(writer, book, *match->rule);
  else
    writer.null();
}

Response compare_law(const Context& context, const Request& request) {
  const auto question = read_law_question(context, request);
  if (!question) return problem(question.error());
  const auto from = read_date(request, "from", question->as_of);
  if (!from) return problem(from.error());
  const auto to = read_date(request, "to", question->as_of);
  if (!to) return problem(to.error());
  const auto& book = context.workspace.book();
  const auto before = book.find(question->kind, question->id, question->place, *from);
  const auto after = book.find(question->kind, question->id, question->place, *to);
  JsonWriter writer;
  writer.begin_object();
  write_side(writer, book, "from", before);
  write_side(writer, book, "to", after);
  writer.key("differences").begin_list();
  const Node nothing;
  for (const auto& difference :
       law::compare(before ? before->rule->body : nothing, after ? after->rule->body : nothing)) {
    writer.begin_object().member("path", difference.path).member("before", difference.before);
    writer.member("after", difference.after).end_object();
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

constexpr std::array kListParameters{
    Parameter{"kind", Parameter::In::query, "规则的种类，如 schemes", "string", false, "schemes"},
    Parameter{"place", Parameter::In::query, "区划代码（包括它的各级上级）或 cn/64 这样的一层", "string",
              false, "640323"},
    Parameter{"q", Parameter::In::query, "在编号、标题和全文里找", "string", false, "满意度"},
};
constexpr Parameter kKind{"kind", Parameter::In::path, "规则的种类", "string", true, "schemes"};
constexpr Parameter kId{"id", Parameter::In::path, "规则编号", "string", true, "scheme.self-evaluation"};
constexpr Parameter kPlace{"place", Parameter::In::query, "适用地区的 6 位区划代码", "string", true,
                           "640323"};
constexpr std::array kDetailParameters{
    kKind, kId, kPlace,
    Parameter{"as_of", Parameter::In::query, "哪一天有效；不给则为今天", "date", false, "2022-12-31"}};
constexpr std::array kCompareParameters{
    kKind, kId, kPlace, Parameter{"from", Parameter::In::query, "较早的一天", "date", true, "2019-12-31"},
    Parameter{"to", Parameter::In::query, "较晚的一天", "date", true, "2022-12-31"}};

constexpr Route kLawRoutes[] = {
    {"GET",
     "/api/v1/law",
     "listLaw",
     "规则目录，可按种类、地区和文字查找",
     kPublic,
     kListParameters,
     "",
     "LawList",
     {},
     list_law},
    {"GET",
     "/api/v1/law/{kind}/{id}",
     "getLaw",
     "某地某日有效的一条规则：各层、依据、原文、沿革、用在哪里",
     kPublic,
     kDetailParameters,
     "",
     "LawDetail",
     {},
     get_law},
    {"GET",
     "/api/v1/law/{kind}/{id}/compare",
     "compareLaw",
     "同一条规则在两个日期之间的变化",
     kPublic,
     kCompareParameters,
     "",
     "LawComparison",
     {},
     compare_law},
};

}  // namespace

std::span<const Route> law_routes() { return kLawRoutes; }

}  // namespace jiheng::http
