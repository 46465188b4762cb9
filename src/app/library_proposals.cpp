#include "app/library_proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "app/goal_file.h"
#include "app/library.h"
#include "app/library_entry.h"
#include "base/text.h"
#include "law/form.h"
#include "model/unit.h"
#include "model/user.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kResource = "library_proposal";
constexpr std::size_t kMostReason = 500;
constexpr std::size_t kMostNear = 5;
constexpr std::int64_t kMostOpenAUnit = 200;

tl::unexpected<Error> wrong(Findings findings) {
  return fail(ErrorCode::invalid, "指标库建议有误", std::move(findings));
}

/// A text of the body that must be there and not be too long.
std::string required_text(const Node& body, std::string_view name, std::string_view label,
                          Findings& findings) {
  std::string text(trim(body.text_of(name)));
  if (text.empty())
    findings.push_back({"library.proposal", Severity::error, fmt::format("没有写{}", label),
                        fmt::format("/{}", name), "写一句具体的"});
  else if (count_characters(text) > kMostReason)
    findings.push_back({"library.proposal", Severity::error, fmt::format("{}最多 {} 字", label, kMostReason),
                        fmt::format("/{}", name), "写短一些"});
  return text;
}

/// Entries whose names are nearly the same.
std::vector<std::string> near_entries(const engine::LibraryIndex& index, const LibraryProposal& proposal) {
  std::vector<std::string> codes;
  const auto content = parse_json(proposal.content, "proposal");
  const auto level = content ? std::string(content->text_of("level")) : std::string();
  for (const auto& hit : index.near(proposal.name, level, kMostNear + 1)) {
    const auto& code = index.entry(hit.entry).code;
    if (code != proposal.code.value_or("") && codes.size() < kMostNear) codes.push_back(code);
  }
  return codes;
}

/// An entry of that name and level in the library, other than `own`.
const law::LibraryEntry* same_entry(const engine::LibraryIndex& index, const EntryDraft& draft,
                                    std::string_view own) {
  const auto name = law::bare_label(draft.name);
  for (const auto& entry : index.library().entries) {
    if (entry.code != own && entry.level == draft.level && law::bare_label(entry.name) == name &&
        index.library().sets[entry.set].sector == draft.sector)
      return &entry;
  }
  return nullptr;
}

/// Reads what the body asks for, against the library as it is.
Result<LibraryProposal> read_proposal(const Node& body, const engine::LibraryIndex& index) {
  Findings findings;
  LibraryProposal proposal;
  const auto* kind = find_enum<ProposalKind>(body.text_of("kind", "add"));
  if (kind == nullptr) {
    findings.push_back({"library.proposal", Severity::error,
                        fmt::format("没有“{}”这种建议", body.text_of("kind")), "/kind",
                        "add 新增、change 修改或 retire 停用"});
    return wrong(std::move(findings));
  }
  proposal.kind = *kind;
  proposal.reason = required_text(body, "reason", "理由", findings);
  const law::LibraryEntry* old = nullptr;
  if (proposal.kind != ProposalKind::add) {
    old = index.find(body.text_of("code"));
    if (old == nullptr)
      findings.push_back({"library.proposal", Severity::error,
                          fmt::format("指标库里没有编号“{}”", body.text_of("code")), "/code",
                          "从指标库里选要修改或停用的指标"});
    else
      proposal.code = old->code;
  }
  if (proposal.kind == ProposalKind::retire) {
    if (!findings.empty()) return wrong(std::move(findings));
    proposal.name = old->name;
    proposal.sector = index.library().sets[old->set].sector;
    proposal.content = R"({"retired":true})";
    return proposal;
  }
  const Node* entry = body.find("entry");
  const auto draft = read_entry_draft(entry == nullptr ? Node{} : *entry, index, "/entry", findings);
  if (!findings.empty()) return wrong(std::move(findings));
  proposal.name = draft.name;
  proposal.sector = draft.sector;
  proposal.content = draft.json();
  if (const auto* same = same_entry(index, draft, proposal.code.value_or("")))
    return fail(ErrorCode::conflict, fmt::format("“{}”的{}指标“{}”已经有了（{}）：直接选用它，或建议修改它",
                                                 draft.sector, draft.level, draft.name, same->code));
  return proposal;
}

