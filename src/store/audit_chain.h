#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/db.h"
#include "store/store.h"

namespace jiheng::store {

/// The hash before the first entry: 64 zeros.
std::string_view audit_root();

/// Appends the bytes that an entry's hash is taken over (docs/dev/audit-chain.md), after the hash of the
/// entry before it. `entry.hash` is no part of them.
void append_audit_bytes(std::string& out, std::string_view previous_hash, const AuditEntry& entry);

/// Hexadecimal SM3 of those bytes.
std::string audit_hash(std::string_view previous_hash, const AuditEntry& entry);

/// The last entry of the chain, as the setting "audit.head" keeps it: "<number> <hash>".
struct AuditHead {
  std::int64_t number = 0;
  std::string hash{audit_root()};

  std::string to_text() const;
  /// Empty text is the empty chain.
  static Result<AuditHead> parse(std::string_view text);
  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

inline constexpr std::string_view kAuditHeadSetting = "audit.head";
inline constexpr std::string_view kLastIdSetting = "ids.last";

/// Numbers and links new entries after a head; the caller writes them and the head in one transaction.
class AuditChain {
 public:
  const AuditHead& head() const { return head_; }
  void set_head(AuditHead head) { head_ = std::move(head); }

  /// Gives `entry` its number and hash and makes it the head.
  void link(AuditEntry& entry);

 private:
  AuditHead head_;
  std::string bytes_;
};

/// The statement that inserts an entry, and its parameters, which point into it.
extern const std::string_view kInsertAuditSql;
std::vector<Param> audit_params(const AuditEntry& entry);

/// The columns of an entry in the order of `audit_from_row`.
extern const std::string_view kAuditColumns;
void audit_from_row(std::span<const Value> row, AuditEntry& entry);

}  // namespace jiheng::store
