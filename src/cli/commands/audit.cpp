#include "cli/commands/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/finding_json.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "store/audit_verify.h"

namespace jiheng::cli {
namespace {

constexpr int kAuditJsonIndent = 2;
constexpr std::int64_t kListedByDefault = 50;

struct AuditOptions {
  std::int64_t from = 1;
  std::int64_t limit = kListedByDefault;
  std::string expect;  ///< "NUMBER:HASH", a head written down earlier
  bool json = false;
};

/// The trail needs no law and no facts: only the store is opened.
Result<std::unique_ptr<store::Store>> open_store(const Invocation& invocation) {
  const auto where = invocation.workspace_options();
  store::OpenOptions options;
  options.data = where.data;
  options.url = where.url;
  return store::open(options);
}

Result<std::optional<store::AuditHead>> noted_head(const std::string& text) {
  if (text.empty()) return std::optional<store::AuditHead>();
  auto head = store::AuditHead::parse(replace_all(text, ":", " "));
  if (!head)
    return fail(ErrorCode::usage,
                fmt::format("--expect 应写作 序号:哈希，如 verify 上次所印；“{}”不是", text));
  return std::optional(std::move(*head));
}

int show_verification(const store::AuditVerification& done, double seconds, bool as_json) {
  const int code = done.findings.empty() ? kFine : kFindings;
  if (as_json) {
    JsonWriter json(kAuditJsonIndent);
    json.begin_object().member("from", done.from).member("entries", done.entries);
    json.key("head")
        .begin_object()
        .member("number", done.last.number)
        .member("hash", done.last.hash)
        .end_object();
    json.key("whole").boolean(done.findings.empty());
    json.key("findings");
    write_findings(json, done.findings);
    print(json.end_object().text() + "\n");
    return code;
  }
  for (const auto& finding : done.findings) print(to_string(finding) + "\n");
  print(fmt::format("核对 {} 条审计记录，用时 {:.2f} 秒：{}\n", done.entries, seconds,
                    done.findings.empty() ? "链完整" : fmt::format("发现 {} 处问题", done.findings.size())));
  print(fmt::format("链头 {}:{}\n", done.last.number, done.last.hash));
  if (done.findings.empty()) print("请另行保存链头；以后用 audit verify --expect 链头 可发现整条链被重写\n");
  return code;
}

int verify(const Invocation& invocation, const AuditOptions& options) {
  const auto noted = noted_head(options.expect);
  if (!noted) return report(noted.error());
  const auto opened = open_store(invocation);
  if (!opened) return report(opened.error());
  const auto begin = std::chrono::steady_clock::now();
  const auto done = store::verify_audit(**opened, options.from, *noted);
  if (!done) return report(done.error());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  return show_verification(*done, taken.count(), options.json);
}

void write_entry(JsonWriter& json, const store::AuditEntry& entry) {
  json.begin_object().member("number", entry.number).member("at", format_instant(entry.at_ms));
  json.member("actor", entry.actor)
      .member("via", entry.via)
      .member("action", entry.action)
      .member("record", entry.record);
  json.member("region", std::int64_t{entry.region}).member("id", fmt::format("{}", entry.id));
  // The stored text is JSON already, but it may have been tampered with: it is passed on as text.
  json.member("changes", entry.changes).member("hash", entry.hash).end_object();
}

int list(const Invocation& invocation, const AuditOptions& options) {
  if (options.from < 1 || options.limit < 1)
    return report({ErrorCode::usage, "--from 和 --limit 从 1 开始", {}});
  const auto opened = open_store(invocation);
  if (!opened) return report(opened.error());
  JsonWriter json(kAuditJsonIndent);
  json.begin_object().key("entries").begin_list();
  std::int64_t listed = 0;
  const auto done = (*opened)->read_audit(options.from, [&](const store::AuditEntry& entry) {
    if (options.json)
      write_entry(json, entry);
    else
      print(fmt::format("{}\t{}\t{}\t{}\t{} {} {}/{}\t{}\n", entry.number, format_instant(entry.at_ms),
                        entry.actor, entry.via, entry.action, entry.record, entry.region, entry.id,
                        entry.changes));
    return ++listed < options.limit;
  });
  if (!done) return report(done.error());
  if (options.json) print(json.end_list().end_object().text() + "\n");
  return kFine;
}

void set_up_audit(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  const auto options = std::make_shared<AuditOptions>();
  const auto add = [&](const char* name, const char* help,
                       int (*action)(const Invocation&, const AuditOptions&)) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->fallthrough();
    sub->add_option("--from", options->from, "从第几条开始（默认 1）");
    sub->add_flag("--json", options->json, "输出 JSON");
    sub->callback([&invocation, options, action] {
      invocation.run = [&invocation, options, action] { return action(invocation, *options); };
    });
    return sub;
  };
  CLI::App* verifying = add("verify", "核对审计链：改动、删除、插入、调换和截断", verify);
  verifying->add_option("--expect", options->expect, "以前记下的链头 序号:哈希，核对它仍在链上");
  CLI::App* listing = add("list", "列出审计记录", list);
  listing->add_option("--limit", options->limit, "最多列几条（默认 50）");
}

}  // namespace

const Command kAuditCommand{"audit", "审计：核对、列出每一次写入的记录", set_up_audit};

}  // namespace jiheng::cli
