#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/workspace.h"
#include "io/notice_channel.h"

// The outbox: messages that were written with what caused them go out by the county's adapter, one by one,
// and are tried again when that fails.
namespace jiheng::app {

/// Reads the settings of the adapter (YAML) and makes it. Either
///   command: [/usr/local/bin/send-notice, --to, "{account}"]
///   time_limit_seconds: 10
/// or
///   smtp: {url: "smtp://mail:25", from: jixiao@county.gov.cn, to: "{account}@county.gov.cn",
///          user: jixiao, password_file: /etc/jiheng/mail.password, tls: true}
/// Errors name what is wrong and never what is in the password file.
Result<std::unique_ptr<io::NoticeChannel>> open_notice_channel(const std::filesystem::path& settings);

/// What one pass over the outbox came to.
struct OutboxReport {
  std::int64_t sent = 0;
  std::int64_t put_off = 0;  ///< failed, to be tried again
  std::int64_t failed = 0;   ///< failed for good
  std::int64_t waiting = 0;  ///< still there
  std::string fault;         ///< of the last one that failed
};

/// Sends what is due. What was handed over and could not be noted as sent goes out again: at least once.
Result<OutboxReport> send_waiting(Workspace& workspace, io::NoticeChannel& channel, std::size_t most = 100);

/// Writes a message for each case that is due soon or overdue, once a person, case and date.
Result<std::int64_t> write_due_notices(Workspace& workspace);

/// Sends in the background while the server runs.
class NoticeSender {
 public:
  using Log = std::function<void(std::string_view)>;
  NoticeSender(Workspace& workspace, std::unique_ptr<io::NoticeChannel> channel, Log log);
  ~NoticeSender();
  NoticeSender(const NoticeSender&) = delete;
  NoticeSender& operator=(const NoticeSender&) = delete;

 private:
  void run();
  void pass_over();

  Workspace& workspace_;
  std::unique_ptr<io::NoticeChannel> channel_;
  Log log_;
  std::int64_t looked_for_due_ms_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace jiheng::app