/// The unit in whose name the viewer proposes; finance proposes in the name of its own.
Result<UnitId> proposing_unit(Workspace& workspace, const Access& access) {
  if (access.viewer().unit) return *access.viewer().unit;
  store::Query query;
  query.region = access.viewer().place;
  query.where.push_back({"id", {Value{access.viewer().user.value}}});
  const auto users = store::load<User>(workspace.store(), query);
  if (!users) return pass(users);
  if (!users->empty() && users->front().unit_id) return *users->front().unit_id;
  return fail(ErrorCode::conflict, "你的账户没有登记单位，不能以单位名义提建议；请系统管理员补上单位");
}

Result<LibraryProposal> find_proposal(Workspace& workspace, const Access& access, law::Action action,
                                      std::int64_t id) {
  const auto row = access.find(workspace.store(), record_of<LibraryProposal>(), action, id);
  if (!row) return pass(row);
  return from_row<LibraryProposal>(*row);
}

Result<ProposalCard> card_of(Workspace& workspace, LibraryProposal proposal,
                             const engine::LibraryIndex& index) {
  store::Query query;
  query.region = proposal.region;
  query.where.push_back({"id", {Value{proposal.unit_id.value}}});
  const auto units = store::load<Unit>(workspace.store(), query);
  if (!units) return pass(units);
  ProposalCard card;
  card.unit_name = units->empty() ? std::string() : units->front().name;
  if (proposal.state == ProposalState::open) card.near = near_entries(index, proposal);
  card.proposal = std::move(proposal);
  return card;
}

/// The next free code of the county's own entries: "county-012".
std::string next_code(const std::vector<LibraryVersion>& versions) {
  constexpr std::string_view kPrefix = "county-";
  int last = 0;
  for (const auto& version : versions) {
    if (!version.code.starts_with(kPrefix)) continue;
    int number = 0;
    std::from_chars(version.code.data() + kPrefix.size(), version.code.data() + version.code.size(), number);
    last = std::max(last, number);
  }
  return fmt::format("{}{:03}", kPrefix, last + 1);
}

Result<std::vector<LibraryVersion>> versions_of(store::Store& store, Region place) {
  store::Query query;
  query.region = place;
  query.order_by = {"code", "number"};
  return store::load<LibraryVersion>(store, query);
}

/// The version that an adopted proposal becomes.
Result<LibraryVersion> version_of(Workspace& workspace, LibraryProposal& proposal, const Node* changed,
                                  const engine::LibraryIndex& index, const std::string& by) {
  if (changed != nullptr && proposal.kind != ProposalKind::retire) {
    Findings findings;
    const auto draft = read_entry_draft(*changed, index, "/entry", findings);
    if (!findings.empty()) return wrong(std::move(findings));
    proposal.name = draft.name;
    proposal.sector = draft.sector;
    proposal.content = draft.json();
  }
  const auto versions = versions_of(workspace.store(), proposal.region);
  if (!versions) return pass(versions);
  if (!proposal.code) proposal.code = next_code(*versions);
  LibraryVersion version;
  version.region = proposal.region;
  version.code = *proposal.code;
  version.number = 1;
  for (const auto& old : *versions) {
    if (old.code == version.code) version.number = std::max(version.number, old.number + 1);
  }
  version.at_ms = workspace.clock().now_ms();
  version.since = beijing_date(version.at_ms);
  version.sector = proposal.sector;
  version.content = proposal.content;
  version.proposal_id = proposal.id;
  version.by_name = by;
  return version;
}

