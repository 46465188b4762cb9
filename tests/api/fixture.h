#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/workspace.h"
#include "http/server.h"
#include "http/service.h"
#include "support/store_backend.h"

namespace jiheng::testing {

/// The real server, on a free loopback port, over a workspace with the demonstration county and one snapshot
/// of it
/// ("640323-2022-1").
class ApiServer {
 public:
  /// Over the PostgreSQL database of that URL; "" makes an SQLite data folder.
  explicit ApiServer(const std::string& database_url);
  ~ApiServer();
  ApiServer(const ApiServer&) = delete;
  ApiServer& operator=(const ApiServer&) = delete;

  /// The one that the tests of this program share; the first call must come from the main thread.
  static ApiServer& shared(Backend backend);

  std::uint16_t port() const { return server_->port(); }
  app::Workspace& workspace() { return *workspace_; }
  /// The lines of the access log so far.
  std::vector<std::string> log() const;

 private:
  TempDir dir_;
  app::WorkspaceOptions options_;
  std::unique_ptr<app::Workspace> workspace_;
  std::unique_ptr<http::Service> service_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
  mutable std::mutex log_mutex_;
  std::vector<std::string> log_;
};

}  // namespace jiheng::testing
