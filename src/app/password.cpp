#include "app/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kLongestPassword = 200;
constexpr std::size_t kMebibyte = 1U << 20U;

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

int count_classes(std::string_view password) {
  bool upper = false;
  bool small = false;
  bool digit = false;
  bool other = false;
  for (const char c : password) {
    if (c >= 'A' && c <= 'Z')
      upper = true;
    else if (c >= 'a' && c <= 'z')
      small = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      other = true;
  }
  return int{upper} + int{small} + int{digit} + int{other};
}

bool is_filler(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
  return !letter;
}

/// Without digits and signs at either end: "caizheng2026!" is "caizheng".
std::string stem_of(std::string_view password) {
  std::string text = lower(password);
  while (!text.empty() && is_filler(text.back())) text.pop_back();
  std::size_t begin = 0;
  while (begin < text.size() && is_filler(text[begin])) ++begin;
  return text.substr(begin);
}

/// Eight characters in a row of one kind: "aaaaaaaa", "12345678", "hgfedcba".
bool is_a_run(std::string_view password) {
  constexpr int kRun = 8;
  int same = 1;
  int up = 1;
  int down = 1;
  for (std::size_t i = 1; i < password.size(); ++i) {
    const int step = password[i] - password[i - 1];
    same = step == 0 ? same + 1 : 1;
    up = step == 1 ? up + 1 : 1;
    down = step == -1 ? down + 1 : 1;
    if (std::max({same, up, down}) >= kRun) return true;
  }
  return false;
}

bool holds(std::string_view password, std::string_view part) {
  constexpr std::size_t kShortest = 4;
  return part.size() >= kShortest && lower(password).find(lower(part)) != std::string::npos;
}

}  // namespace

/// One of the places in which a hash may be computed.
class PasswordHasher::Turn {
 public:
  explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {
    std::unique_lock lock(hasher_.mutex_);
    hasher_.changed_.wait(lock, [&] { return hasher_.free_ > 0; });
    --hasher_.free_;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    {
      const std::lock_guard lock(hasher_.mutex_);
      ++hasher_.free_;
    }
    hasher_.changed_.notify_one();
  }

 private:
  PasswordHasher& hasher_;
};

PasswordHasher::PasswordHasher(int passes, int memory_mib, int at_once)
    : passes_(static_cast<unsigned long long>(std::max(passes, 1))),
      memory_(static_cast<std::size_t>(std::max(memory_mib, 1)) * kMebibyte),
      free_(std::max(at_once, 1)) {
  start_sodium();
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  const Turn turn(*this);
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(), passes_, memory_) != 0)
    return fail(ErrorCode::unavailable, "内存不够，不能计算口令散列");
  return std::string(out.data());
}

bool PasswordHasher::verify(std::string_view hash, std::string_view password) {
  if (hash.empty() || password.size() > kLongestPassword * 4) return verify_nothing("");
  const Turn turn(*this);
  return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

bool PasswordHasher::verify_nothing(std::string_view password) {
  std::string dummy;
  {
    const std::lock_guard lock(dummy_mutex_);
    if (dummy_.empty()) {
      auto made = hash(random_hex(16));
      if (made) dummy_ = std::move(*made);
    }
    dummy = dummy_;
  }
  if (!dummy.empty()) {
    const Turn turn(*this);
    // The outcome does not matter, only the time it takes.
    if (crypto_pwhash_str_verify(dummy.c_str(), password.data(), password.size()) == 0) return false;
  }
  return false;
}

bool PasswordHasher::is_outdated(std::string_view hash) const {
  return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), passes_, memory_) != 0;
}

Findings check_password(const SecurityRules& rules, std::string_view password, const PasswordOwner& owner,
                        const std::vector<std::string>& earlier, PasswordHasher& hasher,
                        std::string_view pointer) {
  Findings findings;
  const auto add = [&](std::string_view rule, std::string message) {
    findings.push_back({std::string(rule), Severity::error, std::move(message), std::string(pointer), ""});
  };
  if (!is_utf8(password) || password.find('\0') != std::string_view::npos) {
    add("password.text", "口令含有不能使用的字符");
    return findings;
  }
  const auto length = count_characters(password);
  if (length < static_cast<std::size_t>(rules.min_length))
    add("password.length", fmt::format("口令太短：至少 {} 个字符", rules.min_length));
  if (length > kLongestPassword)
    add("password.length", fmt::format("口令太长：最多 {} 个字符", kLongestPassword));
  if (count_classes(password) < rules.classes) {
    add("password.classes",
        fmt::format("口令须含大写字母、小写字母、数字、其他符号四类中的至少 {} 类", rules.classes));
  }
  const std::string stem = stem_of(password);
  const bool common = std::ranges::any_of(rules.common_passwords, [&](const std::string& word) {
    return stem == lower(word) || lower(password) == lower(word);
  });
  if (common || stem.empty() || is_a_run(password))
    add("password.common", "口令太常见或太有规律，一猜就中；换一个想得起、猜不到的");
  if (holds(password, owner.account)) add("password.owner", "口令里不能有账号");
  if (holds(password, owner.name) || holds(password, owner.unit_name))
    add("password.owner", "口令里不能有姓名或单位名称");
  const auto kept = std::min(earlier.size(), static_cast<std::size_t>(std::max(rules.history, 1)));
  if (findings.empty() &&
      std::ranges::any_of(earlier.begin(), earlier.begin() + static_cast<std::ptrdiff_t>(kept),
                          [&](const auto& hash) { return hasher.verify(hash, password); }))
    add("password.history", fmt::format("口令与最近 {} 次用过的相同", std::max(rules.history, 1)));
  return findings;
}

std::string make_one_time_password() {
  start_sodium();
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";  // none that look alike
  std::string text;
  for (int i = 0; i < 12; ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return text;
}

std::string random_hex(std::size_t bytes) {
  start_sodium();
  std::string raw(bytes, '\0');
  randombytes_buf(raw.data(), raw.size());
  std::string hex;
  for (const char c : raw) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return hex;
}

}  // namespace jiheng::app
