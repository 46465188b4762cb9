#include "store/audit_chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/sm3.h"

namespace jiheng::store {
namespace {

constexpr std::size_t kHashLength = 64;

void append_number(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  out.append(digits, end);
}

void append_line(std::string& out, std::int64_t number) {
  append_number(out, number);
  out += '\n';
}

/// Its length in bytes before the text: no text can pretend to be two fields.
void append_line(std::string& out, std::string_view text) {
  append_number(out, static_cast<std::int64_t>(text.size()));
  out += ':';
  out += text;
  out += '\n';
}

bool is_hash(std::string_view text) {
  return text.size() == kHashLength &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void copy_text(const Value& value, std::string& text) {
  if (const auto* found = std::get_if<std::string>(&value))
    text.assign(*found);
  else
    text.clear();
}

std::int64_t number_in(const Value& value) {
  const auto* found = std::get_if<std::int64_t>(&value);
  return found == nullptr ? 0 : *found;
}

}  // namespace

const std::string_view kAuditColumns = "number, at_ms, actor, via, action, record, region, id, changes, hash";

const std::string_view kInsertAuditSql =
    "insert into audit_entry (number, at_ms, actor, via, action, record, region, id, changes, hash)"
    " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

std::string_view audit_root() {
  static constexpr std::string_view kRoot =
      "0000000000000000000000000000000000000000000000000000000000000000";
  static_assert(kRoot.size() == kHashLength);
  return kRoot;
}

void append_audit_bytes(std::string& out, std::string_view previous_hash, const AuditEntry& entry) {
  out += "jiheng-audit-1\n";
  out += previous_hash;
  out += '\n';
  append_line(out, entry.number);
  append_line(out, entry.at_ms);
  append_line(out, entry.actor);
  append_line(out, entry.via);
  append_line(out, entry.action);
  append_line(out, entry.record);
  append_line(out, std::int64_t{entry.region});
  append_line(out, entry.id);
  append_line(out, entry.changes);
}

std::string audit_hash(std::string_view previous_hash, const AuditEntry& entry) {
  std::string bytes;
  append_audit_bytes(bytes, previous_hash, entry);
  return to_hex(sm3(bytes));
}

std::string AuditHead::to_text() const { return fmt::format("{} {}", number, hash); }

Result<AuditHead> AuditHead::parse(std::string_view text) {
  AuditHead head;
  if (text.empty()) return head;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, head.number);
  const bool numbered = error == std::errc{} && head.number >= 0 && rest != end && *rest == ' ';
  head.hash = numbered ? std::string(rest + 1, end) : std::string();
  if (!is_hash(head.hash))
    return fail(ErrorCode::invalid, fmt::format("审计链头“{}”无法识别：应为“序号 哈希”", text));
  return head;
}

void AuditChain::link(AuditEntry& entry) {
  entry.number = head_.number + 1;
  bytes_.clear();
  append_audit_bytes(bytes_, head_.hash, entry);
  entry.hash = to_hex(sm3(bytes_));
  head_.number = entry.number;
  head_.hash = entry.hash;
}

std::vector<Param> audit_params(const AuditEntry& entry) {
  return {entry.number,
          entry.at_ms,
          std::string_view(entry.actor),
          std::string_view(entry.via),
          std::string_view(entry.action),
          std::string_view(entry.record),
          std::int64_t{entry.region},
          entry.id,
          std::string_view(entry.changes),
          std::string_view(entry.hash)};
}

void audit_from_row(std::span<const Value> row, AuditEntry& entry) {
  entry.number = number_in(row[0]);
  entry.at_ms = number_in(row[1]);
  copy_text(row[2], entry.actor);
  copy_text(row[3], entry.via);
  copy_text(row[4], entry.action);
  copy_text(row[5], entry.record);
  entry.region = static_cast<std::int32_t>(number_in(row[6]));
  entry.id = number_in(row[7]);
  copy_text(row[8], entry.changes);
  copy_text(row[9], entry.hash);
}

}  // namespace jiheng::store
