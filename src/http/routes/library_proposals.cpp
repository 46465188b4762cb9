#include <array>

#include "app/library_proposals.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

using law::Action;

constexpr std::int64_t kMostProposals = 200;

Result<Node> proposal_body(const Request& request) {
  auto body = parse_json(request.body, "body");
  if (body && body->is_map()) return body;
  return fail(ErrorCode::usage, "请求正文应是 JSON 对象",
              body ? Findings{} : std::move(body.error().findings));
}

Result<std::shared_ptr<const engine::LibraryIndex>> library_of(const Context& context) {
  return app::open_library(context.workspace, context.access->viewer().place,
                           beijing_date(context.workspace.clock().now_ms()));
}

Response card_answer(const Context& context, const Result<app::ProposalCard>& card) {
  if (!card) return problem(card.error());
  const auto library = library_of(context);
  if (!library) return problem(library.error());
  JsonWriter writer;
  app::write_proposal(writer, *card, **library);
  return json_answer(writer.take());
}

Response list_of_proposals(const Context& context, const Request& request) {
  const auto limit = read_number(request, "limit", 50, 1, kMostProposals);
  if (!limit) return problem(limit.error());
  const auto offset = read_number(request, "cursor", 0, 0, INT32_MAX);
  if (!offset) return problem(offset.error());
  app::ProposalQuestion question;
  question.state = request.parameter("state").value_or("");
  if (!question.state.empty() && find_enum<ProposalState>(question.state) == nullptr)
    return problem({ErrorCode::usage,
                    "state 不认识",
                    {{"parameter.bad", Severity::error, "没有状态“" + question.state + "”", "?state",
                      "可用 open、adopted、refused、merged、withdrawn"}}});
  question.limit = static_cast<std::size_t>(*limit);
  question.offset = static_cast<std::size_t>(*offset);
  const auto list = app::list_proposals(context.workspace, *context.access, question);
  if (!list) return problem(list.error());
  const auto library = library_of(context);
  if (!library) return problem(library.error());
  JsonWriter writer;
  writer.begin_object().member("total", list->total).member("open", list->open);
  writer.key("may_decide").boolean(context.access->may("library_proposal", Action::write));
  writer.key("may_propose").boolean(context.access->may("library_proposal", Action::create));
  writer.key("rows").begin_list();
  for (const auto& card : list->rows) app::write_proposal(writer, card, **library);
  const auto next = *offset + static_cast<std::int64_t>(list->rows.size());
  writer.end_list().key("next");
  next < list->total ? writer.string(std::to_string(next)) : writer.null();
  return json_answer(writer.end_object().take());
}

Response post_proposal(const Context& context, const Request& request) {
  const auto body = proposal_body(request);
  if (!body) return problem(body.error());
  return card_answer(context, app::propose_entry(context.workspace, *context.access, *body));
}

Response post_decision(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto body = proposal_body(request);
  if (!body) return problem(body.error());
  return card_answer(context, app::decide_proposal(context.workspace, *context.access, *id, *body));
}

Response delete_proposal(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto done = app::withdraw_proposal(context.workspace, *context.access, *id);
  if (!done) return problem(done.error());
  Response response;
  response.status = 204;
  return response;
}

Response get_entry_versions(const Context& context, const Request& request) {
  const auto place = read_place(request.parameter("place").value_or(""));
  if (!place) return problem(place.error());
  const auto versions = app::entry_versions(context.workspace.store(), *place, request.part("id"));
  if (!versions) return problem(versions.error());
  JsonWriter writer;
  writer.begin_object().member("code", request.part("id")).key("versions").begin_list();
  for (const auto& version : *versions) app::write_version(writer, version);
  return json_answer(writer.end_list().end_object().take());
}

constexpr Parameter kProposalId{"id", Parameter::In::path, "建议编号", "string", true, ""};
constexpr std::array kProposalOnly{kProposalId};
constexpr std::array kProposalParameters{
    Parameter{"state", Parameter::In::query, "open、adopted、refused、merged 或 withdrawn", "string", false,
              "open"},
    Parameter{"cursor", Parameter::In::query, "上一页给出的 next", "string", false, ""},
    Parameter{"limit", Parameter::In::query, "每页行数，1 至 200", "integer", false, "50"}};
constexpr std::array kVersionParameters{
    Parameter{"id", Parameter::In::path, "指标编号", "string", true, "education-01"},
    Parameter{"place", Parameter::In::query, "6 位区划代码", "string", true, "640323"}};

constexpr Route kLibraryProposalRoutes[] = {
    {"GET",
     "/api/v1/library/proposals",
     "listLibraryProposals",
     "指标库建议一览",
     Permission("library_proposal", Action::list),
     kProposalParameters,
     "",
     "LibraryProposalList",
     {},
     list_of_proposals},
    {"POST",
     "/api/v1/library/proposals",
     "proposeLibraryEntry",
     "建议新增、修改或停用指标库的一个指标",
     Permission("library_proposal", Action::create),
     {},
     "LibraryProposalWish",
     "LibraryProposal",
     {},
     post_proposal},
    {"POST",
     "/api/v1/library/proposals/{id}/decision",
     "decideLibraryProposal",
     "审定一条建议：采纳（今天起生效）、不采纳或并入已有指标",
     Permission("library_proposal", Action::write),
     kProposalOnly,
     "LibraryDecision",
     "LibraryProposal",
     {},
     post_decision},
    {"DELETE",
     "/api/v1/library/proposals/{id}",
     "withdrawLibraryProposal",
     "收回自己的建议",
     Permission("library_proposal", Action::create),
     kProposalOnly,
     "",
     "",
     {},
     delete_proposal},
    {"GET",
     "/api/v1/library/{id}/versions",
     "libraryVersions",
     "一个指标在本县的各版",
     Permission("library_proposal", Action::list),
     kVersionParameters,
     "",
     "LibraryVersionList",
     {},
     get_entry_versions},
};

}  // namespace

std::span<const Route> library_proposals_routes() { return kLibraryProposalRoutes; }

}  // namespace jiheng::http
