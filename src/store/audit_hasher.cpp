#include "store/audit_hasher.h"

#include "base/sm3.h"
#include "store/audit_chain.h"

namespace jiheng::store {
namespace {

constexpr std::size_t kBatchItems = 2048;

/// Compares without making a text of the digest.
bool is_hex_of(const Sm3Digest& digest, std::string_view hex) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (hex.size() != digest.size() * 2) return false;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    if (hex[2 * i] != kDigits[digest[i] >> 4] || hex[2 * i + 1] != kDigits[digest[i] & 15]) return false;
  }
  return true;
}

}  // namespace

AuditHasher::AuditHasher() : thread_([this] { loop(); }) {}

AuditHasher::~AuditHasher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void AuditHasher::add(std::string_view previous_hash, const AuditEntry& entry) {
  append_audit_bytes(filling_.bytes, previous_hash, entry);
  if (filling_.used == filling_.items.size()) filling_.items.emplace_back();
  auto& item = filling_.items[filling_.used++];
  item.end = filling_.bytes.size();
  item.number = entry.number;
  item.hash.assign(entry.hash);
  if (filling_.used == kBatchItems) hand_over();
}

void AuditHasher::hand_over() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !has_waiting_; });
  std::swap(filling_, waiting_);
  has_waiting_ = true;
  lock.unlock();
  changed_.notify_all();
  filling_.bytes.clear();
  filling_.used = 0;
}

void AuditHasher::finish() {
  if (filling_.used > 0) hand_over();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !has_waiting_ && !busy_; });
}

void AuditHasher::loop() {
  Batch checking;
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return has_waiting_ || stopping_; });
    if (!has_waiting_) return;
    std::swap(checking, waiting_);
    has_waiting_ = false;
    busy_ = true;
    lock.unlock();
    changed_.notify_all();
    check(checking);
    lock.lock();
    busy_ = false;
    changed_.notify_all();
  }
}

void AuditHasher::check(const Batch& batch) {
  const std::string_view bytes = batch.bytes;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < batch.used; ++i) {
    const auto& item = batch.items[i];
    const bool fits = is_hex_of(sm3(bytes.substr(begin, item.end - begin)), item.hash);
    begin = item.end;
    if (fits) continue;
    if (++bad_count_ <= static_cast<std::int64_t>(kMostKept)) bad_.push_back(item.number);
  }
}

}  // namespace jiheng::store
