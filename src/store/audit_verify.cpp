#include "store/audit_verify.h"

#include <fmt/format.h>

#include "store/audit_hasher.h"

namespace jiheng::store {
namespace {

Finding finding(std::string rule, std::string message, std::int64_t number, std::string hint = {}) {
  return {std::move(rule), Severity::error, std::move(message), fmt::format("审计条目 {}", number),
          std::move(hint)};
}

std::string range(std::int64_t first, std::int64_t last) {
  return first == last ? fmt::format("第 {} 条", first) : fmt::format("第 {}–{} 条", first, last);
}

Result<AuditHead> stored_head(Store& store) {
  const auto text = store.setting(kAuditHeadSetting);
  if (!text) return pass(text);
  return AuditHead::parse(text->value_or(""));
}

/// One pass over the chain.
class VerifyPass {
 public:
  VerifyPass(Store& store, std::int64_t from) : store_(store) {
    done_.from = from;
    expected_ = from;
  }

  Result<AuditVerification> run(const std::optional<AuditHead>& noted) {
    const auto before = stored_head(store_);
    if (!before) return pass(before);
    watch(*before);
    if (noted) watch(*noted);
    if (auto done = find_start(); !done) return pass(done);
    auto read = store_.read_audit(done_.from, [this](const AuditEntry& entry) { return take(entry); });
    hasher_.finish();
    if (!read) return pass(read);
    if (done_.entries == 0 && done_.from > 1)
      return fail(ErrorCode::not_found, fmt::format("没有第 {} 条审计记录", done_.from));
    const auto after = stored_head(store_);
    if (!after) return pass(after);
    if (auto done = report_bad(); !done) return pass(done);
    check_heads(*before, *after);
    if (noted) check_noted(*noted);
    return std::move(done_);
  }

 private:
  /// Remembers the hash of that entry as the pass meets it.
  void watch(const AuditHead& head) { watched_.push_back({head.number, std::string()}); }

  std::string_view watched_hash(std::int64_t number) const {
    for (const auto& head : watched_) {
      if (head.number == number) return head.hash;
    }
    return {};
  }

  /// The hash that entry `from` links to.
  Result<void> find_start() {
    done_.last.number = done_.from - 1;
    if (done_.from <= 1) return {};
    bool found = false;
    auto read = store_.read_audit(done_.from - 1, [&](const AuditEntry& entry) {
      found = entry.number == done_.from - 1;
      if (found) done_.last.hash = entry.hash;
      return false;
    });
    linked_ = found;
    return read;
  }

  bool take(const AuditEntry& entry) {
    ++done_.entries;
    if (entry.number != expected_) {
      done_.findings.push_back(finding("audit.missing",
                                       fmt::format("{}缺失", range(expected_, entry.number - 1)), expected_,
                                       fmt::format("第 {} 条因此无法与前一条核对", entry.number)));
      linked_ = false;
    }
    // After a gap, the hash that this entry was linked to is unknown: what follows is checked from here on.
    if (linked_) hasher_.add(done_.last.hash, entry);
    linked_ = true;
    done_.last.number = entry.number;
    done_.last.hash.assign(entry.hash);
    expected_ = entry.number + 1;
    for (auto& head : watched_) {
      if (head.number == entry.number) head.hash.assign(entry.hash);
    }
    return true;
  }

  Result<void> report_bad() {
    if (hasher_.bad().empty()) return {};
    auto found = diagnose_audit(store_, hasher_.bad(), hasher_.bad_count());
    if (!found) return pass(found);
    done_.findings.insert(done_.findings.end(), found->begin(), found->end());
    return {};
  }

  /// `before` was the head when the pass began: it must have been met. Nothing may stand beyond `after`.
  void check_heads(const AuditHead& before, const AuditHead& after) {
    const auto last = done_.last.number;
    if (last < before.number) {
      done_.findings.push_back(finding("audit.tail",
                                       fmt::format("末尾缺少{}：链头记录到第 {} 条，实有到第 {} 条",
                                                   range(last + 1, before.number), before.number, last),
                                       last + 1));
    } else if (last > after.number) {
      done_.findings.push_back(finding(
          "audit.inserted",
          fmt::format("{}在链头（第 {} 条）之外：是另行插入的", range(after.number + 1, last), after.number),
          after.number + 1));
    }
    const auto met = watched_hash(before.number);
    if (!met.empty() && met != before.hash) {
      done_.findings.push_back(
          finding("audit.head", fmt::format("第 {} 条的哈希与链头记录的不符", before.number), before.number));
    }
  }

  void check_noted(const AuditHead& noted) {
    const auto met = watched_hash(noted.number);
    if (noted.number < done_.from || met == noted.hash) return;
    done_.findings.push_back(finding("audit.noted",
                                     fmt::format("第 {} 条与事先记下的哈希不符{}：此后链被重写过",
                                                 noted.number, met.empty() ? "（已不存在）" : ""),
                                     noted.number));
  }

  Store& store_;
  AuditVerification done_;
  std::int64_t expected_;
  bool linked_ = true;
  std::vector<AuditHead> watched_;
  AuditHasher hasher_;
};

}  // namespace

Result<AuditVerification> verify_audit(Store& store, std::int64_t from,
                                       const std::optional<AuditHead>& noted) {
  if (from < 1) return fail(ErrorCode::usage, "审计记录从第 1 条开始");
  if (noted && noted->number < from) {
    return fail(ErrorCode::usage,
                fmt::format("事先记下的是第 {} 条，核对要从这一条或更早开始", noted->number));
  }
  return VerifyPass(store, from).run(noted);
}

}  // namespace jiheng::store
