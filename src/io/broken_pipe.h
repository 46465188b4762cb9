#pragma once

#include <signal.h>

#include <ctime>

namespace jiheng::io {

/// While it lives, writing to a pipe or socket whose reader is gone is an error (EPIPE) in this thread and
/// not the end of the program. A signal that came meanwhile is taken away; one that waited before stays.
class BrokenPipeIsAnError {
 public:
  BrokenPipeIsAnError() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    waited_ = is_waiting();
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  BrokenPipeIsAnError(const BrokenPipeIsAnError&) = delete;
  BrokenPipeIsAnError& operator=(const BrokenPipeIsAnError&) = delete;
  ~BrokenPipeIsAnError() {
    constexpr timespec kAtOnce{0, 0};
    if (!waited_ && is_waiting()) sigtimedwait(&pipe_, nullptr, &kAtOnce);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  static bool is_waiting() {
    sigset_t waiting;
    sigpending(&waiting);
    return sigismember(&waiting, SIGPIPE) == 1;
  }

  sigset_t pipe_{};
  sigset_t before_{};
  bool waited_ = false;
};

}  // namespace jiheng::io
