#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "support/temp_dir.h"

namespace jiheng::testing {

/// A private PostgreSQL 15 in a temporary folder, on a free loopback port and a socket of its own, without
/// fsync. It runs as user "postgres" when the tests run as root, and ends with the test program even when
/// that is killed. Throws std::runtime_error, with the server's words, when it cannot be started: a missing
/// PostgreSQL fails the tests.
class Postgres {
 public:
  Postgres();
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;
  ~Postgres();

  /// The one that the tests of a program share; started at the first call, which must come from the main
  /// thread.
  static Postgres& shared();

  /// A new empty database; returns its URL (over the socket, no password).
  std::string create_database();
  /// The URL of the same database over loopback, where the server asks for a password.
  std::string tcp_url(const std::string& url, std::string_view password) const;
  /// The password that tcp_url needs.
  std::string_view password() const { return "right-horse-battery"; }

  /// Runs SQL in the database of that URL; throws when it fails.
  void execute(const std::string& url, const std::string& sql) const;

  /// Ends every connection to the databases of this server but the one that asks.
  void cut_connections() const;
  /// Stops the server as a crash does (`immediate`), or in order.
  void stop(bool immediate);
  void start();

 private:
  std::string admin_url() const;
  void initialise();
  void wait_until_ready();

  TempDir dir_;
  int port_ = 0;
  pid_t pid_ = 0;
  int databases_ = 0;
};

}  // namespace jiheng::testing
