#include "app/second_factor.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int kBitsOfLetter = 5;
constexpr int kBitsOfByte = 8;

std::string to_base32(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << kBitsOfByte) | static_cast<unsigned char>(c);
    bits += kBitsOfByte;
    for (; bits >= kBitsOfLetter; bits -= kBitsOfLetter)
      text += kBase32[(held >> (bits - kBitsOfLetter)) & 31U];
  }
  if (bits > 0) text += kBase32[(held << (kBitsOfLetter - bits)) & 31U];
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const auto value = kBase32.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    held = (held << kBitsOfLetter) | static_cast<std::uint32_t>(value);
    bits += kBitsOfLetter;
    if (bits < kBitsOfByte) continue;
    bits -= kBitsOfByte;
    bytes += static_cast<char>((held >> bits) & 255U);
  }
  return bytes;
}

bool same_code(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string make_totp_secret() {
  constexpr std::size_t kBytes = 20;
  if (sodium_init() < 0) return {};
  std::string bytes(kBytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return to_base32(bytes);
}

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  const auto key = from_base32(secret);
  if (!key || key->empty()) return {};
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[counter.size() - 1 - i] =
        static_cast<unsigned char>((static_cast<std::uint64_t>(step) >> (8 * i)) & 255U);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  if (HMAC(EVP_sha1(), key->data(), static_cast<int>(key->size()), counter.data(), counter.size(), mac.data(),
           &size) == nullptr)
    return {};
  const std::size_t at = mac[size - 1] & 15U;
  const std::uint32_t number = (static_cast<std::uint32_t>(mac[at] & 127U) << 24U) |
                               (static_cast<std::uint32_t>(mac[at + 1]) << 16U) |
                               (static_cast<std::uint32_t>(mac[at + 2]) << 8U) | mac[at + 3];
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::int64_t totp_step(std::int64_t unix_ms) { return unix_ms / 1000 / kTotpStepSeconds; }

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t unix_ms,
                                       std::int64_t last_step) {
  const std::int64_t now = totp_step(unix_ms);
  // A used step far ahead is of a clock that has been set back since; it would refuse every code until then.
  const std::int64_t used = last_step > now + 1 ? 0 : last_step;
  std::optional<std::int64_t> found;
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    if (same_code(totp_code(secret, step), trim(code)) && step > used && !found) found = step;
  }
  return found;
}

std::string totp_uri(std::string_view secret, std::string_view account) {
  return fmt::format("otpauth://totp/Jiheng:{}?secret={}&issuer=Jiheng&algorithm=SHA1&digits=6&period={}",
                     account, secret, kTotpStepSeconds);
}

}  // namespace jiheng::app
