#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <thread>

#include "base/json_writer.h"
#include "base/system_reason.h"
#include "base/text.h"
#include "io/broken_pipe.h"
#include "io/notice_channel.h"

namespace jiheng::io {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostFault = 300;  // bytes of what the command says on standard error

/// A pipe whose ends are closed on destruction and not inherited.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  bool good() const { return ends_[0] >= 0; }
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// Standard input and error from pipes, standard output nowhere, everything else closed.
class SpawnActions {
 public:
  SpawnActions(const Pipe& in, const Pipe& err) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, in.read_end(), STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, err.write_end(), STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setpgroup(&attributes_, 0);  // its own group, to be ended with its children
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &usual);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  ~SpawnActions() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// Runs one command: feeds it, waits for its end, ends it when its time is over.
class CommandRun {
 public:
  CommandRun(const CommandSettings& settings, const NoticeMessage& message)
      : settings_(settings), input_(message.json()), deadline_(Clock::now() + settings.time_limit) {
    for (const auto& part : settings.argv) arguments_.push_back(with_person(part, message));
  }

  Result<void> run() {
    if (!in_.good() || !err_.good()) return fail(ErrorCode::unavailable, "没有可用的管道");
    std::vector<char*> argv;
    for (auto& part : arguments_) argv.push_back(part.data());
    argv.push_back(nullptr);
    const SpawnActions spawn(in_, err_);
    const int error =
        posix_spawn(&child_, argv[0], spawn.actions(), spawn.attributes(), argv.data(), environ);
    if (error != 0)
      return fail(ErrorCode::unavailable, fmt::format("不能运行通知命令：{}", system_reason(error)));
    in_.close_end(0);
    err_.close_end(1);
    fcntl(in_.write_end(), F_SETFL, O_NONBLOCK);
    fcntl(err_.read_end(), F_SETFL, O_NONBLOCK);
    talk();
    return finish();
  }

 private:
  int milliseconds_left() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
  }

  /// Until the command closes its standard error, which it does at the latest when it ends.
  void talk() {
    std::size_t written = 0;
    while (milliseconds_left() > 0) {
      std::array<pollfd, 2> ends{pollfd{err_.read_end(), POLLIN, 0}, pollfd{in_.write_end(), POLLOUT, 0}};
      if (poll(ends.data(), written < input_.size() ? 2 : 1, milliseconds_left()) < 0 && errno != EINTR)
        return;
      if (ends[1].revents != 0 && written < input_.size()) written = feed(written);
      if (ends[0].revents != 0 && !listen()) return;
    }
  }

  std::size_t feed(std::size_t written) {
    const auto sent = write(in_.write_end(), input_.data() + written, input_.size() - written);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return written;
    written = sent < 0 ? input_.size() : written + static_cast<std::size_t>(sent);  // it does not want more
    if (written >= input_.size()) in_.close_end(1);
    return written;
  }

  bool listen() {
    std::array<char, 512> bytes{};
    const auto got = read(err_.read_end(), bytes.data(), bytes.size());
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    const auto room = kMostFault - std::min(kMostFault, said_.size());
    said_.append(bytes.data(), std::min(room, static_cast<std::size_t>(got)));
    return got > 0;
  }

  Result<void> finish() {
    constexpr std::chrono::milliseconds kLook{10};
    int status = 0;
    while (waitpid(child_, &status, WNOHANG) == 0) {
      if (milliseconds_left() == 0) {
        kill(-child_, SIGKILL);
        waitpid(child_, &status, 0);
        return fail(
            ErrorCode::unavailable,
            fmt::format("通知命令 {} 秒没有结束，已经终止",
                        std::chrono::duration_cast<std::chrono::seconds>(settings_.time_limit).count()));
      }
      std::this_thread::sleep_for(kLook);
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    const auto how = WIFEXITED(status) ? fmt::format("退出码 {}", WEXITSTATUS(status))
                                       : fmt::format("被信号 {} 终止", WTERMSIG(status));
    return fail(ErrorCode::unavailable,
                fmt::format("通知命令没有成功：{}{}{}", how, said_.empty() ? "" : "，",
                            is_utf8(said_) ? trim(said_) : std::string_view("（乱码）")));
  }

  const CommandSettings& settings_;
  std::string input_;
  Clock::time_point deadline_;
  std::vector<std::string> arguments_;
  Pipe in_;
  Pipe err_;
  pid_t child_ = 0;
  std::string said_;
};

class CommandChannel final : public NoticeChannel {
 public:
  explicit CommandChannel(CommandSettings settings) : settings_(std::move(settings)) {}
  Result<void> send(const NoticeMessage& message) override {
    const BrokenPipeIsAnError quiet;
    return CommandRun(settings_, message).run();
  }
  std::string_view kind() const override { return "command"; }

 private:
  CommandSettings settings_;
};

}  // namespace

std::string NoticeMessage::json() const {
  JsonWriter json;
  json.begin_object().member("id", id).member("kind", kind).member("account", account).member("name", name);
  json.member("phone", phone).member("subject", subject).member("body", body).end_object();
  return json.take() + "\n";
}

std::string with_person(std::string text, const NoticeMessage& message) {
  return replace_all(replace_all(std::move(text), "{account}", message.account), "{phone}", message.phone);
}

std::unique_ptr<NoticeChannel> command_channel(CommandSettings settings) {
  return std::make_unique<CommandChannel>(std::move(settings));
}

}  // namespace jiheng::io
