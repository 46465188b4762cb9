#include "support/postgres.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace jiheng::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBin = "/usr/lib/postgresql/15/bin";

/// Who the server runs as: PostgreSQL refuses to run as root.
struct Owner {
  uid_t uid = geteuid();
  gid_t gid = getegid();
};

Owner server_owner() {
  Owner owner;
  if (owner.uid != 0) return owner;
  const passwd* user = getpwnam("postgres");
  if (user == nullptr) throw std::runtime_error("there is no user postgres: install postgresql");
  owner.uid = user->pw_uid;
  owner.gid = user->pw_gid;
  return owner;
}

/// Starts a program as the owner; its output goes to `log`. The child is told when this process dies. Only
/// calls that are safe after a fork of a program with threads stand between fork and exec.
pid_t spawn(const std::vector<std::string>& words, const fs::path& log) {
  const Owner owner = server_owner();
  const pid_t parent = getpid();
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid > 0) return pid;
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  dup2(out, 1);
  dup2(out, 2);
  if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(owner.gid) != 0 || setuid(owner.uid) != 0))
    _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent) _exit(125);
  execv(argv[0], argv.data());
  _exit(127);
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

int free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool bound = bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(probe);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

}  // namespace

Postgres::Postgres() : port_(free_port()) {
  const Owner owner = server_owner();
  if (chown(dir_.path().c_str(), owner.uid, owner.gid) != 0)
    throw std::runtime_error("cannot give the folder to postgres");
  initialise();
  start();
}

Postgres::~Postgres() { stop(true); }

Postgres& Postgres::shared() {
  static Postgres server;
  return server;
}

void Postgres::initialise() {
  const auto password_file = dir_.path() / "password";
  std::ofstream(password_file) << password() << '\n';
  const auto log = dir_.path() / "initdb.log";
  const pid_t pid = spawn({fmt::format("{}/initdb", kBin), "-D", (dir_.path() / "data").string(), "-U",
                           "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--auth-local=trust",
                           "--auth-host=scram-sha-256", "-N", "--pwfile=" + password_file.string()},
                          log);
  int status = 0;
  waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(
        fmt::format("{}/initdb failed (is postgresql-15 installed?): {}", kBin, text_of(log)));
  }
}

void Postgres::start() {
  const auto dir = dir_.path().string();
  pid_ = spawn({fmt::format("{}/postgres", kBin), "-D", dir + "/data", "-p", fmt::format("{}", port_), "-k",
                dir, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=64MB", "-c",
                "max_wal_size=512MB"},
               dir_.path() / "server.log");
  wait_until_ready();
}

void Postgres::wait_until_ready() {
  constexpr auto kPatience = std::chrono::seconds(60);
  const auto begin = std::chrono::steady_clock::now();
  while (PQping(admin_url().c_str()) != PQPING_OK) {
    const bool died = waitpid(pid_, nullptr, WNOHANG) == pid_;
    if (died) pid_ = 0;
    if (died || std::chrono::steady_clock::now() - begin > kPatience) {
      throw std::runtime_error("PostgreSQL did not start: " + text_of(dir_.path() / "server.log"));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void Postgres::stop(bool immediate) {
  if (pid_ == 0) return;
  kill(pid_, immediate ? SIGQUIT : SIGINT);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

std::string Postgres::admin_url() const {
  return fmt::format("postgresql:///postgres?user=postgres&host={}&port={}", dir_.path().string(), port_);
}

std::string Postgres::create_database() {
  const std::string name = fmt::format("jiheng_{}", ++databases_);
  execute(admin_url(), "create database " + name);
  return fmt::format("postgresql:///{}?user=postgres&host={}&port={}", name, dir_.path().string(), port_);
}

std::string Postgres::tcp_url(const std::string& url, std::string_view password) const {
  constexpr std::string_view kScheme = "postgresql:///";
  const auto name = url.substr(kScheme.size(), url.find('?') - kScheme.size());
  return fmt::format("postgresql://postgres:{}@127.0.0.1:{}/{}", password, port_, name);
}

void Postgres::execute(const std::string& url, const std::string& sql) const {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()));
}

void Postgres::cut_connections() const {
  execute(admin_url(),
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and "
          "backend_type = 'client backend'");
}

}  // namespace jiheng::testing
