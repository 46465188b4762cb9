#include "support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <thread>

extern char** environ;

namespace jiheng::testing {
namespace {

constexpr std::string_view kReady = "绩衡已就绪：http://127.0.0.1:";

std::string program_path() {
  const char* path = std::getenv("JIHENG_BIN");
  if (path == nullptr)
    throw std::runtime_error("JIHENG_BIN is not set: run the tests through ctest or ./check");
  return path;
}

}  // namespace

Program::Program(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), program_path());
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 1, (dir_.path() / "out").c_str(), O_CREAT | O_WRONLY, 0600);
  posix_spawn_file_actions_addopen(&files, 2, (dir_.path() / "err").c_str(), O_CREAT | O_WRONLY, 0600);
  const int failed = posix_spawn(&pid_, argv[0], &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) {
    pid_ = -1;
    throw std::runtime_error("cannot run " + arguments[0]);
  }
}

Program::~Program() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  wait();
}

int Program::wait() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Program::signal(int number) const { ::kill(pid_, number); }

std::string Program::text(const char* name) const {
  std::ifstream file(dir_.path() / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint16_t Program::port() const {
  for (int i = 0; i < 3000; ++i) {
    const auto said = out();
    if (said.find(kReady) != std::string::npos && said.back() == '\n')
      return static_cast<std::uint16_t>(std::stoi(said.substr(said.rfind(':') + 1)));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  throw std::runtime_error("it does not become ready: " + out() + err());
}

}  // namespace jiheng::testing
