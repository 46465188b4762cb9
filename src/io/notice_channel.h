#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

// The way out for messages: a command of the county's own, or a mail server. Off unless it is set up.
namespace jiheng::io {

/// A message to one person.
struct NoticeMessage {
  std::string id;    ///< of the outbox: the same message keeps it when it is sent again
  std::string kind;  ///< "returned"
  std::string account;
  std::string name;
  std::string phone;
  std::string subject;
  std::string body;

  /// The message as JSON, as commands get it on standard input.
  std::string json() const;
};

/// A program that hands messages on. It is run without a shell; what is in a message never becomes an
/// argument unless {account} or {phone} stands there, and then as one argument.
struct CommandSettings {
  std::vector<std::string> argv;  ///< the program by its whole path, and its arguments
  std::chrono::milliseconds time_limit{10'000};
};

/// A mail server.
struct SmtpSettings {
  std::string url;   ///< "smtp://mail:25" or "smtps://mail:465"
  std::string from;  ///< address of the sender
  std::string to;    ///< "{account}@county.gov.cn", "{phone}@sms.example"
  std::string user;  ///< empty: no log-in
  std::string password;
  bool require_tls = true;  ///< refuse a server that does not encrypt
  std::chrono::milliseconds time_limit{20'000};
};

/// Sends messages one by one; thread-compatible.
class NoticeChannel {
 public:
  virtual ~NoticeChannel() = default;
  /// Hands a message over. An error is for people and carries neither password nor address.
  virtual Result<void> send(const NoticeMessage& message) = 0;
  /// "command" or "smtp".
  virtual std::string_view kind() const = 0;
};

std::unique_ptr<NoticeChannel> command_channel(CommandSettings settings);
std::unique_ptr<NoticeChannel> smtp_channel(SmtpSettings settings);

/// `text` with {account} and {phone} put in.
std::string with_person(std::string text, const NoticeMessage& message);
/// A mail of the message: head and body, UTF-8 in base64, lines ended by CR LF.
std::string mail_text(const SmtpSettings& settings, const NoticeMessage& message);

}  // namespace jiheng::io
