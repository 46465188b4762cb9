// The way out for messages, with a real command and a real mail server on this machine.
#include "io/notice_channel.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "base/file.h"
#include "base/node.h"
#include "support/temp_dir.h"

namespace jiheng::io {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// What must have worked.
template <class T>
T sure(Result<T> result) {
  if (!result) throw std::runtime_error(to_string(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

NoticeMessage a_message() {
  return {"42",
          "returned",
          "jiaoyu.xm",
          "王丽",
          "0953-6012345",
          "2024 年绩效目标被退回：营养改善计划",
          "请补数量指标。\n“引号”和\\反斜线，$(touch /tmp/never) `id`"};
}

class NoticeCommand : public ::testing::Test {
 protected:
  /// A program of the test, as a county would write one.
  std::string script(const std::string& body) {
    const auto path = dir_.path() / "send-notice";
    sure(write_file(path, "#!/bin/sh\n" + body + "\n"));
    chmod(path.c_str(), 0700);
    return path.string();
  }
  Result<void> send(std::vector<std::string> argv, int milliseconds = 5000) {
    return command_channel({std::move(argv), std::chrono::milliseconds(milliseconds)})->send(a_message());
  }
  std::string file(const char* name) const { return (dir_.path() / name).string(); }

  testing::TempDir dir_;
};

TEST_F(NoticeCommand, GetsTheMessageAsJsonOnItsStandardInputAndNothingIsRunByAShell) {
  sure(send({script("cat > \"$1\"; printf '%s' \"$2\" > \"$1.to\""), file("got.json"), "--to={account}"}));
  const auto got = sure(parse_json(sure(read_file(file("got.json"))), "got"));
  EXPECT_EQ(got.text_of("account"), "jiaoyu.xm");
  EXPECT_EQ(got.text_of("subject"), a_message().subject);
  EXPECT_EQ(got.text_of("body"), a_message().body);
  EXPECT_EQ(sure(read_file(file("got.json.to"))), "--to=jiaoyu.xm");
}

TEST_F(NoticeCommand, ThatFailsSaysWithWhichCodeAndWhatItSaid) {
  const auto failed = send({script("cat >/dev/null; echo 号码停机 >&2; exit 7")});
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("退出码 7"));
  EXPECT_THAT(failed.error().message, HasSubstr("号码停机"));
  EXPECT_FALSE(send({file("no-such-program")}));
}

TEST_F(NoticeCommand, ThatDoesNotEndIsEndedWithItsChildren) {
  const auto begin = std::chrono::steady_clock::now();
  const auto failed = send({script("sleep 30 & echo $! > \"$1\"; sleep 30"), file("child")}, 300);
  ASSERT_FALSE(failed);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_THAT(failed.error().message, HasSubstr("没有结束"));
  const auto child = std::stoi(sure(read_file(file("child"))));
  bool gone = false;
  for (int i = 0; i < 200 && !gone; ++i) {
    const auto stat = read_file(fmt::format("/proc/{}/stat", child));
    gone = !stat || stat->find(") Z ") != std::string::npos;
    if (!gone) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(gone);
}

TEST_F(NoticeCommand, ThatDoesNotReadIsNoDefect) {
  sure(send({script("exit 0")}));
  const auto closes = script("exec <&-; sleep 0.1; exit 0");
  sure(send({closes}));
}

TEST_F(NoticeCommand, ThatClosesItsInputBeforeAllOfALongMessageIsWrittenDoesNotEndTheProgram) {
  auto message = a_message();
  message.body.assign(300'000, 'x');  // more than a pipe holds
  const auto channel = command_channel({{script("exec 0<&-; sleep 0.2")}, std::chrono::milliseconds(5000)});
  sure(channel->send(message));
  sigset_t waiting;
  sigpending(&waiting);
  EXPECT_EQ(sigismember(&waiting, SIGPIPE), 0);
}

TEST_F(NoticeCommand, InheritsNoOpenFiles) {
  const auto kept = dir_.path() / "kept";
  const int open_file = creat(kept.c_str(), 0600);
  ASSERT_GE(open_file, 0);
  sure(send({script("ls /proc/$$/fd > \"$1\"; cat > /dev/null"), file("fds")}));
  close(open_file);
  EXPECT_THAT(sure(read_file(file("fds"))), Not(HasSubstr(fmt::format("\n{}\n", open_file))));
}

/// A mail server for one connection: says what RFC 5321 asks for and keeps what it hears.
class MailServer {
 public:
  explicit MailServer(std::string answer_to_recipient = "250 ok") : answer_(std::move(answer_to_recipient)) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return;
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    listen(listener_, 1);
    thread_ = std::thread([this] { talk(accept(listener_, nullptr, nullptr)); });
  }
  ~MailServer() { finish(); }
  int port() const { return port_; }
  /// Everything that clients have said.
  std::string heard() {
    finish();
    return heard_;
  }

 private:
  void finish() {
    shutdown(listener_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    if (listener_ >= 0) close(listener_);
    listener_ = -1;
  }
  static void say(int to, const std::string& line) {
    const auto whole = line + "\r\n";
    [[maybe_unused]] const auto sent = send(to, whole.data(), whole.size(), MSG_NOSIGNAL);
  }
  void talk(int client) {
    if (client < 0) return;
    say(client, "220 mail.test ready");
    std::string line;
    bool in_data = false;
    char byte = 0;
    while (recv(client, &byte, 1, 0) == 1) {
      heard_ += byte;
      if (byte != '\n') {
        line += byte;
        continue;
      }
      answer(client, line, in_data);
      line.clear();
    }
    close(client);
  }
  void answer(int client, const std::string& line, bool& in_data) {
    if (in_data) {
      if (line == ".\r") {
        in_data = false;
        say(client, "250 queued");
      }
    } else if (line.starts_with("EHLO")) {
      say(client, "250-mail.test");
      say(client, "250 AUTH PLAIN");
    } else if (line.starts_with("AUTH")) {
      in_auth_ = true;
      say(client, "334 ");
    } else if (in_auth_) {
      in_auth_ = false;
      say(client, "235 welcome");
    } else if (line.starts_with("RCPT")) {
      say(client, answer_);
    } else if (line.starts_with("DATA")) {
      in_data = true;
      say(client, "354 go on");
    } else {
      say(client, line.starts_with("QUIT") ? "221 bye" : "250 ok");
    }
  }

  std::string answer_;
  bool in_auth_ = false;
  int listener_ = -1;
  int port_ = 0;
  std::string heard_;
  std::thread thread_;
};

SmtpSettings settings_for(const MailServer& server) {
  SmtpSettings settings;
  settings.url = fmt::format("smtp://127.0.0.1:{}", server.port());
  settings.from = "jixiao@county.test";
  settings.to = "{account}@county.test";
  settings.user = "jixiao";
  settings.password = "gan-cao-2024";
  settings.require_tls = false;
  settings.time_limit = std::chrono::milliseconds(5000);
  return settings;
}

TEST(NoticeMail, ReachesTheServerWithSenderRecipientSubjectAndBody) {
  MailServer server;
  sure(smtp_channel(settings_for(server))->send(a_message()));
  const auto heard = server.heard();
  EXPECT_THAT(heard, HasSubstr("MAIL FROM:<jixiao@county.test>"));
  EXPECT_THAT(heard, HasSubstr("RCPT TO:<jiaoyu.xm@county.test>"));
  EXPECT_THAT(heard, HasSubstr("Subject: =?UTF-8?B?"));
  EXPECT_THAT(heard, HasSubstr("6K+36KGl5pWw6YeP5oyH5qCH44CC")) << "请补数量指标。";
}

TEST(NoticeMail, ThatIsRefusedTellsTheAnswerButNeitherPasswordNorAddress) {
  MailServer server("550 no such user jiaoyu.xm@county.test");
  const auto failed = smtp_channel(settings_for(server))->send(a_message());
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("550"));
  EXPECT_THAT(failed.error().message, Not(HasSubstr("county.test")));
  EXPECT_THAT(failed.error().message, Not(HasSubstr("gan-cao-2024")));
}

TEST(NoticeMail, IsNotSentInClearWhenEncryptionIsAskedFor) {
  MailServer server;
  auto settings = settings_for(server);
  settings.require_tls = true;
  EXPECT_FALSE(smtp_channel(settings)->send(a_message()));
  EXPECT_THAT(server.heard(), Not(HasSubstr("MAIL FROM")));
}

TEST(NoticeMail, WithoutAServerFails) {
  SmtpSettings settings;
  settings.url = "smtp://127.0.0.1:1";
  settings.from = "a@b.test";
  settings.to = "{account}@b.test";
  EXPECT_FALSE(smtp_channel(settings)->send(a_message()));
}

TEST(NoticeMail, HeadCannotBeExtendedByWhatIsInAMessage) {
  SmtpSettings settings;
  settings.from = "a@b.test";
  settings.to = "{account}@b.test";
  auto message = a_message();
  message.account = "x>\r\nBcc: <evil@b.test";
  message.subject = "一\r\nBcc: evil@b.test";
  const auto mail = mail_text(settings, message);
  EXPECT_THAT(mail, Not(HasSubstr("\nBcc")));
  const auto head = mail.substr(0, mail.find("\r\n\r\n"));
  EXPECT_EQ(std::ranges::count(head, '\n'), 6);
}

TEST(NoticeMail, LongSubjectsAreCutBetweenCharacters) {
  SmtpSettings settings;
  settings.from = settings.to = "a@b.test";
  auto message = a_message();
  message.subject.clear();
  for (int i = 0; i < 60; ++i) message.subject += "绩";
  const auto mail = mail_text(settings, message);
  for (std::size_t at = mail.find("=?UTF-8?B?"); at != std::string::npos;
       at = mail.find("=?UTF-8?B?", at + 1)) {
    const auto word = mail.substr(at, mail.find("?=", at) + 2 - at);
    EXPECT_LE(word.size(), 75U);
    EXPECT_EQ(word.substr(10, word.size() - 12).find('='), std::string::npos)
        << "42 bytes are 14 whole characters: nothing is filled up";
  }
}

}  // namespace
}  // namespace jiheng::io
