#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "support/temp_dir.h"

namespace jiheng::testing {

/// A run of the program under test (JIHENG_BIN), its output in files; killed when the object goes before it
/// has ended. Throws std::runtime_error when it cannot be run.
class Program {
 public:
  explicit Program(std::vector<std::string> arguments);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  /// Waits for its end; the exit code, or 128 and the number of the signal.
  int wait();
  void signal(int number) const;
  std::string out() const { return text("out"); }
  std::string err() const { return text("err"); }
  pid_t pid() const { return pid_; }

  /// Waits until `jiheng serve` says where it listens; the port.
  std::uint16_t port() const;

 private:
  std::string text(const char* name) const;

  TempDir dir_;
  pid_t pid_ = -1;
};

}  // namespace jiheng::testing