/// Decides a proposal as the body says; the rows to write.
Result<std::vector<store::Put>> decision_puts(Workspace& workspace, const Access& access,
                                              LibraryProposal proposal, const Node& body) {
  if (proposal.state != ProposalState::open)
    return fail(ErrorCode::conflict, fmt::format("这条建议{}，不能再审定", enum_label(proposal.state)));
  Findings findings;
  const auto decision = body.text_of("decision");
  const bool adopt = decision == "adopt";
  if (!adopt && decision != "refuse" && decision != "merge")
    findings.push_back({"library.decision", Severity::error, fmt::format("没有“{}”这种审定", decision),
                        "/decision", "adopt 采纳、refuse 不采纳或 merge 并入已有指标"});
  if (!adopt || !trim(body.text_of("reason")).empty())
    proposal.decision = required_text(body, "reason", "审定意见", findings);
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto index = open_library(workspace, proposal.region, day);
  if (!index) return pass(index);
  if (decision == "merge") {
    if ((*index)->find(body.text_of("code")) == nullptr)
      findings.push_back({"library.decision", Severity::error,
                          fmt::format("指标库里没有编号“{}”", body.text_of("code")), "/code",
                          "写建议并入的指标的编号"});
    proposal.merged_into = std::string(body.text_of("code"));
  }
  if (!findings.empty()) return wrong(std::move(findings));
  const auto by = access.viewer().actor("library").name;
  std::vector<store::Put> puts;
  if (adopt) {
    auto version = version_of(workspace, proposal, body.find("entry"), **index, by);
    if (!version) return pass(version);
    puts.push_back(store::fresh_put_of(*version));
  }
  proposal.state = adopt                  ? ProposalState::adopted
                   : decision == "refuse" ? ProposalState::refused
                                          : ProposalState::merged;
  proposal.decided_by = by;
  proposal.decided_ms = workspace.clock().now_ms();
  puts.push_back(store::put_of(proposal));
  puts.back().expect.emplace_back("state", Value{std::string(enum_code(ProposalState::open))});
  return puts;
}

}  // namespace

Result<ProposalList> list_proposals(Workspace& workspace, const Access& access,
                                    const ProposalQuestion& question) {
  const auto query = access.narrow(record_of<LibraryProposal>(), law::Action::list, {});
  if (!query) return pass(query);
  auto proposals = store::load<LibraryProposal>(workspace.store(), *query);
  if (!proposals) return pass(proposals);
  ProposalList list;
  list.open = std::ranges::count(*proposals, ProposalState::open, &LibraryProposal::state);
  std::erase_if(*proposals, [&](const LibraryProposal& one) {
    return !question.state.empty() && enum_code(one.state) != question.state;
  });
  std::ranges::sort(*proposals, {}, [](const LibraryProposal& one) {
    return std::tuple(one.state != ProposalState::open, -one.at_ms, one.id.value);
  });
  list.total = static_cast<std::int64_t>(proposals->size());
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto index = open_library(workspace, access.viewer().place, day);
  if (!index) return pass(index);
  for (std::size_t i = question.offset; i < std::min(proposals->size(), question.offset + question.limit);
       ++i) {
    auto card = card_of(workspace, std::move((*proposals)[i]), **index);
    if (!card) return pass(card);
    list.rows.push_back(std::move(*card));
  }
  return list;
}

Result<ProposalCard> propose_entry(Workspace& workspace, const Access& access, const Node& body) {
  if (const auto may = access.require(kResource, law::Action::create); !may) return pass(may);
  const auto index = open_library(workspace, access.viewer().place, beijing_date(workspace.clock().now_ms()));
  if (!index) return pass(index);
  auto proposal = read_proposal(body, **index);
  if (!proposal) return pass(proposal);
  const auto unit = proposing_unit(workspace, access);
  if (!unit) return pass(unit);
  const auto actor = access.viewer().actor("library");
  proposal->region = access.viewer().place;
  proposal->unit_id = *unit;
  proposal->by_user_id = access.viewer().user;
  proposal->by_name = actor.name;
  proposal->at_ms = workspace.clock().now_ms();
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    store::Query query;
    query.region = proposal->region;
    query.where.push_back({"unit_id", {Value{unit->value}}});
    query.where.push_back({"state", {Value{std::string(enum_code(ProposalState::open))}}});
    const auto open = store::load<LibraryProposal>(workspace.store(), query);
    if (!open) return pass(open);
    for (const auto& other : *open) {
      if (other.name == proposal->name && other.kind == proposal->kind)
        return fail(ErrorCode::conflict, fmt::format("本单位已经建议过“{}”，正待审定", other.name));
    }
    if (static_cast<std::int64_t>(open->size()) >= kMostOpenAUnit)
      return fail(ErrorCode::conflict, fmt::format("本单位已有 {} 条建议待审定，等审定后再提", open->size()));
    return std::vector{store::fresh_put_of(*proposal)};
  });
  if (!written) return pass(written);
  proposal->id = {written->ids.at(0)};
  return card_of(workspace, std::move(*proposal), **index);
}

