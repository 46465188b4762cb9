#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jiheng::app {

/// Time-based one-time passwords as phones make them (RFC 6238 with HMAC-SHA1, 30 s, 6 digits).
inline constexpr std::int64_t kTotpStepSeconds = 30;

/// A new secret of 20 random bytes in base32 (RFC 4648), without padding.
std::string make_totp_secret();

/// The code of a time step with `digits` digits; empty when the secret is no base32.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);

/// The step at an instant.
std::int64_t totp_step(std::int64_t unix_ms);

/// The step whose code this is, among the present one, the one before and the one after (clocks differ), and
/// later than `last_step`: a code that was used is not good again. Nothing when there is none. Compares in
/// constant time.
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t unix_ms,
                                       std::int64_t last_step);

/// "otpauth://totp/…": what the QR code holds.
std::string totp_uri(std::string_view secret, std::string_view account);

}  // namespace jiheng::app
