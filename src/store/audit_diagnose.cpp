#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "store/audit_verify.h"

namespace jiheng::store {
namespace {

/// A moved entry is looked for this far from where it stands.
constexpr std::int64_t kReach = 4;

/// Tells what became of entries from what still fits: the hash of an entry's content under another number, or
/// after another entry, may be one that is stored nearby.
class Diagnosis {
 public:
  Diagnosis(Store& store, const std::vector<std::int64_t>& numbers)
      : store_(store), bad_(numbers.begin(), numbers.end()) {}

  Result<void> read() {
    for (const auto number : bad_) {
      for (auto near = std::max<std::int64_t>(1, number - 1); near <= number + 1; ++near) {
        if (auto done = read_one(near); !done) return done;
      }
    }
    return {};
  }

  Findings explain(std::int64_t total) {
    for (const auto number : bad_) original_[number] = original_number(number);
    for (auto at = bad_.begin(); at != bad_.end();) at = explain_from(at);
    if (total > static_cast<std::int64_t>(bad_.size())) {
      add("audit.more", fmt::format("共 {} 条与哈希不符，以上只说明前 {} 条", total, bad_.size()),
          *bad_.rbegin());
    }
    return std::move(findings_);
  }

 private:
  Result<void> read_one(std::int64_t number) {
    if (entries_.contains(number)) return {};
    return store_.read_audit(number, [&](const AuditEntry& entry) {
      if (entry.number == number) entries_.emplace(number, entry);
      return false;
    });
  }

  std::string hash_as(const AuditEntry& content, std::int64_t number, std::string_view previous) {
    AuditEntry copy = content;
    copy.number = number;
    return audit_hash(previous, copy);
  }

  std::string stored_hash(std::int64_t number) const {
    if (number == 0) return std::string(audit_root());
    const auto found = entries_.find(number);
    return found == entries_.end() ? std::string() : found->second.hash;
  }

  /// The number under which this content once was hashed; 0 when none nearby fits.
  std::int64_t original_number(std::int64_t number) {
    std::set<std::string> stored;
    std::set<std::string> previous{std::string(audit_root())};
    for (auto near = number - kReach; near <= number + kReach; ++near) {
      const auto found = entries_.find(near);
      if (found == entries_.end()) continue;
      stored.insert(found->second.hash);
      previous.insert(found->second.hash);
      previous.insert(hash_as(found->second, near, stored_hash(near - 1)));
    }
    const auto& content = entries_.at(number);
    for (auto as = std::max<std::int64_t>(1, number - kReach); as <= number + kReach; ++as) {
      for (const auto& before : previous) {
        if (stored.contains(hash_as(content, as, before))) return as;
      }
    }
    return 0;
  }

  std::int64_t original_of(std::int64_t number) const {
    const auto found = original_.find(number);
    return found == original_.end() ? number : found->second;
  }

  std::string describe(std::int64_t number) const {
    const auto& entry = entries_.at(number);
    return fmt::format("第 {} 条（{} {} {}）", number, entry.action, entry.record, entry.id);
  }

  void add(std::string rule, std::string message, std::int64_t number) {
    findings_.push_back(
        {std::move(rule), Severity::error, std::move(message), fmt::format("审计条目 {}", number), {}});
  }

  using Numbers = std::set<std::int64_t>;

  Numbers::const_iterator explain_from(Numbers::const_iterator at) {
    const auto number = *at;
    const auto original = original_.at(number);
    if (original != 0 && original != number) return explain_moved(at);
    const auto next = original_of(number + 1);
    if (original == number) {
      // Content, number and hash fit each other; the entry before it says so itself.
    } else if (next == number) {
      add("audit.inserted", fmt::format("{}是插入的：其后各条原来的编号都小 1", describe(number)), number);
    } else if (next == number + 2) {
      add("audit.missing", fmt::format("{}之前有条目被删除，其后各条被重新编号", describe(number)), number);
    } else if (bad_.contains(number + 1) && next == number + 1) {
      add("audit.hash", fmt::format("{}的哈希被改动，内容未变", describe(number)), number);
    } else {
      add("audit.changed",
          fmt::format("{}与哈希不符：这一条的内容被改动，或第 {} 条连同哈希被改写", describe(number),
                      number - 1),
          number);
    }
    return std::next(at);
  }

  /// A run of entries that moved by the same distance is one finding.
  Numbers::const_iterator explain_moved(Numbers::const_iterator at) {
    const auto first = *at;
    const auto distance = original_.at(first) - first;
    auto last = first;
    for (++at; at != bad_.end() && *at == last + 1 && original_.at(*at) - *at == distance; ++at) last = *at;
    const std::string which = first == last ? describe(first) : fmt::format("第 {}–{} 条", first, last);
    add("audit.moved",
        fmt::format("{}原为第 {} 条{}：顺序或编号被改动", which, first + distance, first == last ? "" : "起"),
        first);
    return at;
  }

  Store& store_;
  Numbers bad_;
  std::map<std::int64_t, AuditEntry> entries_;
  std::map<std::int64_t, std::int64_t> original_;  ///< of the bad ones
  Findings findings_;
};

}  // namespace

Result<Findings> diagnose_audit(Store& store, const std::vector<std::int64_t>& numbers, std::int64_t total) {
  Diagnosis diagnosis(store, numbers);
  if (auto done = diagnosis.read(); !done) return pass(done);
  return diagnosis.explain(total);
}

}  // namespace jiheng::store
