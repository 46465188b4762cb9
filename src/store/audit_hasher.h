#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/store.h"

namespace jiheng::store {

/// Hashes entries in a second thread while the first reads on, and keeps the numbers of those that do not
/// fit.
class AuditHasher {
 public:
  /// Only so many numbers are kept; all are counted.
  static constexpr std::size_t kMostKept = 64;

  AuditHasher();
  AuditHasher(const AuditHasher&) = delete;
  AuditHasher& operator=(const AuditHasher&) = delete;
  ~AuditHasher();

  /// Takes an entry and the stored hash of the one before it.
  void add(std::string_view previous_hash, const AuditEntry& entry);
  /// Waits until everything is hashed.
  void finish();

  /// After finish().
  const std::vector<std::int64_t>& bad() const { return bad_; }
  std::int64_t bad_count() const { return bad_count_; }

 private:
  struct Item {
    std::size_t end;  ///< of its bytes
    std::int64_t number;
    std::string hash;
  };
  struct Batch {
    std::string bytes;
    std::vector<Item> items;
    std::size_t used = 0;  ///< items before it are of this round; the rest wait to be used again
  };

  void hand_over();
  void loop();
  void check(const Batch& batch);

  Batch filling_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Batch waiting_;
  bool has_waiting_ = false;
  bool busy_ = false;
  bool stopping_ = false;
  std::vector<std::int64_t> bad_;
  std::int64_t bad_count_ = 0;
  std::thread thread_;
};

}  // namespace jiheng::store
