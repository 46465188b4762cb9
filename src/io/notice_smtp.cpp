#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "base/text.h"
#include "io/broken_pipe.h"
#include "io/notice_channel.h"

namespace jiheng::io {
namespace {

constexpr std::size_t kBase64Line = 57;  // bytes that make a line of 76 characters
constexpr std::size_t kWordBytes = 42;   // of an encoded word of the head, which may have 75 characters

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k > bytes.size() ? '=' : kLetters[three >> (18 - 6 * k) & 63U];
  }
  return out;
}

/// UTF-8 for the head of a mail (RFC 2047), never cut within a character.
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(kWordBytes, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return out;
}

/// An address that cannot end its line or its angle brackets.
std::string safe_address(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c > ' ' && c < 127 && c != '<' && c != '>' && c != ',') out += c;
  }
  return out;
}

struct Upload {
  std::string text;
  std::size_t sent = 0;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t most = std::min(size * count, upload.text.size() - upload.sent);
  std::copy_n(upload.text.data() + upload.sent, most, to);
  upload.sent += most;
  return most;
}

class SmtpChannel final : public NoticeChannel {
 public:
  explicit SmtpChannel(SmtpSettings settings) : settings_(std::move(settings)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  }

  std::string_view kind() const override { return "smtp"; }

  Result<void> send(const NoticeMessage& message) override {
    const auto to = safe_address(with_person(settings_.to, message));
    if (to.find('@') == std::string::npos || to.starts_with('@'))
      return fail(ErrorCode::invalid, fmt::format("“{}”没有可用的邮箱地址", message.account));
    const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
    if (!curl) return fail(ErrorCode::unavailable, "不能准备邮件连接");
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(
        curl_slist_append(nullptr, to.c_str()), curl_slist_free_all);
    Upload upload{mail_text(settings_, message), 0};
    set_up(curl.get(), recipients.get(), upload);
    const BrokenPipeIsAnError quiet;  // the library leaves signals to us (CURLOPT_NOSIGNAL)
    const CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return {};
    // What the server says may quote addresses; the library's own words do not.
    long answer = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
    return fail(ErrorCode::unavailable,
                fmt::format("邮件没有发出：{}{}", curl_easy_strerror(code),
                            answer > 0 ? fmt::format("（服务器答复 {}）", answer) : std::string()));
  }

 private:
  void set_up(CURL* curl, curl_slist* recipients, Upload& upload) const {
    const auto from = fmt::format("<{}>", safe_address(settings_.from));
    curl_easy_setopt(curl, CURLOPT_URL, settings_.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     static_cast<long>(settings_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!settings_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.time_limit.count()));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  }

  SmtpSettings settings_;
};

}  // namespace

std::string mail_text(const SmtpSettings& settings, const NoticeMessage& message) {
  std::string mail = fmt::format(
      "From: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <notice-{}@jiheng>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      safe_address(settings.from), safe_address(with_person(settings.to, message)),
      encoded_words(message.subject), message.id);
  for (std::size_t i = 0; i < message.body.size(); i += kBase64Line)
    mail += base64(std::string_view(message.body).substr(i, kBase64Line)) + "\r\n";
  return mail;
}

std::unique_ptr<NoticeChannel> smtp_channel(SmtpSettings settings) {
  return std::make_unique<SmtpChannel>(std::move(settings));
}

}  // namespace jiheng::io
