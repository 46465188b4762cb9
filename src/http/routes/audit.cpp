#include <algorithm>
#include <array>

#include "base/clock.h"
#include "base/json_writer.h"
#include "base/node.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "model/records.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kUsualEntries = 100;
constexpr std::int64_t kMostEntries = 1000;
constexpr std::int64_t kMostSearched =
    20'000;  ///< entries looked at for one page; the next page goes on from there

/// The labels of the fields that changed: "状态、年度总体目标".
std::string changed_fields(const store::AuditEntry& entry) {
  const auto changes = parse_json(entry.changes, "changes");
  const auto records = stored_records();
  const auto record = std::ranges::find(records, entry.record, &RecordDesc::name);
  if (!changes || !changes->is_map()) return {};
  std::string text;
  for (const auto& member : changes->members) {
    const auto* field = record == records.end() ? nullptr : (*record)->find(member.key);
    text += text.empty() ? "" : "、";
    text += field == nullptr ? std::string_view(member.key) : field->label();
  }
  return text;
}

void write_entry(JsonWriter& writer, const store::AuditEntry& entry) {
  writer.begin_object().member("number", entry.number).member("at", format_instant(entry.at_ms));
  writer.member("actor", entry.actor).member("via", entry.via).member("action", entry.action);
  writer.member("record", entry.record).member("record_id", std::to_string(entry.id));
  writer.member("fields", changed_fields(entry)).member("changes", entry.changes);
  writer.member("hash", entry.hash).end_object();
}

/// What the page asks for.
struct AuditFilter {
  std::string record;
  std::string actor;
  const app::Access* access = nullptr;

  bool takes(const store::AuditEntry& entry) const {
    const auto region = Region::of(entry.region);
    return (record.empty() || entry.record == record) &&
           (actor.empty() || entry.actor.find(actor) != std::string::npos) &&
           (!region || access->covers(*region));
  }
};

/// Entries before `before`, newest first, at most `limit`; `next` is where the page after begins, 0: nowhere.
Result<std::vector<store::AuditEntry>> read_page(store::Store& store, const AuditFilter& filter,
                                                 std::int64_t before, std::int64_t limit,
                                                 std::int64_t& next) {
  std::vector<store::AuditEntry> page;
  const std::int64_t lowest = std::max<std::int64_t>(1, before - kMostSearched);
  std::int64_t end = before;
  while (end > lowest && static_cast<std::int64_t>(page.size()) < limit) {
    const std::int64_t begin = std::max(lowest, end - kMostEntries);
    std::vector<store::AuditEntry> some;
    const auto read = store.read_audit(begin, [&](const store::AuditEntry& entry) {
      if (entry.number >= end) return false;
      if (filter.takes(entry)) some.push_back(entry);
      return true;
    });
    if (!read) return pass(read);
    for (auto entry = some.rbegin(); entry != some.rend(); ++entry) {
      if (static_cast<std::int64_t>(page.size()) == limit) break;
      page.push_back(std::move(*entry));
    }
    end = begin;
  }
  const bool full = static_cast<std::int64_t>(page.size()) == limit;
  next = full ? page.back().number : end;
  if (next <= 1) next = 0;
  return page;
}

Response list_audit(const Context& context, const Request& request) {
  const auto last = context.workspace.store().last_audit_number();
  if (!last) return problem(last.error());
  const auto limit = read_number(request, "limit", kUsualEntries, 1, kMostEntries);
  if (!limit) return problem(limit.error());
  const auto before = read_number(request, "before", *last + 1, 1, INT64_MAX);
  if (!before) return problem(before.error());
  const AuditFilter filter{std::string(request.parameter("record").value_or("")),
                           std::string(request.parameter("actor").value_or("")), context.access.get()};
  std::int64_t next = 0;
  const auto page = read_page(context.workspace.store(), filter, std::min(*before, *last + 1), *limit, next);
  if (!page) return problem(page.error());
  JsonWriter writer;
  writer.begin_object().member("total", *last).key("rows").begin_list();
  for (const auto& entry : *page) write_entry(writer, entry);
  writer.end_list().key("next");
  next > 0 ? writer.string(std::to_string(next)) : writer.null();
  return json_answer(writer.end_object().take());
}

constexpr std::array kAuditParameters{
    Parameter{"before", Parameter::In::query, "上一页给出的 next；不给则从最新一条起", "string", false, ""},
    Parameter{"limit", Parameter::In::query, "每页条数，1 至 1000", "integer", false, "100"},
    Parameter{"record", Parameter::In::query, "只要这种记录的", "string", false, "role_grant"},
    Parameter{"actor", Parameter::In::query, "操作人里有的文字", "string", false, "王"},
};

constexpr Route kAuditRoutes[] = {
    {"GET",
     "/api/v1/audit",
     "listAudit",
     "审计日志",
     Permission("audit", law::Action::list),
     kAuditParameters,
     "",
     "AuditList",
     {},
     list_audit},
};

}  // namespace

std::span<const Route> audit_routes() { return kAuditRoutes; }

}  // namespace jiheng::http
