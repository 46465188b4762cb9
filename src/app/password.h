#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "app/security_rules.h"
#include "base/finding.h"
#include "base/result.h"

namespace jiheng::app {

/// Hashes and checks passwords with argon2id (libsodium). Each takes memory for some ten milliseconds, so
/// only so many run at once; the others wait. Thread-safe.
class PasswordHasher {
 public:
  PasswordHasher(int passes, int memory_mib, int at_once);
  explicit PasswordHasher(const SecurityRules& rules)
      : PasswordHasher(rules.hash_passes, rules.hash_memory_mib, rules.hashes_at_once) {}

  /// "$argon2id$v=19$m=…": salt and cost are in it.
  Result<std::string> hash(std::string_view password);
  bool verify(std::string_view hash, std::string_view password);
  /// Takes as long as verify() and is always false: for accounts that are not there.
  bool verify_nothing(std::string_view password);
  /// Whether the hash was made at another cost than this one's.
  bool is_outdated(std::string_view hash) const;

 private:
  class Turn;

  unsigned long long passes_;
  std::size_t memory_;
  int free_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::mutex dummy_mutex_;
  std::string dummy_;
};

/// What is known of the person, none of which may be the password.
struct PasswordOwner {
  std::string account;
  std::string name;
  std::string unit_name;
};

/// Every rule that a new password breaks; `where` is `pointer`. `earlier` are hashes of passwords that may
/// not come back, the present one first.
Findings check_password(const SecurityRules& rules, std::string_view password, const PasswordOwner& owner,
                        const std::vector<std::string>& earlier, PasswordHasher& hasher,
                        std::string_view pointer = "/new");

/// A password to be used once, easy to read out: "k7mq-wt3x-9rfd".
std::string make_one_time_password();

/// `bytes` random bytes as lower-case hexadecimal.
std::string random_hex(std::size_t bytes);

}  // namespace jiheng::app