Result<ProposalCard> decide_proposal(Workspace& workspace, const Access& access, std::int64_t id,
                                     const Node& body) {
  const auto actor = access.viewer().actor("library");
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    auto proposal = find_proposal(workspace, access, law::Action::write, id);
    if (!proposal) return pass(proposal);
    return decision_puts(workspace, access, std::move(*proposal), body);
  });
  if (!written) return pass(written);
  auto decided = find_proposal(workspace, access, law::Action::read, id);
  if (!decided) return pass(decided);
  const auto index = open_library(workspace, access.viewer().place, beijing_date(workspace.clock().now_ms()));
  if (!index) return pass(index);
  return card_of(workspace, std::move(*decided), **index);
}

Result<void> withdraw_proposal(Workspace& workspace, const Access& access, std::int64_t id) {
  const auto written =
      workspace.write(access.viewer().actor("library"), [&]() -> Result<std::vector<store::Put>> {
        auto proposal = find_proposal(workspace, access, law::Action::read, id);
        if (!proposal) return pass(proposal);
        if (proposal->by_user_id != access.viewer().user)
          return fail(ErrorCode::refused, fmt::format("只有建议人{}能收回", plain_name(proposal->by_name)));
        if (proposal->state != ProposalState::open)
          return fail(ErrorCode::conflict,
                      fmt::format("这条建议{}，不能再收回", enum_label(proposal->state)));
        proposal->state = ProposalState::withdrawn;
        std::vector puts{store::put_of(*proposal)};
        puts.back().expect.emplace_back("state", Value{std::string(enum_code(ProposalState::open))});
        return puts;
      });
  if (!written) return pass(written);
  return {};
}

Result<std::vector<LibraryVersion>> entry_versions(store::Store& store, Region place, std::string_view code) {
  store::Query query;
  query.region = place;
  query.where.push_back({"code", {Value{std::string(code)}}});
  query.order_by = {"number"};
  return store::load<LibraryVersion>(store, query);
}

Result<std::shared_ptr<const engine::LibraryIndex>> open_library(Workspace& workspace,
                                                                 std::optional<Region> place, Date as_of) {
  if (!place) return open_library(workspace.book(), place, as_of);
  const auto versions = versions_of(workspace.store(), *place);
  if (!versions) return pass(versions);
  if (versions->empty()) return open_library(workspace.book(), place, as_of);
  return open_county_library(workspace.book(), *place, as_of, *versions);
}

void write_proposal(JsonWriter& json, const ProposalCard& card, const engine::LibraryIndex& index) {
  const auto& proposal = card.proposal;
  const auto optional = [&](std::string_view name, const std::optional<std::string>& text) {
    json.key(name);
    text ? json.string(*text) : json.null();
  };
  json.begin_object().member("id", std::to_string(proposal.id.value));
  json.member("kind", enum_code(proposal.kind)).member("kind_label", enum_label(proposal.kind));
  json.member("state", enum_code(proposal.state)).member("state_label", enum_label(proposal.state));
  optional("code", proposal.code);
  json.member("name", proposal.name).member("sector", proposal.sector).member("unit_name", card.unit_name);
  json.member("reason", proposal.reason).member("by", plain_name(proposal.by_name));
  json.member("at", format_instant(proposal.at_ms)).key("entry");
  write_entry_draft(json, proposal.content);
  optional("decided_by",
           proposal.decided_by ? std::optional(std::string(plain_name(*proposal.decided_by))) : std::nullopt);
  optional("decided_at",
           proposal.decided_ms ? std::optional(format_instant(*proposal.decided_ms)) : std::nullopt);
  optional("decision", proposal.decision);
  optional("merged_into", proposal.merged_into);
  json.key("near").begin_list();
  for (const auto& code : card.near) {
    const auto* entry = index.find(code);
    if (entry == nullptr) continue;
    json.begin_object().member("code", code).member("name", entry->name);
    json.member("level", entry->level).member("sector", index.library().sets[entry->set].sector).end_object();
  }
  json.end_list().end_object();
}

void write_version(JsonWriter& json, const LibraryVersion& version) {
  json.begin_object().member("number", version.number).member("since", version.since.to_text());
  json.member("by", plain_name(version.by_name)).member("at", format_instant(version.at_ms));
  json.member("sector", version.sector).key("entry");
  write_entry_draft(json, version.content);
  json.key("proposal");
  version.proposal_id ? json.string(std::to_string(version.proposal_id->value)) : json.null();
  json.end_object();
}

}  // namespace jiheng::app
